// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/entrydelegate.h"

#include "gui/colors.h"
#include "gui/errorpresenter.h"
#include "gui/icon.h"
#include "gui/words.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

using namespace Qt::StringLiterals;

namespace Standin {

namespace {

constexpr int iconSize = 14;

} // namespace

EntryDelegate::EntryDelegate(const JournalFilterModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{}

void EntryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Entry &entry = *m_model.entry(index.row());
    if (index.column() == JournalModel::NoteColumn) {
        QStringList parts = {Words::note(entry)};
        if (entry.error) {
            parts.append(ErrorPresenter::what(*entry.error));
            option->palette.setColor(QPalette::Text, Colors::bad(option->palette));
        }
        option->text = parts.join(u"   "_s).trimmed();
    }
    if (index.column() != JournalModel::KindColumn)
        return;
    const QColor color = Colors::ofKind(entry.kind, option->palette);
    option->text = Words::kind(entry.kind);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = untintedIcon(linePixmap(toString(entry.kind), color, iconSize, option->widget->devicePixelRatio()));
    option->decorationSize = QSize(iconSize, iconSize);
}

} // namespace Standin
