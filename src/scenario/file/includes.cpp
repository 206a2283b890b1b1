// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/includes.h"

#include "base/file.h"
#include "scenario/file/scenariofile.h"

#include <QFileInfo>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The first key that a file which is included must not have.
QString moreThanSteps(const Scenario &scenario)
{
    if (!scenario.setup.empty())
        return u"setup"_s;
    if (!scenario.teardown.empty())
        return u"teardown"_s;
    if (!scenario.rows.isEmpty())
        return u"rows"_s;
    if (!scenario.probes.isEmpty())
        return u"probes"_s;
    return scenario.devices.isEmpty() ? QString() : u"devices"_s;
}

} // namespace

QList<Error> Includes::resolve(Scenario &scenario)
{
    if (!scenario.path.isEmpty())
        m_chain.append(QFileInfo(scenario.path).canonicalFilePath());
    for (Steps *steps : {&scenario.setup, &scenario.steps, &scenario.teardown})
        resolveSteps(*steps, scenario);
    return m_faults;
}

void Includes::resolveSteps(Steps &steps, const Scenario &of)
{
    m_steps += static_cast<qsizetype>(steps.size());
    for (Step &step : steps)
        resolveStep(step, of);
}

void Includes::resolveStep(Step &step, const Scenario &of)
{
    forEachInside(step, [this, &of](Steps &inside) { resolveSteps(inside, of); });
    auto *include = std::get_if<Include>(&step.kind);
    if (!include || include->file.isEmpty())
        return;
    const QString where = of.placeOf(step.pointer + u"/include"_s);
    const auto path = fileFor(of, include->file);
    include->scenario = path ? file(*path, of.access, where) : fault(path.error().message, where);
}

std::shared_ptr<const Scenario> Includes::fault(const QString &message, const QString &where)
{
    m_faults.append({ErrorCode::InvalidArgument, message, where});
    return nullptr;
}

std::shared_ptr<const Scenario> Includes::file(const QString &path, Access access, const QString &where)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (!canonical.isEmpty() && m_chain.contains(canonical))
        return fault(u"the file includes itself: %1"_s.arg((m_chain + QStringList{canonical}).join(u" → "_s)), where);
    if (m_chain.size() > ScenarioFile::deepestInclude)
        return fault(u"files are included deeper than %1"_s.arg(ScenarioFile::deepestInclude), where);
    if (const auto known = m_read.constFind(canonical); known != m_read.cend()) {
        m_steps += known->steps;
        return m_steps > mostSteps ? fault(u"more than %1 steps with those of included files"_s.arg(mostSteps), where)
                                   : known->scenario;
    }
    const auto text = File::read(path, ScenarioFile::maxFileBytes);
    if (!text)
        return fault(text.error().message + u": "_s + path, where);
    ScenarioFile::Reading reading = ScenarioFile::read(*text);
    Scenario &scenario = reading.scenario;
    scenario.access = std::max(scenario.access, access);
    scenario.path = path;
    scenario.baseDir = QFileInfo(path).absolutePath();
    for (const Error &one : std::as_const(reading.faults))
        m_faults.append(one.inFile(path));
    if (const QString key = moreThanSteps(scenario); !key.isEmpty())
        fault(u"a file that is included has only name, description, tags, vars and steps, found \"%1\""_s.arg(key),
              scenario.placeOf(u'/' + key));
    const qsizetype before = m_steps;
    m_chain.append(canonical);
    resolveSteps(scenario.steps, scenario);
    m_chain.removeLast();
    auto shared = std::make_shared<const Scenario>(std::move(scenario));
    m_read.insert(canonical, {shared, m_steps - before});
    return shared;
}

} // namespace Standin::Scenarios
