// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/recordingbar.h"

#include "gui/scenarios/scenariorecording.h"
#include "gui/style/colors.h"
#include "gui/style/icon.h"
#include "gui/widgets/textlabel.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr int recordDotSize = 14;
constexpr auto timeInterval = 500ms;

/// "2:05".
QString timeText(qint64 seconds)
{
    constexpr qint64 inMinute = 60;
    return u"%1:%2"_s.arg(seconds / inMinute).arg(seconds % inMinute, 2, 10, QChar(u'0'));
}

} // namespace

RecordingBar::RecordingBar(ScenarioRecording &recording, QWidget *parent)
    : QFrame(parent)
    , m_recording(recording)
    , m_dot(new QLabel)
    , m_text(new TextLabel)
{
    setObjectName(u"recordingBar"_s);
    setAutoFillBackground(true);
    m_text->setObjectName(u"recordingText"_s);
    m_text->setOneLine(true);
    auto *stop = new QToolButton;
    stop->setObjectName(u"stopRecordingButton"_s);
    stop->setDefaultAction(&recording.action());
    stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 3, 8, 3);
    row->addWidget(m_dot);
    row->addWidget(m_text, 1);
    row->addWidget(stop);
    connect(&recording, &ScenarioRecording::changed, this, &RecordingBar::adapt);
    connect(&m_timer, &QTimer::timeout, this, &RecordingBar::adapt);
    applyColors();
    adapt();
}

void RecordingBar::adapt()
{
    setVisible(m_recording.isRunning());
    if (!m_recording.isRunning())
        return m_timer.stop();
    if (!m_timer.isActive())
        m_timer.start(timeInterval);
    const Scenarios::RecordingStatus status = m_recording.status();
    const qint64 seconds = (QDateTime::currentMSecsSinceEpoch() * 1000 - status.startedAt) / 1'000'000;
    m_text->setText(tr("Recording %1: actions %L2, messages %L3", "time such as 2:05")
                        .arg(timeText(std::max<qint64>(0, seconds)))
                        .arg(status.actions)
                        .arg(status.messages));
}

void RecordingBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void RecordingBar::applyColors()
{
    if (m_applying)
        return; // called by its own change of the palette
    const QScopedValueRollback applying(m_applying, true);
    constexpr double tint = 0.18;
    QPalette tinted = QGuiApplication::palette();
    const QColor base = tinted.color(QPalette::Window);
    const QColor bad = Colors::bad(tinted);
    const auto mix = [](float from, float to) { return static_cast<float>(from * (1 - tint) + to * tint); };
    tinted.setColor(QPalette::Window, QColor::fromRgbF(mix(base.redF(), bad.redF()), mix(base.greenF(), bad.greenF()),
                                                       mix(base.blueF(), bad.blueF())));
    setPalette(tinted);
    m_dot->setPixmap(linePixmap(u"record"_s, bad, recordDotSize, devicePixelRatioF()));
}

} // namespace Standin::Gui
