// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runarguments.h"
#include "app/runconsole.h"
#include "engine/engine.h"
#include "scenario/report/batchreport.h"
#include "scenario/run/runselection.h"

#include <memory>

namespace Standin::App {

/// `standin run`: runs scenarios, writes the reports, and gives the exit code.
class RunCommand final : public QObject
{
    Q_OBJECT

public:
    explicit RunCommand(const RunArguments &arguments);
    ~RunCommand() override;

    /// Begins. The exit code when there is nothing to wait for: wrong files, nothing to run, or only a list was wanted.
    [[nodiscard]] std::optional<int> start();
    /// Ends the runs with their teardown; the reports are still written.
    void interrupt();

signals:
    void finished(int exitCode);

private:
    [[nodiscard]] std::optional<int> checkSelection(const Scenarios::RunSelection &selection) const;
    void begin(const QList<Scenarios::BatchItem> &items, const Scenarios::BatchTerms &terms);
    void end();
    [[nodiscard]] Result<> writeReports(const Scenarios::BatchReport &report) const;
    [[nodiscard]] static int exitCodeOf(const Scenarios::BatchReport &report);

    const RunArguments &m_arguments;
    std::unique_ptr<Engine> m_engine; ///< from here on: made when there is something to run
    std::unique_ptr<Scenarios::RunServices> m_services;
    std::unique_ptr<Scenarios::RunBatch> m_batch;
    std::unique_ptr<RunConsole> m_console;
    quint64 m_seed = 0;
    qint64 m_startedAt = 0;
    Clock::Instant m_started;
};

} // namespace Standin::App
