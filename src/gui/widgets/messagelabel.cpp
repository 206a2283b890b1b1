// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/messagelabel.h"

#include "gui/style/colors.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScopedValueRollback>

namespace Standin::Gui {

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
    : TextLabel(parent)
{
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
    TextLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTone();
}

void MessageLabel::applyTone()
{
    if (m_applying)
        return; // called by its own change of the palette
    const QScopedValueRollback applying(m_applying, true);
    QPalette toned;
    toned.setColor(QPalette::WindowText, colorOf(m_tone, QGuiApplication::palette()));
    setPalette(toned);
}

} // namespace Standin::Gui
