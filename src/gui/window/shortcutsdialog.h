// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace Standin::Gui {

/// Lists every key of the window, taken from its actions and buttons, so that the list is never out of date.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget &window);
};

} // namespace Standin::Gui
