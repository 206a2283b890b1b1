// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/stepcheck.h"

#include "base/errortext.h"
#include "base/jsonparts.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit)
{
    for (const Step &step : steps) {
        visit(step);
        if (const auto *group = std::get_if<Group>(&step.kind))
            forEachStep(group->steps, visit);
        else if (const auto *repeat = std::get_if<Repeat>(&step.kind))
            forEachStep(repeat->steps, visit);
        else if (const auto *each = std::get_if<ForEachDevice>(&step.kind))
            forEachStep(each->steps, visit);
        else if (const auto *include = std::get_if<Include>(&step.kind); include && include->scenario)
            forEachStep(include->scenario->steps, visit);
        else if (const auto *parallel = std::get_if<Parallel>(&step.kind)) {
            for (const Steps &branch : parallel->branches)
                forEachStep(branch, visit);
        }
    }
}

StepCheck::StepCheck(const Scenario &scenario, const CheckedDevices &devices, CheckedNames &names, Faults &faults,
                     Faults &warnings)
    : m_scenario(&scenario)
    , m_devices(devices)
    , m_names(names)
    , m_faults(faults)
    , m_warnings(warnings)
{
    for (const Steps *steps : {&scenario.setup, &scenario.steps, &scenario.teardown})
        forEachStep(*steps, [this](const Step &step) { m_all.append(step.name); });
}

void StepCheck::check(const Steps &steps)
{
    const Step *outer = m_step;
    for (const Step &step : steps)
        checkStep(step);
    m_step = outer;
}

void StepCheck::checkStep(const Step &step)
{
    m_step = &step;
    if (step.name == Since::beginning)
        fault(u"\"%1\" means the beginning of the run; expected another name"_s.arg(step.name), u"/name"_s);
    if (!step.when.isEmpty())
        m_names.checkScript(step.when, placeOfScenario(), step.pointer.isEmpty() ? QString() : where(u"/when"_s),
                            m_faults);
    std::visit([this](const auto &kind) { checkKind(kind); }, step.kind);
    m_step = &step;
    if (!step.name.isEmpty())
        m_earlier.append(step.name);
}

QString StepCheck::where(const QString &key) const
{
    const QString place = m_step ? m_step->pointer + key : key;
    return m_scenario->path.isEmpty() ? place : m_scenario->path + u": "_s + place;
}

void StepCheck::fault(const QString &message, const QString &key)
{
    m_faults.add(message, where(key));
}

void StepCheck::advise(const QString &message)
{
    m_warnings.add(message, where());
}

CheckedNames::Place StepCheck::placeOf(const DeviceNames &devices)
{
    const QStringList entries = m_devices.entriesOf(devices, m_current, where(u'/' + m_step->kindName()), m_faults);
    CheckedNames::Place place;
    for (const QString &entry : entries) {
        const Profile *profile = m_devices.profile(entry);
        if (!profile)
            continue;
        const JsonParts vars(profile->vars);
        for (qsizetype i = 0; i < vars.size(); ++i)
            place.vars.append(vars.key(i));
        place.correlation += profile->correlationNames();
    }
    return place;
}

CheckedNames::Place StepCheck::placeOfScenario() const
{
    return {.hasDevice = m_current || m_devices.isOne({}, nullptr)};
}

void StepCheck::checkText(const QByteArray &text, const CheckedNames::Place &place, const QString &key)
{
    m_names.check(text, place, where(u'/' + m_step->kindName() + key), m_faults);
}

void StepCheck::capture(const QList<Capture> &captures)
{
    for (const Capture &one : captures)
        m_names.vars.insert(one.variable);
}

void StepCheck::checkSince(const Since &since)
{
    if (since.step.isEmpty() || since.step == Since::beginning || m_earlier.contains(since.step))
        return;
    const QString key = u'/' + m_step->kindName() + u"/since"_s;
    if (m_all.contains(since.step))
        fault(u"\"%1\" is not a step before this one"_s.arg(since.step), key);
    else
        fault(u"no step has the name \"%1\"%2"_s.arg(since.step, ErrorText::suggestion(since.step, m_earlier)), key);
}

void StepCheck::checkTime(int ms, bool isLeast, const QString &key)
{
    if (!m_step->timeoutMs || *m_step->timeoutMs > ms || (!isLeast && *m_step->timeoutMs == ms))
        return;
    const QString message =
        u"the step ends after timeoutMs (%1 ms), before %2 (%3 ms) is over"_s.arg(*m_step->timeoutMs).arg(key).arg(ms);
    if (isLeast)
        fault(u"it can never hold: "_s + message, u"/timeoutMs"_s);
    else
        advise(message);
}

void StepCheck::checkKind(const Parallel &step)
{
    const QSet<QString> before = m_names.vars;
    QSet<QString> after = before;
    for (const Steps &branch : step.branches) {
        m_names.vars = before;
        check(branch);
        after.unite(m_names.vars);
    }
    m_names.vars = after;
}

void StepCheck::checkKind(const Repeat &step)
{
    if (!step.as.isEmpty())
        m_names.vars.insert(step.as);
    check(step.steps);
}

void StepCheck::checkKind(const ForEachDevice &step)
{
    (void)m_devices.entriesOf(step.devices.isDefault() ? DeviceNames{{DeviceNames::all.toString()}} : step.devices,
                              nullptr, where(u"/forEachDevice"_s), m_faults);
    const DeviceNames *outer = std::exchange(m_current, &step.devices);
    check(step.steps);
    m_current = outer;
}

void StepCheck::checkKind(const Include &step)
{
    checkText(step.vars.text().toByteArray(), placeOfScenario(), u"/vars"_s);
    if (!step.scenario)
        return;
    const QSet<QString> before = m_names.vars;
    QStringList known;
    const JsonParts own(step.scenario->vars);
    for (qsizetype i = 0; i < own.size(); ++i)
        known.append(own.key(i));
    const JsonParts given(step.vars);
    for (qsizetype i = 0; i < given.size(); ++i) {
        if (!known.contains(given.key(i)))
            fault(u"%1 has no variable \"%2\"%3"_s.arg(step.file, given.key(i),
                                                       ErrorText::suggestion(given.key(i), known)),
                  u"/include/vars"_s);
    }
    m_names.vars.unite(QSet<QString>(known.begin(), known.end()));
    const Scenario *outer = std::exchange(m_scenario, step.scenario.get());
    check(step.scenario->steps);
    m_scenario = outer;
    for (const QString &name : known) {
        if (!before.contains(name))
            m_names.vars.remove(name);
    }
}

void StepCheck::checkKind(const Wait &)
{
    advise(
        u"a wait makes a test slow, or fails on a slow machine. Await what it is for: connect ends when the device is "
        "online, expect and expectState wait until withinMs, expectNone looks for forMs, http repeats for withinMs"_s);
}

} // namespace Standin::Scenarios
