// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/httpexchange.h"
#include "scenario/run/stepreport.h"

namespace Standin::Scenarios {

enum class Verdict : quint8 {
    Passed,
    Failed,
    BrokerUnreachable, ///< a device or a probe could not connect, although no step expected that
    NotStarted,        ///< the scenario cannot be run as it is: `error`
    Cancelled,
};

/// "passed", "failed", "broker-unreachable", "not-started", "cancelled".
[[nodiscard]] QString toString(Verdict verdict);

/// What one run of a scenario, with one row, left behind. A value; the entries are shared.
struct RunReport
{
    QString scenario = {}; ///< its name
    QString description = {};
    QString path = {};
    QStringList tags = {};
    int row = -1; ///< from 0; -1: the scenario has no rows
    JsonText rowValues = {};
    int round = 0; ///< of `--repeat`, from 0

    QString runId = {};
    QString testId = {};
    quint64 seed = 0;

    Verdict verdict = Verdict::NotStarted;
    std::optional<Error> error = {}; ///< of what stands in no step: its devices could not be made, or removed
    qint64 startedAt = 0;            ///< microseconds since 1970-01-01 UTC
    qint64 tookMicros = 0;
    Cursor after = 0; ///< its entries in the journal are after this one and up to `last`
    Cursor last = 0;

    QList<StepReport> setup = {};
    QList<StepReport> steps = {};
    QList<StepReport> teardown = {};

    QStringList devices = {}; ///< client ids, in their order
    QStringList probes = {};  ///< likewise

    // The evidence.
    static constexpr qsizetype mostEntries = 5'000;
    static constexpr qsizetype mostBytes = 16 * 1024 * 1024; ///< of them
    static constexpr qsizetype mostExchanges = 1'000;
    QList<EntryPtr> entries = {}; ///< those of devices and probes
    quint64 omitted = 0; ///< entries that are not here, because there were too many or the journal dropped them
    QList<HttpExchange> exchanges = {};

    /// "hello", "limits [row 2]", "hello [row 2, round 3]"; rows and rounds count from 1 here.
    [[nodiscard]] QString title() const;
    [[nodiscard]] StepCounts counts() const;
    /// nullptr when no step failed.
    [[nodiscard]] const StepReport *firstFailure() const;
    /// Why it has not passed, in one line; empty for one that has.
    [[nodiscard]] QString reason() const;
};

} // namespace Standin::Scenarios
