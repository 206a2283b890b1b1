// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/journalconditions.h"

#include "base/errortext.h"

#include <array>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// One of the words, which `parse` knows.
template <typename Word>
Result<> setWord(std::optional<Word> &target, const QString &value, std::optional<Word> (*parse)(QStringView),
                 const QStringList &words)
{
    target = parse(value);
    if (target)
        return {};
    return failure(
        ErrorCode::InvalidArgument,
        ErrorText::expected(ErrorText::listed(words), ErrorText::found(value) + ErrorText::suggestion(value, words)));
}

/// An empty text would be the same as none, and widen the search.
Result<> setText(QString &target, const QString &value)
{
    if (value.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"a text that is not empty"_s, ErrorText::found(value)));
    target = value;
    return {};
}

Result<> setDevice(JournalQuery &query, const QString &value)
{
    query.device = value; // also an empty one, for any device: clients send it
    return {};
}

Result<> setTopic(JournalQuery &query, const QString &value)
{
    return Match::TopicPattern::parse(value).map([&query](const Match::TopicPattern &topic) { query.topic = topic; });
}

struct Condition
{
    QLatin1StringView name;
    Result<> (*set)(JournalQuery &query, const QString &value);
};

const std::array conditions = {
    Condition{"device"_L1, setDevice},
    Condition{"deviceGlob"_L1,
              [](JournalQuery &query, const QString &value) { return setText(query.deviceGlob, value); }},
    Condition{"topic"_L1, setTopic},
    Condition{"kind"_L1,
              [](JournalQuery &query, const QString &value) {
                  return setWord(query.kind, value, &entryKindFromString, entryKindNames());
              }},
    Condition{"event"_L1,
              [](JournalQuery &query, const QString &value) {
                  return setWord(query.event, value, &entryEventFromString, entryEventNames());
              }},
    Condition{"ruleId"_L1, [](JournalQuery &query, const QString &value) { return setText(query.ruleId, value); }},
    Condition{"testId"_L1, [](JournalQuery &query, const QString &value) { return setText(query.testId, value); }},
};

} // namespace

const QStringList &journalConditions()
{
    static const QStringList names = [] {
        QStringList list;
        for (const Condition &condition : conditions)
            list.append(condition.name);
        return list;
    }();
    return names;
}

Result<> setCondition(JournalQuery &query, const QString &name, const QString &value)
{
    const auto condition = std::ranges::find(conditions, name, &Condition::name);
    Q_ASSERT(condition != conditions.end());
    return condition->set(query, value).map_error([&name](Error error) {
        error.where = name;
        return error;
    });
}

Result<> checkCursor(Cursor after, Cursor end)
{
    if (after <= end)
        return {};
    return failure(
        ErrorCode::InvalidArgument,
        u"%1 is beyond the end of the journal, which is %2; is it a cursor of an earlier Standin?"_s.arg(after).arg(
            end),
        u"/after"_s);
}

} // namespace Standin::Rest
