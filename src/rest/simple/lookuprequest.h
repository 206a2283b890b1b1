// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace Standin::Rest {

/// The body of a look-up of commands: {requestTime} or another correlation key, with a string or a number.
struct LookUpRequest
{
    QString value = {};        ///< as text
    QStringList warnings = {}; ///< about unknown keys in the body

    [[nodiscard]] static Result<LookUpRequest> from(const QByteArray &body, const QString &correlationKey);
};

} // namespace Standin::Rest
