// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/reasonview.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int shownLines = 200; ///< by scrolling

} // namespace

ReasonView::ReasonView(QWidget *parent)
    : QScrollArea(parent)
    , m_label(new MessageLabel)
{
    m_label->setObjectName(u"reasonLabel"_s);
    m_label->setMaxLines(shownLines);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWidget(m_label);
    viewport()->setAutoFillBackground(false);
    m_label->setAutoFillBackground(false);
    fitHeight();
}

void ReasonView::say(const QString &text, MessageLabel::Tone tone)
{
    if (text == m_label->text() && tone == m_label->tone())
        return;
    m_label->say(text, tone);
    fitHeight();
}

void ReasonView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void ReasonView::fitHeight()
{
    const int line = m_label->fontMetrics().lineSpacing();
    const int wanted = m_label->text().isEmpty() ? line : m_label->heightForWidth(viewport()->width());
    setFixedHeight(qBound(line, wanted, mostLines * line));
}

} // namespace Standin::Gui
