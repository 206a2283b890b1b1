// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entrydelegate.h"

#include "gui/log/entryfacts.h"
#include "gui/style/colors.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"
#include "models/payloadpreview.h"

namespace Standin::Gui {

namespace {

constexpr int iconSize = 14;

} // namespace

EntryDelegate::EntryDelegate(const Models::JournalFilterModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{}

void EntryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Entry &entry = *m_model.entry(index.row());
    if (index.column() == Models::JournalModel::NoteColumn) {
        option->text = Models::textPreview(EntryFacts::note(entry));
        if (entry.error)
            option->palette.setColor(QPalette::Text, Colors::bad(option->palette));
    }
    if (index.column() != Models::JournalModel::KindColumn)
        return;
    const QColor color = Colors::ofKind(entry.kind(), option->palette);
    option->text = DisplayText::kind(entry.kind());
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon =
        untintedIcon(linePixmap(toString(entry.kind()), color, iconSize, option->widget->devicePixelRatio()));
    option->decorationSize = QSize(iconSize, iconSize);
}

} // namespace Standin::Gui
