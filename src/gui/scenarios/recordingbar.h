// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;

namespace Standin::Gui {

class ScenarioRecording;
class TextLabel;

/// The mark of the window while something is recorded: how long, how much, and the button that ends it. Hidden
/// otherwise.
class RecordingBar final : public QFrame
{
    Q_OBJECT

public:
    /// The recording outlives the bar.
    explicit RecordingBar(ScenarioRecording &recording, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void adapt();
    void applyColors();

    ScenarioRecording &m_recording;
    QLabel *m_dot;
    TextLabel *m_text;
    QTimer m_timer; ///< for the time
    bool m_applying = false;
};

} // namespace Standin::Gui
