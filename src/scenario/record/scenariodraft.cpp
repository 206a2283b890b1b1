// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/scenariodraft.h"

#include "scenario/file/scenariofile.h"
#include "scenario/record/expectations.h"
#include "scenario/record/recordedblocks.h"
#include "scenario/record/recordedprofile.h"
#include "scenario/record/simplifiedsession.h"

#include <QDateTime>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The plans of actions and entries.
struct Plans
{
    QList<ValuePlan> actions;
    QList<ValuePlan> entries;
};

bool isSavedMessage(const RecordedAction &action, const RecordedSteps &steps)
{
    const Step step = steps.stepOf(action, {});
    const auto *publish = std::get_if<Publish>(&step.kind);
    return publish && !publish->message.isEmpty();
}

/// In the order in which all happened, because values are known from their first occurrence on.
Plans plansOf(const RecordedSession &session, const RecordedSteps &steps, ValuePlanner &planner)
{
    Plans plans;
    const auto planActionsBefore = [&](Cursor seq) {
        while (plans.actions.size() < session.actions.size()) {
            const RecordedAction &action = session.actions.at(plans.actions.size());
            if (action.before >= seq)
                return;
            plans.actions.append(
                planner.planPayload(RecordedSteps::payloadOf(action), action.at, isSavedMessage(action, steps)));
        }
    };
    for (qsizetype i = 0; i < session.entries.size(); ++i) {
        const RecordedEntry &recorded = session.entries.at(i);
        planActionsBefore(recorded.entry->seq);
        plans.entries.append(recorded.entry->event == EntryEvent::StateChanged ? ValuePlan()
                                                                               : planner.planMessage(i, recorded));
    }
    planActionsBefore(std::numeric_limits<Cursor>::max());
    return plans;
}

/// The client ids of the scenario's devices end with this.
QString suffixOf(const RecordedSession &session, QList<RecordingWarning> &warnings)
{
    if (session.options.clientIds == RecordingOptions::ClientIds::Recorded)
        return {};
    for (const RecordedDevice &device : session.devices) {
        if (RecordedProfile::logsInWithClientId(device.profile, device.id)) {
            warnings.append({.kind = RecordingWarning::Kind::ClientIdKept, .device = device.id});
            return {};
        }
    }
    return u"-${run.id}"_s;
}

JsonText varsOf(const QString &suffix, const KnownValues &known)
{
    JsonBuilder vars;
    vars.add(u"suffix"_s, JsonText::string(suffix));
    for (const KnownValues::Value &value : known.all()) {
        if (value.origin == KnownValues::Origin::Action && !value.variable.isEmpty())
            vars.add(value.variable, JsonText::string(value.generator));
    }
    return vars.object();
}

Step withDevices(Step step, const DeviceNames &devices)
{
    setDevices(step, devices);
    return step;
}

/// What was there when the recording began.
Steps setupOf(const RecordedSession &session, const RecordedSteps &steps, const DeviceEntries &entries)
{
    Steps setup;
    // Each rule is added before the others.
    for (auto rule = session.rules.crbegin(); rule != session.rules.crend(); ++rule) {
        const QStringList devices = steps.devicesOf(*rule);
        if (rule->isEnabled && !devices.isEmpty())
            setup.push_back(withDevices(RecordedSteps::ruleStep(*rule), entries.namesOf(devices)));
    }
    QStringList online;
    for (const RecordedDevice &device : session.devices) {
        const DeviceNames name = entries.namesOf({device.id});
        if (!device.values.isUndefined())
            setup.push_back(withDevices(RecordedSteps::stateStep(device.values, true), name));
        for (const PresetReply &preset : device.presets)
            setup.push_back(withDevices(steps.presetStep(preset, {}, device.id), name));
        if (device.wasOnline)
            online.append(device.id);
    }
    if (!online.isEmpty())
        setup.push_back(withDevices({.kind = Connect()}, entries.namesOf(online)));
    return setup;
}

/// As if it had been read from a file: a run of it is then the same as one of the saved file.
Scenario asRead(const Scenario &scenario)
{
    const auto read = ScenarioFile::parse(ScenarioFile::toText(scenario));
    if (!read)
        return scenario;
    Scenario result = *read;
    result.source.clear();
    return result;
}

} // namespace

RecordedScenario scenarioOf(const RecordedSession &recorded)
{
    const RecordedSession session = simplified(recorded);
    const DeviceEntries devices(session.devices);
    ValuePlanner planner(session, devices);
    const RecordedSteps steps(session, devices, planner.known());
    const Plans plans = plansOf(session, steps, planner);
    const RecordedBlocks blocks(session, steps, plans.actions);

    RecordedScenario made{.warnings = session.warnings};
    const QDateTime began = QDateTime::fromMSecsSinceEpoch(session.startedAt / 1000, Qt::UTC);
    const QString time = began.toString(u"yyyy-MM-dd HH:mm"_s);
    const QString suffix = suffixOf(session, made.warnings);
    made.scenario = {.name = session.options.name.isEmpty() ? u"Recorded %1"_s.arg(time) : session.options.name,
                     .description = u"Recorded on %1 UTC."_s.arg(time),
                     .vars = varsOf(suffix, planner.known()),
                     .devices = devices.written(made.warnings),
                     .setup = setupOf(session, steps, devices)};
    Expectations expectations(session, plans.entries, devices, planner.known(), blocks);
    made.scenario.steps = expectations.steps();
    made.warnings += expectations.warnings();
    made.scenario = asRead(made.scenario);
    return made;
}

} // namespace Standin::Scenarios
