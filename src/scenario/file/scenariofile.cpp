// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenariofile.h"

#include "base/errortext.h"
#include "base/file.h"
#include "base/fileformat.h"
#include "base/jsonbuilder.h"
#include "base/jsonpointer.h"
#include "base/jsonreader.h"
#include "scenario/file/includes.h"
#include "scenario/file/stepreader.h"

#include <QFileInfo>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostTags = 100;

/// The keys of a profile that may stand in an entry of `devices`.
const QStringList &overridable()
{
    static const QStringList keys = {
        u"name"_s,          u"clientId"_s,    u"count"_s,   u"except"_s,     u"names"_s,
        u"vars"_s,          u"connection"_s,  u"topics"_s,  u"qos"_s,        u"commandSubscription"_s,
        u"subscriptions"_s, u"correlation"_s, u"reply"_s,   u"replyLimit"_s, u"state"_s,
        u"rules"_s,         u"telemetry"_s,   u"messages"_s};
    return keys;
}

/// One file, without what it includes.
class Document
{
public:
    Document(const QByteArray &text, const JsonText &document)
        : m_reader(document)
        , m_steps(text, document, m_faults)
    {
        m_scenario.source = text;
    }

    ScenarioFile::Reading read()
    {
        m_reader.know({u"$schema"_s, u"format"_s});
        m_reader.read(u"name"_s, m_scenario.name);
        m_reader.read(u"description"_s, m_scenario.description);
        m_reader.read(u"tags"_s, m_scenario.tags);
        if (m_scenario.tags.size() > mostTags)
            m_reader.fail(u"tags"_s, u"more than %1 tags"_s.arg(mostTags));
        bool isConfined = false;
        m_reader.read(u"confined"_s, isConfined);
        m_scenario.access = isConfined ? Access::Confined : Access::All;
        m_reader.readObject(u"vars"_s, m_scenario.vars);
        readEntries(u"devices"_s, [this](const QString &name, const JsonText &value, const QString &pointer) {
            readDevice(name, value, pointer);
        });
        readEntries(u"probes"_s, [this](const QString &name, const JsonText &value, const QString &pointer) {
            readProbeEntry(name, value, pointer);
        });
        readRows();
        readSteps(u"setup"_s, m_scenario.setup);
        readSteps(u"steps"_s, m_scenario.steps);
        readSteps(u"teardown"_s, m_scenario.teardown);
        if (!m_reader.has(u"steps"_s))
            m_reader.unexpected(u"steps"_s, u"an array of steps"_s);
        m_reader.refuseUnknownKeys();
        m_faults.add(m_reader.status());
        return {m_scenario, m_faults.all()};
    }

private:
    template <typename ReadEntry>
    void readEntries(const QString &key, ReadEntry readEntry)
    {
        JsonText object;
        m_reader.readObject(key, object);
        const QStringList names = object.isUndefined() ? QStringList() : JsonReader(object).keys();
        if (names.size() > ScenarioFile::mostDeviceEntries) {
            m_reader.fail(key, u"more than %1 entries"_s.arg(ScenarioFile::mostDeviceEntries));
            return;
        }
        for (const QString &name : names) {
            const QString pointer = u'/' + key + u'/' + JsonPointer::escaped(name);
            if (DeviceNames::isName(name))
                readEntry(name, object.value(name), pointer);
            else
                m_faults.add(
                    ErrorText::expected(u"a name of letters, digits, \"_\" and \"-\""_s, ErrorText::found(name)),
                    pointer);
        }
    }

    void readDevice(const QString &name, const JsonText &value, const QString &pointer)
    {
        DeviceEntry entry{.name = name, .pointer = pointer, .line = m_steps.lineOf(value)};
        if (value.isString()) {
            entry.file = value.toString();
        } else if (value.isObject()) {
            JsonReader reader(value, pointer);
            JsonText profile;
            JsonBuilder overrides;
            reader.read(u"profile"_s, profile);
            for (const QString &key : overridable()) {
                JsonText other;
                if (reader.read(key, other))
                    overrides.add(key, other);
            }
            entry.overrides = overrides.object();
            if (profile.isString())
                entry.file = profile.toString();
            else if (profile.isObject() || profile.isUndefined())
                entry.profile = profile.isUndefined() ? JsonText::emptyObject() : profile;
            else
                reader.unexpected(u"profile"_s, u"the path of a profile, or a profile"_s);
            reader.refuseUnknownKeys();
            m_faults.add(reader.status());
        }
        if ((!value.isString() && !value.isObject()) || (value.isString() && entry.file.isEmpty()))
            m_faults.add(
                ErrorText::expected(u"the path of a profile, or an object with \"profile\""_s, ErrorText::found(value)),
                pointer);
        m_scenario.devices.append(entry);
    }

    void readProbeEntry(const QString &name, const JsonText &value, const QString &pointer)
    {
        Probe probe{.name = name, .pointer = pointer};
        if (!value.isObject()) {
            m_faults.add(ErrorText::expected(u"an object"_s, ErrorText::found(value)), pointer);
            return;
        }
        JsonReader reader(value, pointer);
        reader.read(u"clientId"_s, probe.clientId);
        reader.readObject(u"connection"_s, probe.connection);
        reader.refuseUnknownKeys();
        m_faults.add(reader.status());
        m_scenario.probes.append(probe);
    }

    void readRows()
    {
        JsonText rows;
        if (!m_reader.read(u"rows"_s, rows))
            return;
        m_scenario.rows.pointer = u"/rows"_s;
        const JsonParts parts(rows);
        if (rows.isString() && !rows.toString().isEmpty()) {
            m_scenario.rows.csv = rows.toString();
        } else if (!rows.isArray() || parts.size() == 0) {
            m_reader.unexpected(u"rows"_s, u"an array of objects, or the path of a CSV file"_s);
        } else if (parts.size() > Rows::most) {
            m_reader.fail(u"rows"_s, u"more than %1 rows"_s.arg(Rows::most));
        } else {
            for (qsizetype i = 0; i < parts.size(); ++i) {
                if (!parts.value(i).isObject())
                    m_faults.add(ErrorText::expected(u"an object"_s, ErrorText::found(parts.value(i))),
                                 u"/rows/%1"_s.arg(i));
                m_scenario.rows.inlined.append(parts.value(i));
            }
        }
    }

    void readSteps(const QString &key, Steps &target)
    {
        JsonText steps;
        if (m_reader.read(key, steps))
            target = m_steps.read(steps, u'/' + key);
    }

    JsonReader m_reader;
    Faults m_faults;
    StepReader m_steps;
    Scenario m_scenario;
};

Result<Scenario> firstFault(const ScenarioFile::Reading &reading)
{
    if (!reading.faults.isEmpty())
        return Failure(reading.faults.first());
    return reading.scenario;
}

} // namespace

ScenarioFile::Reading ScenarioFile::read(const QByteArray &text)
{
    const auto document = JsonText::parse(text);
    if (!document)
        return {.faults = {document.error()}};
    if (const auto checked = checkFormat(*document, format, u"scenario"_s); !checked)
        return {.faults = {checked.error()}};
    return Document(text, *document).read();
}

ScenarioFile::Reading ScenarioFile::readFile(const QString &path, Access access)
{
    const auto text = File::read(path, maxFileBytes);
    if (!text)
        return {.faults = {text.error().inFile(path)}};
    Reading reading = read(*text);
    for (Error &fault : reading.faults)
        fault = fault.inFile(path);
    const QFileInfo file(path);
    reading.scenario.access = std::max(reading.scenario.access, access);
    reading.scenario.path = file.absoluteFilePath();
    reading.scenario.baseDir = file.absolutePath();
    if (reading.scenario.name.isEmpty())
        reading.scenario.name = file.baseName();
    reading.faults += resolveIncludes(reading.scenario);
    return reading;
}

QList<Error> ScenarioFile::resolveIncludes(Scenario &scenario)
{
    return Includes().resolve(scenario);
}

Result<Scenario> ScenarioFile::parse(const QByteArray &text)
{
    return firstFault(read(text));
}

Result<Scenario> ScenarioFile::load(const QString &path)
{
    return firstFault(readFile(path));
}

} // namespace Standin::Scenarios
