// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/statechip.h"

#include "gui/style/colors.h"
#include "gui/style/displaytext.h"

#include <QPainter>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int dotSize = 8;
constexpr int dotArea = stateDotWidth;
constexpr int sidePadding = 9;

/// Offline is a ring, so that it differs from online not only in colour but also in shape.
void paintDot(QPainter &painter, QPointF centre, DeviceState state, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isRing = state == DeviceState::Offline;
    painter.setPen(QPen(color, 1.6));
    painter.setBrush(isRing ? Qt::NoBrush : QBrush(color));
    const qreal radius = dotSize / 2.0 - 0.8;
    painter.drawEllipse(centre, radius, radius);
}

} // namespace

StateChip::StateChip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateChip::setStatus(const DeviceStatus &status)
{
    const QString text = DisplayText::state(status);
    if (text == m_text && status.state == m_state)
        return;
    m_state = status.state;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(m_text) + dotArea + 2 * sidePadding + 3, metrics.height() + 8};
}

void StateChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color = Colors::ofState(m_state, palette());
    QColor ground = color;
    ground.setAlpha(Colors::isDark(palette()) ? 48 : 30);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()), height() / 2.0, height() / 2.0);
    paintDot(painter, QPointF(sidePadding + dotSize / 2.0, height() / 2.0), m_state, color);
    painter.setPen(color);
    painter.drawText(rect().adjusted(sidePadding + dotArea + 1, 0, -sidePadding, 0), Qt::AlignVCenter, m_text);
}

QPixmap stateDot(DeviceState state, const QPalette &palette, qreal devicePixelRatio)
{
    const QColor color = Colors::ofState(state, palette);
    const QString key = u"standin/dot/%1/%2/%3"_s.arg(static_cast<int>(state)).arg(color.name()).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap((QSizeF(dotArea, dotArea) * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintDot(painter, QPointF(dotArea / 2.0, dotArea / 2.0), state, color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace Standin::Gui
