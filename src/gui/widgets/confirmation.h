// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QMessageBox>

namespace Standin::Gui {

/// The question before something is lost, with Cancel as the default.
struct Confirmation
{
    QString title;
    QString text;
    QString details; ///< below the text
    QString action;  ///< on the button that does it
    QMessageBox::Icon icon = QMessageBox::Question;

    /// Asks, and returns whether it shall be done. All texts are plain.
    [[nodiscard]] bool ask(QWidget &parent) const;

    /// Whether a file that another program has changed shall be overwritten.
    [[nodiscard]] static Confirmation ofOverwriting(const QString &path);

    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::Confirmation)
};

} // namespace Standin::Gui
