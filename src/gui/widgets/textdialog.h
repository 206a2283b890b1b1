// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace Standin::Gui {

/// Shows a whole text in its own window, beside the one that shows it shortened.
class TextDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Opens the dialog and returns. It is deleted when it is closed.
    static void show(const QByteArray &text, QWidget &parent);

private:
    TextDialog(const QByteArray &text, QWidget &parent);
};

} // namespace Standin::Gui
