// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/statedelegate.h"

#include "gui/errorpresenter.h"
#include "gui/statechip.h"
#include "gui/words.h"
#include "models/devicetablemodel.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace Standin {

namespace {

DeviceStatus statusOf(const QModelIndex &index)
{
    return index.data(DeviceTableModel::StatusRole).value<DeviceStatus>();
}

QString toolTipOf(const DeviceStatus &status)
{
    QString text = u"<b>%1</b><br>%2"_s.arg(status.id.toHtmlEscaped(), Words::state(status));
    if (status.error)
        text += u"<p>%1</p>"_s.arg(ErrorPresenter::text(*status.error).toHtmlEscaped());
    if (status.attempt > 0)
        text += u"<p>%1</p>"_s.arg(StateDelegate::tr("Attempts that failed so far: %L1").arg(status.attempt));
    return text;
}

} // namespace

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const DeviceStatus status = statusOf(index);
    option->text = Words::state(status);
    option->features |= QStyleOptionViewItem::HasDecoration;
    const QPixmap dot = stateDot(status.state, option->palette, option->widget->devicePixelRatio());
    option->icon = QIcon(dot);
    option->decorationSize = dot.deviceIndependentSize().toSize();
}

bool StateDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QToolTip::showText(event->globalPos(), toolTipOf(statusOf(index)), view);
    return true;
}

} // namespace Standin
