// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recording.h"

#include "base/clock.h"
#include "fleet/fleet.h"
#include "match/glob.h"
#include "scenario/file/scenariofile.h"
#include "scenario/record/valueplan.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// Of `devices` in the scenario; it leaves room for those with several devices.
constexpr qsizetype mostEntries = ScenarioFile::mostDeviceEntries - 100;

/// A device takes this much of the limit of bytes, beside its messages.
constexpr qsizetype bytesOfDevice = 1024;

qsizetype bytesOfOrder(const Order &order)
{
    constexpr qsizetype ofAny = 256;
    if (const auto *publish = std::get_if<Order::Publish>(&order.kind()))
        return ofAny + publish->publication.payload.size();
    if (const auto *preset = std::get_if<Order::AddPresetReply>(&order.kind()))
        return ofAny + preset->reply.payload.size();
    if (const auto *state = std::get_if<Order::SetState>(&order.kind()))
        return ofAny + state->values.text().size();
    return ofAny;
}

bool isOfInterest(const Entry &entry)
{
    switch (entry.event) {
    case EntryEvent::MessageReceived:
        return !entry.isOwn() && !entry.dup;
    case EntryEvent::MessageSent:
    case EntryEvent::StateChanged:
    case EntryEvent::EventFired:
        return true;
    default:
        return false;
    }
}

} // namespace

Recording::Recording(QString id, const RecordingOptions &options, const Clock &clock, const JournalReader &journal,
                     const Fleet &fleet, const QList<Rules::Rule> &rules)
    : m_fleet(fleet)
    , m_journal(journal)
    , m_clock(clock)
    , m_status{.id = std::move(id), .name = options.name, .startedAt = clock.nowMicros()}
    , m_session{.options = options, .startedAt = m_status.startedAt, .rules = rules}
    , m_cursor(journal.cursor())
{
    for (const DeviceStatus &device : fleet.statuses()) {
        if (!device.testId.isEmpty() || !isWanted(device.id))
            continue;
        const bool isOnline = device.state == DeviceState::Online || device.state == DeviceState::Connecting;
        m_beginnings.insert(device.id,
                            {.wasOnline = isOnline, .values = device.values, .presets = device.presetReplies});
    }
}

bool Recording::isWanted(const QString &id) const
{
    const QStringList &wanted = m_session.options.devices;
    return wanted.isEmpty() ||
           std::ranges::any_of(wanted, [&id](const QString &glob) { return Match::matchesGlob(glob, id); });
}

bool Recording::use(const QString &id)
{
    if (const auto place = m_places.constFind(id); place != m_places.constEnd())
        return *place >= 0;
    const auto status = m_fleet.status(id);
    const auto profile = m_fleet.profile(id);
    if (!status || !profile || !status->testId.isEmpty() || !isWanted(id)) {
        m_places.insert(id, -1);
        return false;
    }
    const Beginning beginning = m_beginnings.value(id);
    const bool hasOtherState = !beginning.values.isUndefined() && beginning.values != profile->state;
    m_places.insert(id, m_session.devices.size());
    m_session.devices.append(
        {.id = id,
         .index = status->index,
         .profile = *profile,
         .topics = {.report = status->reportTopic, .command = status->commandTopic, .reply = status->replyTopic},
         .wasOnline = beginning.wasOnline,
         .values = hasOtherState ? beginning.values : JsonText(),
         .presets = beginning.presets});
    m_status.devices = m_session.devices.size();
    m_entries += !DeviceEntries::isOfTemplate(m_session.devices.last());
    count(bytesOfDevice);
    return true;
}

void Recording::noteSettings(const QString &id)
{
    const auto profile = m_fleet.profile(id);
    const RecordedDevice &device = m_session.devices.at(m_places.value(id));
    if (profile && *profile != device.profile)
        warn({.kind = RecordingWarning::Kind::SettingsChanged, .device = id});
}

void Recording::orderGiven(const GivenOrder &given)
{
    if (!isRunning() || !use(given.device))
        return;
    noteSettings(given.device);
    if (const auto *publish = std::get_if<Order::Publish>(&given.order.kind()))
        m_pending[given.device].append({.number = given.number,
                                        .before = given.before,
                                        .topic = TemplateShape(publish->publication.topic.toUtf8()),
                                        .payload = TemplateShape(publish->publication.payload)});
    m_unanswered.insert(given.number, m_session.actions.size());
    m_session.actions.append({.number = given.number,
                              .device = given.device,
                              .what = given.order,
                              .before = given.before,
                              .at = m_clock.nowMicros()});
    ++m_status.actions;
    count(bytesOfOrder(given.order));
}

void Recording::orderAnswered(quint64 number, const Result<> &result)
{
    const auto place = m_unanswered.constFind(number);
    if (place == m_unanswered.constEnd())
        return;
    RecordedAction &action = m_session.actions[*place];
    action.answered = m_journal.cursor();
    if (!result) {
        action.error = result.error();
        m_pending[action.device].removeIf([number](const Pending &pending) { return pending.number == number; });
    }
    m_unanswered.erase(place);
}

void Recording::rulesChanging(const QList<Rules::Rule> &before, const QList<Rules::Rule> &after, Cursor cursor)
{
    if (!isRunning())
        return;
    for (const Rules::Rule &rule : before) {
        if (std::ranges::find(after, rule.id, &Rules::Rule::id) == after.end())
            warn({.kind = RecordingWarning::Kind::RuleRemoved, .detail = rule.id});
    }
    // Each is added before the others, so the last one comes first.
    for (auto rule = after.crbegin(); rule != after.crend(); ++rule) {
        const auto former = std::ranges::find(before, rule->id, &Rules::Rule::id);
        if (former != before.end() && *former == *rule)
            continue;
        m_session.actions.append({.what = *rule, .before = cursor, .at = m_clock.nowMicros()});
        ++m_status.actions;
        count(rule->toJson().text().size());
    }
}

bool Recording::takeProgress()
{
    return std::exchange(m_seenSteps, m_status.steps()) != m_status.steps();
}

void Recording::collect(milliseconds atMost)
{
    if (!isRunning())
        return;
    const auto until = m_clock.steadyNow() + std::min<milliseconds>(atMost, hours(1));
    JournalPage page{.entries = {}, .more = true};
    while (page.more && isRunning() && m_clock.steadyNow() < until) {
        page = m_journal.read({.after = m_cursor});
        m_dropped += page.dropped;
        m_cursor = page.cursor;
        for (const EntryPtr &entry : std::as_const(page.entries)) {
            if (isRunning() && isOfInterest(*entry))
                take(entry);
        }
    }
    if (isRunning() && m_clock.nowMicros() - m_status.startedAt >= microseconds(m_session.options.limits.time).count())
        end(RecordingStatus::State::Full);
}

void Recording::take(const EntryPtr &entry)
{
    if (!use(entry->device))
        return;
    RecordedEntry recorded{.entry = entry};
    const bool isReport = entry->event == EntryEvent::MessageSent && entry->ruleId.isEmpty();
    if (isReport)
        recorded.isOrdered = isOrdered(*entry);
    if (isReport && !recorded.isOrdered && !m_session.options.telemetry)
        return;
    m_session.entries.append(recorded);
    m_status.messages += ValuePlanner::isExpected(recorded);
    count(entry->bytes());
}

bool Recording::isOrdered(const Entry &entry)
{
    QList<Pending> &pending = m_pending[entry.device];
    const auto found = std::ranges::find_if(pending, [&](const Pending &each) {
        return each.before < entry.seq && each.topic.fits(entry.topic.toUtf8()) && each.payload.fits(entry.payload);
    });
    if (found == pending.end())
        return false;
    pending.erase(found);
    return true;
}

void Recording::warn(const RecordingWarning &warning)
{
    constexpr qsizetype most = 100;
    if (!m_session.warnings.contains(warning) && m_session.warnings.size() < most)
        m_session.warnings.append(warning);
}

void Recording::count(qsizetype bytes)
{
    m_status.bytes += bytes;
    const qsizetype items = m_session.actions.size() + m_session.entries.size();
    const RecordingLimits &limits = m_session.options.limits;
    if (items >= limits.items || m_status.bytes >= limits.bytes || m_entries >= mostEntries)
        end(RecordingStatus::State::Full);
}

void Recording::end(RecordingStatus::State state)
{
    if (!isRunning())
        return;
    m_status.state = state;
    m_status.endedAt = m_clock.nowMicros();
    if (m_dropped > 0)
        warn({.kind = RecordingWarning::Kind::MessagesMissing, .detail = QString::number(m_dropped)});
    if (state == RecordingStatus::State::Full)
        warn({.kind = RecordingWarning::Kind::LimitReached});
    m_pending.clear();
    m_unanswered.clear();
    m_beginnings.clear();
}

} // namespace Standin::Scenarios
