// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/confirmation.h"

#include <QAbstractButton>

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

} // namespace Standin::Gui
