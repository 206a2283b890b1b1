// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace Standin::Gui {

/// Makes the mouse wheel scroll a form: a number or choice under the pointer changes only when it has the focus.
class WheelGuard final : public QObject
{
    Q_OBJECT

public:
    /// Applies to every spin box and combo box that `form` has now.
    explicit WheelGuard(QWidget &form);

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace Standin::Gui
