// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/report/batchreport.h"
#include "scenario/run/runbatch.h"

namespace Standin::App {

/// What `standin run` prints: on a terminal a bar with the progress, otherwise a line a step; failures with their
/// evidence, and a summary. In GitHub's actions also `::error` lines, which become marks at the lines of the files.
class RunConsole final : public QObject
{
    Q_OBJECT

public:
    /// The batch outlives it.
    explicit RunConsole(const Scenarios::RunBatch &batch, QObject *parent = nullptr);

    /// At the end.
    void summarise(const Scenarios::BatchReport &report);

    /// `::error file=…,line=…,title=…::…` for a run that has not passed.
    [[nodiscard]] static QString annotation(const Scenarios::RunReport &run);

private:
    void stepEnded(const Scenarios::RunReport &run, const Scenarios::StepReport &step, int depth);
    void runEnded(const Scenarios::RunReport &run);
    void showBar();
    void hideBar();

    const Scenarios::RunBatch &m_batch;
    const bool m_isTerminal;
    const bool m_isGitHub;
    bool m_isBarShown = false;
    qsizetype m_passed = 0;
    qsizetype m_others = 0;
    QString m_last; ///< the title of the run that was at work last
};

} // namespace Standin::App
