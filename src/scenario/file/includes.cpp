// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/includes.h"

#include "base/file.h"
#include "scenario/file/scenariofile.h"

#include <QDir>
#include <QFileInfo>

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
    for (Step &step : steps)
        resolveStep(step, of);
}

void Includes::resolveStep(Step &step, const Scenario &of)
{
    if (auto *group = std::get_if<Group>(&step.kind))
        return resolveSteps(group->steps, of);
    if (auto *repeat = std::get_if<Repeat>(&step.kind))
        return resolveSteps(repeat->steps, of);
    if (auto *each = std::get_if<ForEachDevice>(&step.kind))
        return resolveSteps(each->steps, of);
    if (auto *parallel = std::get_if<Parallel>(&step.kind)) {
        for (Steps &branch : parallel->branches)
            resolveSteps(branch, of);
    }
    auto *include = std::get_if<Include>(&step.kind);
    if (!include || include->file.isEmpty())
        return;
    const QString pointer = step.pointer + u"/include"_s;
    const QString where = of.path.isEmpty() ? pointer : of.path + u": "_s + pointer;
    include->scenario = file(QDir(of.baseDir).absoluteFilePath(include->file), where);
}

std::shared_ptr<const Scenario> Includes::file(const QString &path, const QString &where)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (!canonical.isEmpty() && m_chain.contains(canonical)) {
        m_faults.append({ErrorCode::InvalidArgument,
                         u"the file includes itself: %1"_s.arg((m_chain + QStringList{canonical}).join(u" → "_s)),
                         where});
        return nullptr;
    }
    if (m_chain.size() > ScenarioFile::deepestInclude) {
        m_faults.append({ErrorCode::InvalidArgument,
                         u"files are included deeper than %1"_s.arg(ScenarioFile::deepestInclude), where});
        return nullptr;
    }
    if (const auto known = m_read.constFind(canonical); known != m_read.cend())
        return *known;
    const auto text = Standin::File::read(path, ScenarioFile::maxFileBytes);
    if (!text) {
        m_faults.append({text.error().code, text.error().message + u": "_s + path, where});
        return nullptr;
    }
    ScenarioFile::Reading reading = ScenarioFile::read(*text);
    Scenario &scenario = reading.scenario;
    scenario.path = path;
    scenario.baseDir = QFileInfo(path).absolutePath();
    for (const Error &fault : std::as_const(reading.faults))
        m_faults.append(fault.inFile(path));
    if (const QString key = moreThanSteps(scenario); !key.isEmpty())
        m_faults.append(
            {ErrorCode::InvalidArgument,
             u"a file that is included has only name, description, tags, vars and steps, found \"%1\""_s.arg(key),
             path + u": /"_s + key});
    m_chain.append(canonical);
    resolveSteps(scenario.steps, scenario);
    m_chain.removeLast();
    auto shared = std::make_shared<const Scenario>(std::move(scenario));
    m_read.insert(canonical, shared);
    return shared;
}

} // namespace Standin::Scenarios
