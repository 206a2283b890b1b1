// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QMap>

namespace Standin::Rest {

/// Reads ?after=&limit= of a list other than the journal.
struct PageQuery
{
    static constexpr qsizetype mostLimit = 10'000;

    quint64 after = 0;      ///< "next" of the previous page
    QString afterName = {}; ///< the same for a list by names
    qsizetype limit = mostLimit;

    /// InvalidArgument with the parameter for an invalid value.
    [[nodiscard]] static Result<PageQuery> from(const QMap<QString, QString> &parameters);
    [[nodiscard]] static Result<PageQuery> byName(const QMap<QString, QString> &parameters);

private:
    using TakeAfter = bool (*)(PageQuery &query, const QString &after);
    [[nodiscard]] static Result<PageQuery> read(const QMap<QString, QString> &parameters, TakeAfter takeAfter);
};

} // namespace Standin::Rest
