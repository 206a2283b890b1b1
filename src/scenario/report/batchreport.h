// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

namespace Standin::Scenarios {

/// What several runs left behind: the subject of the reports in files. A value.
struct BatchReport
{
    QList<RunReport> runs = {};
    quint64 omitted = 0; ///< runs that have passed and are not in `runs`
    quint64 seed = 0;
    qint64 startedAt = 0; ///< microseconds since 1970-01-01 UTC
    qint64 tookMicros = 0;
    QString version = {}; ///< of the program

    [[nodiscard]] qsizetype count(Verdict verdict) const;
    /// The worst one: Cancelled, then NotStarted, BrokerUnreachable, Failed; Passed when all have.
    [[nodiscard]] Verdict verdict() const;
};

} // namespace Standin::Scenarios
