// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runselection.h"

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Gui {

/// Runs a scenario on the engine of the window: its rows one after the other, as often as asked for. It runs in the
/// thread of the window and never waits.
class RunControl final : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Whole,
        Stepwise, ///< it waits before each step
    };
    struct Task
    {
        Mode mode = Mode::Whole;
        QString pauseBefore = {}; ///< the pointer of a step of setup, steps or teardown; empty: none
        int times = 1;
        QUrl broker = {}; ///< instead of those of the profiles; empty: none
    };

    /// The engine must outlive it.
    explicit RunControl(Engine &engine, QObject *parent = nullptr);
    ~RunControl() override;

    /// Not while it runs. An error of the files that the scenario names; nothing has begun then.
    Result<> start(const Scenarios::Scenario &scenario, const Task &task);
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    [[nodiscard]] bool isPaused() const { return m_run && m_run->isPaused(); }
    /// Goes on with the next step and waits before the one behind it.
    void step();
    /// Goes on to the end, or to before this step.
    void goOn(const QString &pauseBefore = {});
    /// The teardown runs, and then nothing any more.
    void stop();
    /// After stop(): the teardown is at work.
    [[nodiscard]] bool isStopping() const { return m_run && m_isStopped; }
    /// Ends it without the rest of the teardown. Its devices are removed, and there is no report.
    void drop();

signals:
    void began();
    void stepBegan(const Standin::Scenarios::StepReport &step);
    void stepEnded(const Standin::Scenarios::StepReport &step);
    /// Whether it runs or waits has changed. `waitsBefore`: the pointer of a step; empty: it does not wait.
    void changed(const QString &waitsBefore);
    void ended(const Standin::Scenarios::RunReport &run);

private:
    void startNext();
    void runEnded();

    Engine &m_engine;
    Scenarios::RunServices m_services;
    QList<Scenarios::BatchItem> m_waiting;
    Task m_task;
    int m_round = 0;
    bool m_isStopped = false;
    std::unique_ptr<Scenarios::ScenarioRun> m_run;
};

} // namespace Standin::Gui
