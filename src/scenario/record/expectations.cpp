// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/expectations.h"

#include "scenario/file/stepwriter.h"
#include "scenario/record/messagepattern.h"
#include "scenario/record/volatilevalue.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Leaves room for the steps of the setup.
constexpr size_t mostSteps = 9'000;
/// The states of a device that the setup connects: connecting and online.
constexpr qsizetype changesOfConnect = 2;

QByteArray commandKey(const Entry &entry)
{
    QByteArray key = entry.device.toUtf8();
    for (const auto &[name, value] : entry.correlation)
        key += '\n' + name.toUtf8() + '=' + value.toUtf8();
    return key;
}

QHash<qsizetype, QList<Capture>> capturesByMessage(const KnownValues &known)
{
    QHash<qsizetype, QList<Capture>> captures;
    for (const KnownValues::Value &value : known.all()) {
        if (value.origin == KnownValues::Origin::Message && !value.variable.isEmpty())
            captures[value.message].append({.variable = value.variable, .json = value.place});
    }
    return captures;
}

} // namespace

Expectations::Expectations(const RecordedSession &session, const QList<ValuePlan> &plans, const DeviceEntries &devices,
                           const KnownValues &known, const RecordedBlocks &blocks)
    : m_session(session)
    , m_plans(plans)
    , m_devices(devices)
    , m_blocks(blocks)
    , m_states(session)
    , m_publishesCommands(session.options.commands == RecordingOptions::Commands::Published)
    , m_captures(capturesByMessage(known))
    , m_messages(session, plans)
{}

Steps Expectations::steps()
{
    for (size_t i = 0; i < m_blocks.all().size() && m_steps.size() < mostSteps; ++i)
        writeBlock(i);
    if (m_steps.size() >= mostSteps)
        m_warnings.append({.kind = RecordingWarning::Kind::TooManySteps, .detail = QString::number(mostSteps)});
    return std::move(m_steps);
}

size_t Expectations::write(const Step &step)
{
    m_steps.push_back(step);
    return m_steps.size() - 1;
}

QString Expectations::nameOf(size_t step)
{
    Step &named = m_steps[step];
    if (named.name.isEmpty())
        named.name = u"%1 %2"_s.arg(named.kindName()).arg(++m_names[named.kindName()]);
    return named.name;
}

void Expectations::writeBlock(size_t index)
{
    const RecordedBlock &block = m_blocks.all()[index];
    m_block = index;
    m_messages.set(block.entries);
    m_written.clear();
    m_alike.clear();
    m_joined.clear();
    m_stepOfBlock.push_back(m_steps.size());
    if (block.step) {
        Step step = *block.step;
        setDevices(step, m_devices.namesOf(block.devices));
        write(step);
    }
    m_action = m_stepOfBlock.back();
    m_hasPublished = false;
    for (const qsizetype number : block.entries) {
        if (isWritten(number) && m_steps.size() < mostSteps)
            writeMessage(number);
    }
    for (auto joined = m_joined.cbegin(); joined != m_joined.cend(); ++joined)
        setDevices(m_steps[joined.key()], m_devices.namesOf(*joined));
    writeStates();
}

bool Expectations::isWritten(qsizetype number) const
{
    return ValuePlanner::isExpected(m_session.entries.at(number)) || m_captures.contains(number);
}

Expectations::Wanted Expectations::wantedOf(qsizetype number) const
{
    const Entry &entry = *m_session.entries.at(number).entry;
    const ValuePlan &plan = m_plans.at(number);
    Wanted wanted{.entry = entry};
    if (!entry.isMessage()) {
        wanted.pattern =
            JsonBuilder().add(u"topic"_s, JsonText::string(m_devices.asTemplate(entry.topic, entry.device))).object();
        return wanted;
    }
    wanted.pattern = MessagePattern(entry, plan, m_devices, MessagePattern::Form::Template).json();
    const JsonText recorded = MessagePattern(entry, plan, m_devices, MessagePattern::Form::Recorded).json();
    if (const auto pattern = Match::Pattern::fromJson(PatternTemplate::withoutShortForms(recorded)))
        wanted.recorded = *pattern;
    return wanted;
}

Since Expectations::sinceOf(qsizetype number, const Wanted &wanted)
{
    const Entry &entry = wanted.entry;
    // One that was found already must not satisfy it again.
    for (const qsizetype other : m_messages.before(number, wanted.recorded)) {
        if (const auto written = m_written.constFind(other); written != m_written.constEnd())
            return {.step = nameOf(*written)};
    }
    // A reply may come earlier than the actions that were between it and its command.
    const auto command = m_commands.constFind(commandKey(entry));
    const bool isReply = entry.matched && entry.event == EntryEvent::MessageSent && command != m_commands.constEnd();
    if (isReply && *command < m_action)
        return {.step = nameOf(*command)};
    if (entry.event != EntryEvent::MessageReceived || m_block == 0 || m_publishesCommands)
        return {};
    const size_t begin = m_blocks.beginOf(m_block, entry.device);
    return begin == m_block ? Since() : Since{.step = nameOf(m_stepOfBlock[begin])};
}

int Expectations::withinMs(const Entry &entry) const
{
    constexpr qint64 more = 5'000;
    const qint64 delay = std::max<qint64>(0, (entry.at - m_blocks.all()[m_block].at) / 1000);
    if (delay < more / 5)
        return Expect::usualWithinMs;
    return static_cast<int>(std::min<qint64>((delay + more + 999) / 1000 * 1000, Step::longestMs));
}

QList<Capture> Expectations::capturesOf(qsizetype number) const
{
    return m_captures.value(number);
}

std::optional<size_t> Expectations::joinOther(const Step &step, const QString &device, int ms)
{
    const QByteArray key = toJson(step).toCompact();
    const auto alike = m_alike.constFind(key);
    if (alike == m_alike.constEnd()) {
        m_alike.insert(key, m_steps.size());
        m_joined.insert(m_steps.size(), {device});
        return std::nullopt;
    }
    QStringList &devices = m_joined[*alike];
    if (devices.contains(device))
        return std::nullopt;
    devices.append(device);
    auto &expect = std::get<Expect>(m_steps[*alike].kind);
    expect.withinMs = std::max(expect.withinMs, ms);
    return *alike;
}

void Expectations::writeMessage(qsizetype number)
{
    const RecordedEntry &recorded = m_session.entries.at(number);
    const Entry &entry = *recorded.entry;
    const bool isCommand = entry.event == EntryEvent::MessageReceived;
    const Wanted wanted = wantedOf(number);
    if (m_plans.at(number).isTooLarge)
        m_warnings.append(
            {.kind = RecordingWarning::Kind::PayloadTooLarge, .device = entry.device, .detail = entry.topic});
    Expect expect{.entries = {.kind = entry.kind(), .pattern = {.json = wanted.pattern}},
                  .captures = capturesOf(number)};
    if (!entry.isMessage())
        expect.entries.event = entry.event;
    if (ValuePlanner::isTelemetry(recorded)) {
        const QByteArray key = entry.device.toUtf8() + '\n' + wanted.pattern.toCompact();
        if (m_telemetry.contains(key))
            return;
        m_telemetry.insert(key);
    } else {
        if (isCommand && m_publishesCommands)
            writeCommand(entry, m_plans.at(number));
        expect.since = sinceOf(number, wanted);
    }
    if (isCommand && !m_publishesCommands && !m_messages.comesAgain(number, wanted.recorded))
        expect.amount = {.least = 1, .most = 1};
    const bool mayJoin = expect.captures.isEmpty() && expect.since.step.isEmpty() && !m_publishesCommands;
    const int ms = withinMs(entry);
    if (const auto other = mayJoin ? joinOther({.kind = expect}, entry.device, ms) : std::nullopt) {
        m_written.insert(number, *other);
        return;
    }
    expect.withinMs = ms;
    expect.entries.devices = m_devices.namesOf({entry.device});
    const size_t step = write({.kind = expect});
    m_written.insert(number, step);
    if (isCommand && !entry.correlation.isEmpty())
        m_commands.insert(commandKey(entry), step);
}

void Expectations::writeCommand(const Entry &entry, const ValuePlan &plan)
{
    const auto literal = [this](const QString &text) { return m_devices.asTemplate(text, {}); };
    ProbePublish publish{
        .payload = entry.payload, .qos = entry.qos, .retain = entry.retain, .properties = entry.properties};
    const RecordedDevice *device = m_devices.find(entry.device);
    if (device && device->topics.command == entry.topic) {
        publish.topic = u"${"_s + m_devices.pathOf(entry.device) + u".topics.command}"_s;
    } else {
        QStringList levels = entry.topic.split(u'/');
        for (qsizetype i = 0; i < levels.size(); ++i) {
            const PlannedValue planned = plan.levels.value(i);
            levels[i] = planned.kind == PlannedValue::Kind::Reference ? planned.text : literal(levels.at(i));
        }
        publish.topic = levels.join(u'/');
    }
    const Match::Message message = entry.message();
    const JsonText &json = message.written();
    if (json.isUndefined() && entry.payload.isValidUtf8())
        publish.payload = literal(JsonText::decoded(entry.payload)).toUtf8();
    else if (!json.isUndefined())
        publish.payload =
            mappedLeaves(json, [&](const JsonLeaf &leaf) {
                const PlannedValue planned = plan.at(leaf.pointer);
                const QString another = VolatileValue::generatorFor(leaf.value, entry.at);
                if (planned.kind == PlannedValue::Kind::Reference)
                    return JsonText::string(planned.text);
                if (planned.kind == PlannedValue::Kind::Matches && !another.isEmpty())
                    return JsonText::string(another);
                return leaf.value.isString() ? JsonText::string(literal(leaf.value.toString())) : leaf.value;
            }).toCompact();
    m_action = write({.kind = ProbeStep{.does = publish}});
    m_hasPublished = true;
    m_written.clear(); // what comes now is an effect of this step
}

Since Expectations::sinceOfBlock()
{
    if (!m_hasPublished)
        return {};
    return {.step = m_block == 0 ? Since::beginning.toString() : nameOf(m_stepOfBlock.back())};
}

void Expectations::writeStates()
{
    QStringList devices;
    QHash<QString, QList<EntryPtr>> states;
    for (const qsizetype number : m_blocks.all()[m_block].entries) {
        const EntryPtr &entry = m_session.entries.at(number).entry;
        if (entry->event != EntryEvent::StateChanged)
            continue;
        QList<EntryPtr> &own = states[entry->device];
        if (own.isEmpty())
            devices.append(entry->device);
        own.append(entry);
    }
    for (const QString &device : std::as_const(devices))
        writeState(device, states.value(device));
}

void Expectations::writeState(const QString &device, const QList<EntryPtr> &states)
{
    const RecordedStates::Change change = m_states.in(states);
    if (!change.last || m_steps.size() >= mostSteps)
        return;
    const DeviceNames names = m_devices.namesOf({device});
    const int ms = withinMs(*change.last);
    // The device may be back before a step looks at its state.
    if (change.changesUntilLeft > 0)
        write({.kind = Expect{
                   .entries = {.devices = names, .kind = EntryKind::Lifecycle, .event = EntryEvent::StateChanged},
                   .amount = {.least = change.changesUntilLeft + (m_block == 0 ? changesOfConnect : 0)},
                   .withinMs = ms,
                   .since = sinceOfBlock()}});
    ExpectState state{.devices = names, .state = *change.last->state, .withinMs = ms};
    if (const auto &error = change.last->error) {
        state.error = error->code;
        state.reasonCode = error->reasonCode;
    }
    write({.kind = state});
}

} // namespace Standin::Scenarios
