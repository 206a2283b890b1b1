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
using Model = Models::StepTreeModel;

QColor colorOf(const QModelIndex &index, const QPalette &palette)
{
    const int state = index.data(Model::StateRole).toInt();
    if (state == Model::Waiting)
        return Colors::warning(palette);
    if (state == Model::Running)
        return palette.color(QPalette::Link);
    const auto *report = static_cast<const Model *>(index.model())->report(index.data(Model::PointerRole).toString());
    if (state != Model::Ended || !report)
        return palette.color(QPalette::Text);
    if (report->outcome == Scenarios::StepOutcome::Passed)
        return Colors::good(palette);
    return isFailure(report->outcome) ? Colors::bad(palette) : Colors::muted(palette);
}

} // namespace

void StepDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString kind = index.data(Model::KindRole).toString();
    if (kind.isEmpty()) {
        option->font.setBold(index.column() == Model::StepColumn && !index.parent().isValid());
        return;
    }
    const QColor color = colorOf(index, option->palette);
    if (index.column() == Model::OutcomeColumn) {
        option->palette.setColor(QPalette::Text, color);
        return;
    }
    if (index.column() != Model::StepColumn)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon =
        untintedIcon(linePixmap(StepWords::icon(kind), color, stepIconSize, option->widget->devicePixelRatio()));
    option->decorationSize = QSize(stepIconSize, stepIconSize);
}

} // namespace Standin::Gui
