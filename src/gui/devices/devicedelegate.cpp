// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicedelegate.h"

#include "gui/devices/statechip.h"
#include "gui/style/displaytext.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"
#include "models/devicetablemodel.h"
#include "models/payloadpreview.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

DeviceStatus statusOf(const QModelIndex &index)
{
    return index.data(Models::DeviceTableModel::StatusRole).value<DeviceStatus>();
}

QString toolTipOf(const DeviceStatus &status)
{
    QStringList parts = {Models::textPreview(status.id) + u'\n' + DisplayText::state(status)};
    if (status.error)
        parts.append(ErrorPresenter::text(*status.error));
    if (status.attempt > 0)
        parts.append(DeviceDelegate::tr("Attempts that failed so far: %L1").arg(status.attempt));
    if (status.lastAt > 0)
        parts.append(
            (status.lastInbound ? DeviceDelegate::tr("Last received on %1") : DeviceDelegate::tr("Last sent to %1"))
                .arg(Models::textPreview(status.lastTopic)) +
            u'\n' + Models::payloadPreview(status.lastPayload));
    return foldedText(parts.join(u"\n\n"_s));
}

} // namespace

void DeviceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text = Models::textPreview(option->text);
    if (index.column() != Models::DeviceTableModel::StateColumn)
        return;
    const DeviceStatus status = statusOf(index);
    option->text = DisplayText::state(status);
    option->features |= QStyleOptionViewItem::HasDecoration;
    const QPixmap dot = stateDot(status.state, option->palette, option->widget->devicePixelRatio());
    option->icon = untintedIcon(dot);
    option->decorationSize = dot.deviceIndependentSize().toSize();
}

bool DeviceDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QToolTip::showText(event->globalPos(), toolTipOf(statusOf(index)), view);
    return true;
}

} // namespace Standin::Gui
