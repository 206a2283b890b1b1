// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QMap>

namespace Standin::Rest {

/// Reads ?after=&limit= of a list other than the journal.
struct PageQuery
{
    static constexpr qsizetype mostLimit = 10'000;

    quint64 after = 0; ///< "next" of the previous page
    qsizetype limit = mostLimit;

    /// InvalidArgument with the parameter for an invalid value and for an unknown parameter.
    [[nodiscard]] static Result<PageQuery> from(const QMap<QString, QString> &parameters);
};

} // namespace Standin::Rest
