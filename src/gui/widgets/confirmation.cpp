// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/confirmation.h"

#include <QFileInfo>
#include <QPushButton>

namespace Standin::Gui {

bool Confirmation::ask(QWidget &parent) const
{
    QMessageBox box(icon, title, text, QMessageBox::Cancel, &parent);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(details);
    const QAbstractButton *doing = box.addButton(action, QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == doing;
}

Confirmation Confirmation::ofOverwriting(const QString &path)
{
    return {.title = tr("File Changed"),
            .text = tr("%1 was changed by another program.").arg(QFileInfo(path).fileName()),
            .details = tr("Its changes are lost when you overwrite the file. To keep both, cancel and use Save As."),
            .action = tr("Overwrite"),
            .icon = QMessageBox::Warning};
}

} // namespace Standin::Gui
