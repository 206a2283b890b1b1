// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepdelegate.h"

#include "gui/style/colors.h"
#include "gui/style/icon.h"
#include "gui/style/stepwords.h"
#include "models/steptreemodel.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int stepIconSize = 14;
using StepModel = Models::StepTreeModel;

QColor colorOf(const QModelIndex &index, const QPalette &palette)
{
    const int state = index.data(StepModel::StateRole).toInt();
    if (state == StepModel::Waiting)
        return Colors::warning(palette);
    if (state == StepModel::Running)
        return palette.color(QPalette::Link);
    const auto *report =
        static_cast<const StepModel *>(index.model())->report(index.data(StepModel::PointerRole).toString());
    if (state != StepModel::Ended || !report)
        return palette.color(QPalette::Text);
    if (report->outcome == Scenarios::StepOutcome::Passed)
        return Colors::good(palette);
    return isFailure(report->outcome) ? Colors::bad(palette) : Colors::muted(palette);
}

} // namespace

void StepDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString kind = index.data(StepModel::KindRole).toString();
    if (kind.isEmpty()) {
        option->font.setBold(index.column() == StepModel::StepColumn && !index.parent().isValid());
        return;
    }
    const QColor color = colorOf(index, option->palette);
    if (index.column() == StepModel::OutcomeColumn) {
        option->palette.setColor(QPalette::Text, color);
        return;
    }
    if (index.column() != StepModel::StepColumn)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon =
        untintedIcon(linePixmap(StepWords::icon(kind), color, stepIconSize, option->widget->devicePixelRatio()));
    option->decorationSize = QSize(stepIconSize, stepIconSize);
}

} // namespace Standin::Gui
