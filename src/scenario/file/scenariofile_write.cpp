// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonedit.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/stepwriter.h"

#include <QFileInfo>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

JsonText writtenEntry(const DeviceEntry &entry)
{
    if (!entry.file.isEmpty() && entry.overrides == JsonText::emptyObject())
        return JsonText::string(entry.file);
    JsonBuilder object;
    if (!entry.file.isEmpty())
        object.add(u"profile"_s, entry.file);
    else if (entry.profile != JsonText::emptyObject())
        object.add(u"profile"_s, entry.profile);
    return object.addMembers(entry.overrides).object();
}

JsonText writtenDevices(const Scenario &scenario)
{
    JsonBuilder object;
    for (const DeviceEntry &entry : scenario.devices)
        object.add(entry.name, writtenEntry(entry));
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText writtenProbes(const Scenario &scenario)
{
    JsonBuilder object;
    for (const Probe &probe : scenario.probes) {
        JsonBuilder inner;
        inner.addUnlessEmpty(u"clientId"_s, probe.clientId);
        if (probe.connection != JsonText::emptyObject())
            inner.add(u"connection"_s, probe.connection);
        object.add(probe.name, inner.object());
    }
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText writtenRows(const Rows &rows)
{
    if (!rows.csv.isEmpty())
        return JsonText::string(rows.csv);
    JsonBuilder array;
    for (const JsonText &row : rows.inlined)
        array.append(row);
    return rows.inlined.isEmpty() ? JsonText() : array.array();
}

JsonText written(const Scenario &scenario)
{
    const auto unlessEmpty = [](const Steps &steps) { return steps.empty() ? JsonText() : toJson(steps); };
    return JsonBuilder()
        .add(u"format"_s, ScenarioFile::format.toString())
        .addUnlessEmpty(u"name"_s, scenario.name)
        .addUnlessEmpty(u"description"_s, scenario.description)
        .add(u"tags"_s, scenario.tags.isEmpty() ? JsonText() : JsonBuilder::strings(scenario.tags))
        .add(u"confined"_s, scenario.access == Access::Confined ? JsonText(QJsonValue(true)) : JsonText())
        .add(u"vars"_s, scenario.vars == JsonText::emptyObject() ? JsonText() : scenario.vars)
        .add(u"devices"_s, writtenDevices(scenario))
        .add(u"probes"_s, writtenProbes(scenario))
        .add(u"rows"_s, writtenRows(scenario.rows))
        .add(u"setup"_s, unlessEmpty(scenario.setup))
        .add(u"steps"_s, toJson(scenario.steps))
        .add(u"teardown"_s, unlessEmpty(scenario.teardown))
        .object();
}

} // namespace

QByteArray ScenarioFile::toText(const Scenario &scenario)
{
    const auto asRead = parse(scenario.source);
    if (!asRead) {
        const QByteArray text = written(scenario).toCompact();
        return Json::reindented(text, 2).value_or(text) + '\n';
    }
    Scenario before = *asRead;
    if (before.name.isEmpty() && scenario.name == QFileInfo(scenario.path).baseName())
        before.name = scenario.name;
    const JsonEdit edit({u"payload"_s, u"json"_s, u"values"_s, u"vars"_s, u"match"_s, u"rows"_s}, {u"name"_s});
    return edit.applied(scenario.source, written(before), written(scenario));
}

Result<QByteArray> ScenarioFile::save(const Scenario &scenario, const QString &path)
{
    const QByteArray text = toText(scenario);
    if (text.size() > maxFileBytes)
        return failure(ErrorCode::TooLarge, u"larger than %1 bytes"_s.arg(maxFileBytes), path);
    return File::writeAtomically(path, text).map([&text] { return text; });
}

} // namespace Standin::Scenarios
