// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"
#include "scenario/run/runreport.h"

#include <array>

namespace Standin {

/// Which scenario a run carries out, with which row: a case.
struct RunCase
{
    QString title = {};    ///< RunReport::title()
    QString scenario = {}; ///< its name
    int row = -1;          ///< from 0; -1: it has no rows
    int round = 0;         ///< from 0
    QString runId = {};    ///< `run.id` in its templates
    QString testId = {};

    [[nodiscard]] static RunCase of(const Scenarios::RunReport &report);
};

/// A case that has not passed.
struct FailedCase
{
    RunCase of = {};
    Scenarios::Verdict verdict = Scenarios::Verdict::Failed;
    QString reason = {}; ///< RunReport::reason()
    // The step that failed first; empty when none did.
    QString step = {};
    QString file = {};
    QString pointer = {};
    int line = 0;
    QString expected = {};
    QString got = {};

    [[nodiscard]] static FailedCase from(const Scenarios::RunReport &report);
};

/// A case at work, with the step that began last.
struct CaseAtWork
{
    RunCase of = {};
    QString step = {};
    QString pointer = {};
};

/// What is known of a run (Runs). A value.
struct RunStatus
{
    static constexpr qsizetype mostFailures = 20;

    QString id = {};
    quint64 number = 0; ///< in the order of the starts, from 1
    bool isFinished = false;
    bool isCancelled = false;
    std::optional<Scenarios::Verdict> verdict = {}; ///< of one that is finished
    qsizetype planned = -1;                         ///< cases; -1: as many as it takes
    std::array<quint64, 5> counts = {};             ///< cases that have ended, by their verdict
    QList<CaseAtWork> atWork = {};
    QList<FailedCase> failures = {}; ///< the first ones
    quint64 seed = 0;
    qint64 startedAt = 0;  ///< microseconds since 1970-01-01 UTC
    qint64 tookMicros = 0; ///< of one that is finished
    Cursor after = 0;      ///< its entries in the journal are after this one

    [[nodiscard]] quint64 count(Scenarios::Verdict of) const { return counts.at(static_cast<size_t>(of)); }
};

} // namespace Standin
