// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/messagelabel.h"

#include "gui/colors.h"

#include <QEvent>
#include <QGuiApplication>

namespace Standin {

namespace {

QColor colorOf(MessageLabel::Tone tone, const QPalette &palette)
{
    switch (tone) {
    case MessageLabel::Tone::Quiet:
        return Colors::muted(palette);
    case MessageLabel::Tone::Good:
        return Colors::good(palette);
    case MessageLabel::Tone::Warning:
        return Colors::warning(palette);
    case MessageLabel::Tone::Bad:
        return Colors::bad(palette);
    }
    Q_UNREACHABLE();
}

} // namespace

MessageLabel::MessageLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    applyTone();
}

void MessageLabel::say(const QString &text, Tone tone)
{
    setText(text);
    if (tone == m_tone)
        return;
    m_tone = tone;
    applyTone();
}

void MessageLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        applyTone();
}

void MessageLabel::applyTone()
{
    QPalette toned;
    toned.setColor(QPalette::WindowText, colorOf(m_tone, QGuiApplication::palette()));
    setPalette(toned);
}

} // namespace Standin
