// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace Standin::Gui {

namespace Ui {
class MainWindow;
}

/// The Help menu.
class HelpMenu final : public QObject
{
    Q_OBJECT

public:
    HelpMenu(const Ui::MainWindow &ui, QWidget &window);

private:
    void showAbout() const;

    QWidget &m_window;
};

} // namespace Standin::Gui
