// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/runreport.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

QString toString(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed:
        return u"passed"_s;
    case Verdict::Failed:
        return u"failed"_s;
    case Verdict::BrokerUnreachable:
        return u"broker-unreachable"_s;
    case Verdict::NotStarted:
        return u"not-started"_s;
    case Verdict::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

QString RunReport::title() const
{
    QStringList parts;
    if (row >= 0)
        parts.append(u"row %1"_s.arg(row + 1));
    if (round > 0)
        parts.append(u"round %1"_s.arg(round + 1));
    return parts.isEmpty() ? scenario : u"%1 [%2]"_s.arg(scenario, parts.join(u", "_s));
}

StepCounts RunReport::counts() const
{
    StepCounts counts;
    for (const QList<StepReport> *part : {&setup, &steps, &teardown})
        counts.add(*part);
    return counts;
}

const StepReport *RunReport::firstFailure() const
{
    for (const QList<StepReport> *part : {&setup, &steps, &teardown}) {
        if (const StepReport *failed = firstFailureIn(*part))
            return failed;
    }
    return nullptr;
}

QString RunReport::reason() const
{
    if (verdict == Verdict::Passed)
        return {};
    if (const StepReport *failed = firstFailure())
        return u"%1: %2"_s.arg(failed->title(), failed->reason());
    return error ? error->toString() : toString(verdict);
}

} // namespace Standin::Scenarios
