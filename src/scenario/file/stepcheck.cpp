// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/stepcheck.h"

#include "base/errortext.h"
#include "base/jsonreader.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit)
{
    for (const Step &step : steps) {
        visit(step);
        forEachInside(step, [&visit](const Steps &inside) { forEachStep(inside, visit); });
        if (const auto *include = std::get_if<Include>(&step.kind); include && include->scenario)
            forEachStep(include->scenario->steps, visit);
    }
}

StepCheck::StepCheck(const Scenario &scenario, const CheckedDevices &devices, CheckedNames &names, Faults &faults,
                     Faults &warnings)
    : m_at{.scenario = &scenario, .devices = devices, .names = names, .faults = faults, .warnings = warnings}
{
    for (const Steps *steps : {&scenario.setup, &scenario.steps, &scenario.teardown})
        forEachStep(*steps, [this](const Step &step) { m_at.all.append(step.name); });
}

void StepCheck::check(const Steps &steps)
{
    const Step *outer = m_at.step;
    for (const Step &step : steps)
        checkStep(step);
    m_at.step = outer;
}

void StepCheck::checkStep(const Step &step)
{
    m_at.step = &step;
    if (step.name == Since::beginning)
        m_at.fault(u"\"%1\" means the beginning of the run; expected another name"_s.arg(step.name), u"/name"_s);
    if (!step.when.isEmpty())
        m_at.names.checkScript(step.when, m_at.placeOfScenario(), m_at.where(u"/when"_s), m_at.faults);
    std::visit([this](const auto &kind) { checkKind(kind); }, step.kind);
    if (!step.name.isEmpty())
        m_at.earlier.append(step.name);
}

void StepCheck::checkKind(const Parallel &step)
{
    const QSet<QString> before = m_at.names.vars;
    QSet<QString> after = before;
    for (const Steps &branch : step.branches) {
        m_at.names.vars = before;
        check(branch);
        after.unite(m_at.names.vars);
    }
    m_at.names.vars = after;
}

void StepCheck::checkKind(const Repeat &step)
{
    if (!step.as.isEmpty())
        m_at.names.vars.insert(step.as);
    check(step.steps);
}

void StepCheck::checkKind(const ForEachDevice &step)
{
    (void)m_at.devices.entriesOf(step.devices.isDefault() ? DeviceNames{{DeviceNames::all.toString()}} : step.devices,
                                 nullptr, m_at.where(u"/forEachDevice"_s), m_at.faults);
    const DeviceNames *outer = std::exchange(m_at.current, &step.devices);
    check(step.steps);
    m_at.current = outer;
}

void StepCheck::checkKind(const Include &step)
{
    m_at.checkText(step.vars.text().toByteArray(), m_at.placeOfScenario(), u"/vars"_s);
    if (!step.scenario)
        return;
    const QSet<QString> before = m_at.names.vars;
    const QStringList known = JsonReader(step.scenario->vars).keys();
    for (const QString &given : JsonReader(step.vars).keys()) {
        if (!known.contains(given))
            m_at.fault(u"%1 has no variable \"%2\"%3"_s.arg(step.file, given, ErrorText::suggestion(given, known)),
                       u"/include/vars"_s);
    }
    m_at.names.vars.unite(QSet<QString>(known.begin(), known.end()));
    const Scenario *outer = std::exchange(m_at.scenario, step.scenario.get());
    check(step.scenario->steps);
    m_at.scenario = outer;
    for (const QString &name : known) {
        if (!before.contains(name))
            m_at.names.vars.remove(name);
    }
}

void StepCheck::checkKind(const Wait &)
{
    m_at.advise(
        u"a wait makes a test slow, or fails on a slow machine. Await what it is for: connect ends when the device is "
        "online, expect and expectState wait until withinMs, expectNone looks for forMs, http repeats for withinMs"_s);
}

} // namespace Standin::Scenarios
