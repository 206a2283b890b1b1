// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace Standin::Gui {

/// Lists all keys of the window. They are read from its actions and buttons, so the list is always up to date.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget &window);
};

} // namespace Standin::Gui
