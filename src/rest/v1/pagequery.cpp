// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/pagequery.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<PageQuery> PageQuery::from(const QMap<QString, QString> &parameters)
{
    const auto unexpected = [](const QString &name, const QString &found, const QString &expected) {
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(expected, ErrorText::found(found)), name);
    };
    PageQuery query;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        bool isNumber = false;
        if (it.key() == u"after") {
            query.after = it.value().toULongLong(&isNumber);
            if (!isNumber)
                return unexpected(it.key(), it.value(), u"\"next\" of the page before"_s);
        } else if (it.key() == u"limit") {
            query.limit = it.value().toInt(&isNumber);
            if (!isNumber || query.limit < 1 || query.limit > mostLimit)
                return unexpected(it.key(), it.value(), u"a number from 1 to %1"_s.arg(mostLimit));
        } else {
            return unexpected(u"query"_s, it.key(), u"after or limit"_s);
        }
    }
    return query;
}

} // namespace Standin::Rest
