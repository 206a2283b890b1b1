// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/journalfilter.h"

#include "base/errortext.h"
#include "rest/v1/journalconditions.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLimit = 10'000;

Failure unexpected(const QString &name, const QString &found, const QString &expected)
{
    return failure(ErrorCode::InvalidArgument, ErrorText::expected(expected, ErrorText::found(found)), name);
}

Result<> read(const QString &name, const QString &text, JournalQuery &query)
{
    bool isNumber = true;
    if (name == "after"_L1) {
        query.after = text.toULongLong(&isNumber);
        if (!isNumber)
            return unexpected(name, text, u"a cursor, 0 or more"_s);
    } else if (name == "limit"_L1) {
        query.limit = text.toInt(&isNumber);
        if (!isNumber || query.limit < 1 || query.limit > maxLimit)
            return unexpected(name, text, u"a number from 1 to %1"_s.arg(maxLimit));
    } else if (name == "matched"_L1) {
        if (text != "true"_L1 && text != "false"_L1)
            return unexpected(name, text, u"true or false"_s);
        query.matched = text == "true"_L1;
    } else if (name == "correlationKey"_L1) {
        query.correlationKey = text;
    } else if (name == "correlationValue"_L1) {
        query.correlationValue = text;
    } else {
        return setCondition(query, name, text);
    }
    return {};
}

} // namespace

Result<JournalQuery> journalQueryFrom(const QMap<QString, QString> &parameters, Cursor end)
{
    JournalQuery query;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        if (const auto done = read(it.key(), it.value(), query); !done)
            return Failure(done.error());
    }
    if (parameters.contains(u"correlationKey"_s) != parameters.contains(u"correlationValue"_s))
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"both or neither"_s, u"only one"_s),
                       u"correlationKey, correlationValue"_s);
    return checkCursor(query.after, end).map([&query] { return query; });
}

} // namespace Standin::Rest
