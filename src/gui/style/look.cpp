// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/look.h"

#include "gui/style/colors.h"

#include <QLabel>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

void drawBox(QPainter &painter, const QRect &rect, const QColor &border, const QBrush &ground)
{
    constexpr qreal radius = 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

Look::Look()
    : QProxyStyle(u"Fusion"_s)
{}

/// Qt polishes a label before it lays out its text, and the label of a tool tip before it gets one.
void Look::polish(QWidget *widget)
{
    auto *label = qobject_cast<QLabel *>(widget);
    if (label && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
    QProxyStyle::polish(widget);
}

void Look::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                         const QWidget *widget) const
{
    const bool isChosen = option->state.testFlags(State_AutoRaise | State_On);
    if (element == PE_PanelButtonTool && isChosen) {
        drawBox(*painter, option->rect, option->palette.color(QPalette::Link),
                option->palette.brush(QPalette::Highlight));
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorCheckBox && Colors::isDark(option->palette))
        drawBox(*painter, option->rect, option->palette.color(QPalette::PlaceholderText), Qt::NoBrush);
}

} // namespace Standin::Gui
