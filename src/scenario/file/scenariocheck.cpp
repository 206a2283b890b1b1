// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenariocheck.h"

#include "base/jsonreader.h"
#include "scenario/file/rowsfile.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/stepcheck.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The keys that all rows have.
QStringList columnsOf(const QList<JsonText> &rows)
{
    QStringList columns = JsonReader(rows.first()).keys();
    for (const JsonText &row : rows)
        columns.removeIf([parts = JsonParts(row)](const QString &key) { return parts.indexOf(key) < 0; });
    return columns;
}

const QList<Capture> *capturesOf(const Step &step)
{
    if (const auto *expect = std::get_if<Expect>(&step.kind))
        return &expect->captures;
    if (const auto *order = std::get_if<ExpectOrder>(&step.kind))
        return &order->captures;
    if (const auto *http = std::get_if<HttpStep>(&step.kind))
        return &http->captures;
    if (const auto *values = std::get_if<CaptureValues>(&step.kind))
        return &values->values;
    const auto *probe = std::get_if<ProbeStep>(&step.kind);
    const auto *expect = probe ? std::get_if<ProbeExpect>(&probe->does) : nullptr;
    return expect ? &expect->captures : nullptr;
}

} // namespace

CheckResult checkScenario(const Scenario &scenario)
{
    Faults faults;
    Faults warnings;
    const auto rows = rowsOf(scenario);
    if (!rows)
        faults.add(Error{rows.error().code, rows.error().toString(), scenario.placeOf(u"/rows"_s)});
    CheckedNames names;
    if (!scenario.rows.isEmpty())
        names.columns = rows && !rows->isEmpty() ? columnsOf(*rows) : QStringList();
    const QStringList vars = JsonReader(scenario.vars).keys();
    names.check(scenario.vars.text().toByteArray(), {.hasDevice = false}, scenario.placeOf(u"/vars"_s), faults);
    names.vars = QSet<QString>(vars.begin(), vars.end());
    const CheckedDevices devices(scenario, rows ? rows->value(0, JsonText::emptyObject()) : JsonText::emptyObject(),
                                 faults);
    names.devices = devices.names();
    StepCheck check(scenario, devices, names, faults, warnings);
    for (const Steps *steps : {&scenario.setup, &scenario.steps, &scenario.teardown}) {
        forEachStep(*steps, [&names](const Step &step) {
            const QList<Capture> *captures = capturesOf(step);
            for (const Capture &capture : captures ? *captures : QList<Capture>()) {
                if (!names.captured.contains(capture.variable))
                    names.captured.insert(capture.variable, step.pointer);
            }
        });
    }
    for (const Steps *steps : {&scenario.setup, &scenario.steps, &scenario.teardown})
        check.check(*steps);
    if (!check.hasExpectation())
        warnings.add(u"no step expects anything, so the scenario checks only that its actions succeed"_s,
                     scenario.placeOf(u"/steps"_s));
    return {faults.all(), warnings.all()};
}

CheckResult checkScenarioFile(const QString &path)
{
    const ScenarioFile::Reading reading = ScenarioFile::readFile(path);
    const bool isScenario = !reading.scenario.source.isEmpty();
    CheckResult result = isScenario ? checkScenario(reading.scenario) : CheckResult();
    result.faults = reading.faults + result.faults;
    return result;
}

} // namespace Standin::Scenarios
