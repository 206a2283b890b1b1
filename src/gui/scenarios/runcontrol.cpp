// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/runcontrol.h"

#include "engine/engine.h"
#include "scenario/file/scenariofile.h"

#include <QRandomGenerator>

namespace Standin::Gui {

using namespace Scenarios;

RunControl::RunControl(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_services(engine.clock(), engine.journal(), engine.fleet())
{}

RunControl::~RunControl() = default;

Result<> RunControl::start(const Scenario &scenario, const Task &task)
{
    Q_ASSERT(!isRunning());
    Scenario whole = scenario;
    if (const auto faults = ScenarioFile::resolveIncludes(whole); !faults.isEmpty())
        return Failure(faults.first());
    const auto items = RunSelection::itemsOf(std::make_shared<const Scenario>(std::move(whole)));
    if (!items)
        return Failure(items.error());
    m_task = task;
    m_waiting.clear();
    for (int i = 0; i < task.times; ++i)
        m_waiting += *items;
    m_round = 0;
    m_isStopped = false;
    startNext();
    return {};
}

void RunControl::startNext()
{
    const BatchItem item = m_waiting.takeFirst();
    RunTerms terms{.scenario = item.scenario,
                   .row = item.row,
                   .rowValues = item.rowValues,
                   .round = m_round++,
                   .broker = m_task.broker,
                   .seed = QRandomGenerator::global()->generate64()};
    m_run = std::make_unique<ScenarioRun>(m_services, std::move(terms));
    connect(m_run.get(), &ScenarioRun::stepBegan, this, &RunControl::stepBegan);
    connect(m_run.get(), &ScenarioRun::stepEnded, this, &RunControl::stepEnded);
    connect(m_run.get(), &ScenarioRun::paused, this, &RunControl::changed);
    connect(m_run.get(), &ScenarioRun::finished, this, &RunControl::runEnded, Qt::QueuedConnection);
    if (m_task.mode == Mode::Stepwise)
        m_run->pauseBeforeNext();
    m_run->pauseBefore(m_task.pauseBefore);
    emit began();
    m_run->start();
    emit changed({});
}

void RunControl::runEnded()
{
    if (!m_run)
        return; // dropped meanwhile
    const RunReport report = m_run->report();
    m_run.reset();
    emit ended(report);
    if (!m_isStopped && !m_waiting.isEmpty())
        return startNext();
    emit changed({});
}

void RunControl::step()
{
    if (!isPaused())
        return;
    m_run->pauseBeforeNext();
    m_run->resume();
    if (!isPaused())
        emit changed({});
}

void RunControl::goOn(const QString &pauseBefore)
{
    if (!isPaused())
        return;
    m_task.mode = Mode::Whole;
    m_run->pauseBefore(pauseBefore);
    m_run->resume();
    if (!isPaused())
        emit changed({});
}

void RunControl::drop()
{
    m_isStopped = true;
    m_run.reset();
    emit changed({});
}

void RunControl::stop()
{
    m_isStopped = true;
    if (!m_run)
        return;
    m_run->cancel();
    emit changed({});
}

} // namespace Standin::Gui
