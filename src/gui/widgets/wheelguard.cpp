// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace Standin::Gui {

WheelGuard::WheelGuard(QWidget &form)
    : QObject(&form)
{
    for (auto *field : form.findChildren<QWidget *>()) {
        if (!qobject_cast<QAbstractSpinBox *>(field) && !qobject_cast<QComboBox *>(field))
            continue;
        // By default the wheel would give it the focus.
        field->setFocusPolicy(Qt::StrongFocus);
        field->installEventFilter(this);
    }
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore(); // so that it reaches the scroll area
    return true;
}

} // namespace Standin::Gui
