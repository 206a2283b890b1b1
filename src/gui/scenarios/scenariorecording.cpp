// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariorecording.h"

#include "gui/style/icon.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

ScenarioRecording::ScenarioRecording(Recorder &recorder, QWidget *parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_action(new QAction(lineIcon(u"record"_s), tr("Rec&ord"), this))
    , m_options(new QMenu(parent))
    , m_withoutBackEnd(option(u"actionRecordWithoutBackEnd"_s, tr("&Without a back end"),
                              tr("When the scenario runs, a probe sends the messages that the devices receive now. "
                                 "Otherwise they are expected of the back end")))
    , m_withReports(option(u"actionRecordReports"_s, tr("With periodic &reports"),
                           tr("Expect the reports that the devices send by their timers, too")))
    , m_sameIds(option(u"actionRecordSameIds"_s, tr("With the &client ids of the devices"),
                       tr("For back ends that know certain devices. Otherwise each run has client ids of its own")))
{
    m_action->setObjectName(u"actionRecord"_s);
    m_action->setShortcut(Qt::CTRL | Qt::Key_F8);
    m_action->setToolTip(tr("Makes a scenario of what is done to the devices, here and by REST (Ctrl+F8)"));
    m_options->setToolTipsVisible(true);
    connect(m_action, &QAction::triggered, this, [this] { isRunning() ? stop() : start(); });
    connect(&recorder, &Recorder::progressed, this, [this](const QString &id) {
        if (id == m_id)
            emit changed();
    });
    connect(&recorder, &Recorder::stopped, this, [this](const QString &id) {
        if (id == m_id)
            stop();
    });
    connect(this, &ScenarioRecording::changed, this, [this] {
        m_action->setText(isRunning() ? tr("Stop Rec&ording") : tr("Rec&ord"));
        m_action->setIcon(lineIcon(isRunning() ? u"stop"_s : u"record"_s));
        m_options->setEnabled(!isRunning());
    });
}

ScenarioRecording::~ScenarioRecording()
{
    m_recorder.disconnect(this);
    if (isRunning())
        m_recorder.remove(m_id);
}

QAction *ScenarioRecording::option(const QString &name, const QString &text, const QString &tip)
{
    QAction *made = m_options->addAction(text);
    made->setObjectName(name);
    made->setCheckable(true);
    made->setToolTip(tip);
    return made;
}

RecordingOptions ScenarioRecording::chosenOptions() const
{
    using Options = RecordingOptions;
    return {.telemetry = m_withReports->isChecked(),
            .clientIds = m_sameIds->isChecked() ? Options::ClientIds::Recorded : Options::ClientIds::PerRun,
            .commands = m_withoutBackEnd->isChecked() ? Options::Commands::Published : Options::Commands::Expected};
}

RecordingStatus ScenarioRecording::status() const
{
    return m_recorder.status(m_id).value_or(RecordingStatus{});
}

void ScenarioRecording::start()
{
    const auto started = m_recorder.start(chosenOptions());
    if (!started) {
        emit failed(started.error());
        return;
    }
    m_id = *started;
    emit changed();
}

void ScenarioRecording::stop()
{
    const QString id = std::exchange(m_id, QString());
    if (id.isEmpty())
        return;
    const auto scenario = m_recorder.stop(id);
    const auto status = m_recorder.status(id);
    m_recorder.remove(id);
    emit changed();
    if (scenario)
        emit recorded(*scenario, status ? status->steps() : 0);
}

} // namespace Standin::Gui
