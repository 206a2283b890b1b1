// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/sentscenario.h"

#include "base/jsonreader.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

ScenarioFile::Reading readSent(const QByteArray &text, const QString &folder, Access access)
{
    ScenarioFile::Reading reading = ScenarioFile::read(text);
    reading.scenario.access = access;
    reading.scenario.baseDir = folder;
    if (reading.scenario.name.isEmpty())
        reading.scenario.name = u"scenario"_s;
    reading.faults += ScenarioFile::resolveIncludes(reading.scenario);
    return reading;
}

Result<QByteArray> confinedText(const QByteArray &text)
{
    const QString key = u"confined"_s;
    const auto document = JsonText::parse(text);
    if (!document)
        return Failure(document.error());
    const bool isGiven = JsonReader(*document).keys().contains(key);
    if (isGiven && !document->value(key).toBool())
        return failure(ErrorCode::InvalidArgument,
                       u"a scenario that came by REST is confined: expected true, or nothing"_s, u'/' + key);
    return ScenarioFile::parse(text).map([&](Scenario scenario) {
        scenario.access = Access::Confined;
        return isGiven ? text : ScenarioFile::toText(scenario);
    });
}

} // namespace Standin::Scenarios
