// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/pagequery.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<PageQuery> PageQuery::from(const QMap<QString, QString> &parameters)
{
    return read(parameters, [](PageQuery &query, const QString &after) {
        bool isNumber = false;
        query.after = after.toULongLong(&isNumber);
        return isNumber;
    });
}

Result<PageQuery> PageQuery::byName(const QMap<QString, QString> &parameters)
{
    return read(parameters, [](PageQuery &query, const QString &after) {
        query.afterName = after;
        return true;
    });
}

Result<PageQuery> PageQuery::read(const QMap<QString, QString> &parameters, TakeAfter takeAfter)
{
    const auto unexpected = [](const QString &name, const QString &found, const QString &expected) {
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(expected, ErrorText::found(found)), name);
    };
    PageQuery query;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        bool isNumber = false;
        if (it.key() == u"after") {
            if (!takeAfter(query, it.value()))
                return unexpected(it.key(), it.value(), u"\"next\" of the page before"_s);
        } else {
            Q_ASSERT(it.key() == u"limit");
            query.limit = it.value().toInt(&isNumber);
            if (!isNumber || query.limit < 1 || query.limit > mostLimit)
                return unexpected(it.key(), it.value(), u"a number from 1 to %1"_s.arg(mostLimit));
        }
    }
    return query;
}

} // namespace Standin::Rest
