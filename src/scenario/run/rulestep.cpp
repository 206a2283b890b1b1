// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/rulestep.h"

#include "scenario/run/runrules.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

Result<Rules::Rule> RuleStep::rule(const QStringList &devices) const
{
    const auto &step = std::get<AddRule>(m_step.kind);
    ScenarioScope scope = devices.size() == 1 ? scopeOf(devices.first()) : m_trail.scope;
    return scope.forDevice(step.rule).and_then(
        [&step](const JsonText &json) { return Rules::Rule::fromJson(json, step.pointer); });
}

void RuleStep::begin()
{
    const auto devices = devicesOf(std::get<AddRule>(m_step.kind).devices);
    if (!devices)
        return fail(devices.error());
    auto made = rule(*devices);
    if (!made)
        return fail(made.error());
    if (made->testId.isEmpty())
        made->testId = m_run.report.testId;
    m_report.values = shortText(QString::fromUtf8(made->toJson().toCompact()), 400);
    markAction();
    if (const auto added = m_run.rules.add(*made, *devices); !added)
        return fail(added.error());
    pass();
}

} // namespace Standin::Scenarios
