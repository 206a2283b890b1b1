// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/messagelabel.h"

#include "gui/style/colors.h"
#include "gui/style/tooltip.h"

#include <QGuiApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyle>
#include <QToolTip>
#include <QWhatsThis>

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

void MessageLabel::setOneLine(bool oneLine)
{
    m_oneLine = oneLine;
    // The selection would be drawn by the base class, which does not know what is cut off.
    setTextInteractionFlags(oneLine ? Qt::NoTextInteraction : Qt::TextSelectableByMouse);
    updateGeometry();
}

QSize MessageLabel::sizeHint() const
{
    if (!m_oneLine)
        return QLabel::sizeHint();
    return {fontMetrics().horizontalAdvance(text()), fontMetrics().height()};
}

QSize MessageLabel::minimumSizeHint() const
{
    return m_oneLine ? QSize(0, fontMetrics().height()) : QLabel::minimumSizeHint();
}

bool MessageLabel::event(QEvent *event)
{
    if (m_oneLine && event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), isCutOff() ? plainToolTip(text()) : QString(),
                           this);
        return true;
    }
    return QLabel::event(event);
}

void MessageLabel::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_oneLine && isCutOff())
        QWhatsThis::showText(event->globalPosition().toPoint(), plainToolTip(text()), this);
    else
        QLabel::mouseReleaseEvent(event);
}

void MessageLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTone();
}

void MessageLabel::paintEvent(QPaintEvent *event)
{
    if (!m_oneLine) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect area = contentsRect();
    style()->drawItemText(&painter, area, Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                          fontMetrics().elidedText(text(), Qt::ElideRight, area.width()), foregroundRole());
}

bool MessageLabel::isCutOff() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
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
