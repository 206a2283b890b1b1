// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/shortcutsdialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

using Key = std::pair<QString, QString>; // what it does, the key

QString plain(QString text)
{
    return text.remove(u'&').remove(u'…');
}

QList<Key> keysOf(const QWidget &window)
{
    QList<Key> keys;
    for (const auto *action : window.findChildren<QAction *>()) {
        if (!action->shortcut().isEmpty())
            keys.append({plain(action->text()), action->shortcut().toString(QKeySequence::NativeText)});
    }
    for (const auto *button : window.findChildren<QAbstractButton *>()) {
        if (!button->shortcut().isEmpty() && !button->text().contains(u'&'))
            keys.append({button->toolTip(), button->shortcut().toString(QKeySequence::NativeText)});
    }
    keys.append({ShortcutsDialog::tr("Send the message; in an editor of a reply, a rule or the state: save"),
                 QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)});
    keys.append({ShortcutsDialog::tr("Type a tab into a payload (Tab moves to the next field)"),
                 QKeySequence(Qt::CTRL | Qt::Key_I).toString(QKeySequence::NativeText)});
    return keys;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget &window)
    : QDialog(&window)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    const QList<Key> keys = keysOf(window);
    auto *table = new QTableWidget(static_cast<int>(keys.size()), 2, this);
    table->setHorizontalHeaderLabels({tr("Action"), tr("Key")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (int row = 0; row < table->rowCount(); ++row) {
        table->setItem(row, 0, new QTableWidgetItem(keys.at(row).first));
        table->setItem(row, 1, new QTableWidgetItem(keys.at(row).second));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(table);
    column->addWidget(buttons);
    resize(640, 560);
}

} // namespace Standin::Gui
