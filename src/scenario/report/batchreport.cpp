// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/batchreport.h"

#include <algorithm>

namespace Standin::Scenarios {

qsizetype BatchReport::count(Verdict verdict) const
{
    return std::ranges::count(runs, verdict, &RunReport::verdict) +
           (verdict == Verdict::Passed ? static_cast<qsizetype>(omitted) : 0);
}

Verdict BatchReport::verdict() const
{
    for (const Verdict verdict :
         {Verdict::Cancelled, Verdict::NotStarted, Verdict::BrokerUnreachable, Verdict::Failed}) {
        if (count(verdict) > 0)
            return verdict;
    }
    return Verdict::Passed;
}

} // namespace Standin::Scenarios
