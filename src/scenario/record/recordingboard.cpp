// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordingboard.h"

#include "fleet/fleet.h"
#include "rules/rulebook.h"
#include "scenario/record/scenariodraft.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Orders to devices wait meanwhile.
constexpr std::chrono::milliseconds shortTime(20);

} // namespace

void RecordingBoard::orderGiven(const GivenOrder &order)
{
    const Lock lock(m_mutex);
    if (m_isClosed)
        return;
    for (const auto &item : m_items)
        item->recording.orderGiven(order);
}

void RecordingBoard::orderAnswered(quint64 number, const Result<> &result)
{
    const Lock lock(m_mutex);
    if (m_isClosed)
        return;
    for (const auto &item : m_items)
        item->recording.orderAnswered(number, result);
}

void RecordingBoard::rulesChanging(const Rules::CompiledRules &after, Cursor before)
{
    const Lock lock(m_mutex);
    if (m_isClosed)
        return;
    QList<Rules::Rule> rules;
    rules.reserve(static_cast<qsizetype>(after.size()));
    for (const Rules::CompiledRulePtr &rule : after)
        rules.append(rule->rule);
    QList<Rules::Rule> former;
    for (const Rules::RuleBook::Status &status : m_fleet.rules().rules())
        former.append(status.rule);
    for (const auto &item : m_items)
        item->recording.rulesChanging(former, rules, before);
}

QList<Rules::Rule> RecordingBoard::rulesInForce() const
{
    QList<Rules::Rule> rules;
    for (const Rules::RuleBook::Status &status : m_fleet.rules().rules()) {
        if (!status.hasExpired)
            rules.append(status.rule);
    }
    return rules;
}

bool RecordingBoard::makeRoom(QString &removed)
{
    if (m_items.size() < static_cast<size_t>(Recorder::mostRecordings))
        return true;
    const auto ended = std::ranges::find_if(m_items, [](const auto &item) { return !item->recording.isRunning(); });
    if (ended == m_items.end())
        return false;
    removed = (*ended)->recording.status().id;
    m_items.erase(ended);
    return true;
}

Result<QString> RecordingBoard::begin(const RecordingOptions &options, QString &removed)
{
    const Lock lock(m_mutex);
    if (!makeRoom(removed))
        return failure(ErrorCode::LimitReached, u"%1 recordings run already"_s.arg(Recorder::mostRecordings));
    const QString id = u"rec-%1"_s.arg(++m_lastId);
    m_items.push_back(
        std::make_unique<Item>(Item{.recording = {id, options, m_clock, m_journal, m_fleet, rulesInForce()}}));
    return id;
}

RecordingBoard::Changes RecordingBoard::collect()
{
    const Lock lock(m_mutex);
    Changes changes;
    for (const auto &item : m_items) {
        const QString &id = item->recording.status().id;
        item->recording.collect(shortTime);
        if (item->recording.takeProgress())
            changes.progressed.append(id);
        if (item->recording.status().state == RecordingStatus::State::Full && !std::exchange(item->isEndReported, true))
            changes.ended.append(id);
    }
    return changes;
}

RecordingBoard::Item *RecordingBoard::find(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_items, [&id](const auto &item) { return item->recording.status().id == id; });
    return found == m_items.end() ? nullptr : found->get();
}

std::optional<bool> RecordingBoard::end(const QString &id)
{
    const Lock lock(m_mutex);
    Item *item = find(id);
    if (!item)
        return std::nullopt;
    item->recording.collect();
    const bool hasRun = item->recording.isRunning();
    item->recording.end(RecordingStatus::State::Stopped);
    return hasRun;
}

std::optional<bool> RecordingBoard::remove(const QString &id)
{
    const Lock lock(m_mutex);
    const Item *item = find(id);
    if (!item)
        return std::nullopt;
    const bool hasRun = item->recording.isRunning();
    std::erase_if(m_items, [item](const auto &each) { return each.get() == item; });
    return hasRun;
}

bool RecordingBoard::hasRunning() const
{
    const Lock lock(m_mutex);
    return std::ranges::any_of(m_items, [](const auto &item) { return item->recording.isRunning(); });
}

void RecordingBoard::close()
{
    const Lock lock(m_mutex);
    m_isClosed = true;
    m_items.clear();
}

std::optional<RecordingStatus> RecordingBoard::status(const QString &id)
{
    const Lock lock(m_mutex);
    Item *item = find(id);
    if (!item)
        return std::nullopt;
    item->recording.collect(shortTime);
    return item->recording.status();
}

QList<RecordingStatus> RecordingBoard::statuses() const
{
    const Lock lock(m_mutex);
    QList<RecordingStatus> all;
    for (const auto &item : m_items)
        all.append(item->recording.status());
    return all;
}

std::optional<RecordedScenario> RecordingBoard::scenario(const QString &id)
{
    RecordedSession session;
    {
        const Lock lock(m_mutex);
        Item *item = find(id);
        if (!item)
            return std::nullopt;
        item->recording.collect();
        if (item->made)
            return item->made;
        session = item->recording.session();
    }
    // It may take a moment, for which orders must not wait.
    const RecordedScenario made = scenarioOf(session);
    const Lock lock(m_mutex);
    if (Item *item = find(id); item && !item->recording.isRunning())
        item->made = made;
    return made;
}

} // namespace Standin::Scenarios
