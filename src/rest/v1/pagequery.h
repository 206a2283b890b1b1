// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QMap>

namespace Standin::Rest {

/// ?after=&limit= of a list that is not the journal.
struct PageQuery
{
    static constexpr qsizetype mostLimit = 10'000;

    quint64 after = 0; ///< "next" of the page before
    qsizetype limit = mostLimit;

    /// InvalidArgument naming the parameter for a value that means nothing, and for a parameter nobody knows.
    [[nodiscard]] static Result<PageQuery> from(const QMap<QString, QString> &parameters);
};

} // namespace Standin::Rest
