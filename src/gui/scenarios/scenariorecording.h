// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recorder.h"

class QAction;
class QMenu;
class QWidget;

namespace Standin::Gui {

/// The recording of the window: begins and ends it, with a menu of its options. Of the recordings that others have
/// started by REST it knows nothing.
class ScenarioRecording final : public QObject
{
    Q_OBJECT

public:
    /// The recorder outlives it.
    ScenarioRecording(Scenarios::Recorder &recorder, QWidget *parent);
    ~ScenarioRecording() override;

    /// Starts it, or stops the one at work.
    [[nodiscard]] QAction &action() const { return *m_action; }
    [[nodiscard]] QMenu &options() const { return *m_options; }

    [[nodiscard]] bool isRunning() const { return !m_id.isEmpty(); }
    /// Of the one at work.
    [[nodiscard]] Scenarios::RecordingStatus status() const;
    void start();
    /// Without effect when none is at work.
    void stop();

signals:
    void failed(const Standin::Error &error);
    /// It has begun, has ended, or has more steps.
    void changed();
    /// It has ended: this came of it. `steps`: those that were recorded, without what prepares them.
    void recorded(const Standin::Scenarios::RecordedScenario &scenario, qsizetype steps);

private:
    QAction *option(const QString &name, const QString &text, const QString &tip);
    [[nodiscard]] Scenarios::RecordingOptions chosenOptions() const;

    Scenarios::Recorder &m_recorder;
    QString m_id; ///< empty: none is at work
    QAction *m_action;
    QMenu *m_options;
    QAction *m_withoutBackEnd;
    QAction *m_withReports;
    QAction *m_sameIds;
};

} // namespace Standin::Gui
