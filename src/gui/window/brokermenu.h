// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Standin::Gui {

class BrokerActions;
class StatusFacts;

namespace Ui {
class MainWindow;
}

/// The Broker menu, and the text of the status bar about the local broker.
class BrokerMenu final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the menu.
    BrokerMenu(const Ui::MainWindow &ui, BrokerActions &broker, StatusFacts &facts, QObject *parent);

    /// Shows whether the broker runs and the samples exist.
    void refresh();

private:
    const Ui::MainWindow &m_ui;
    BrokerActions &m_broker;
    StatusFacts &m_facts;
};

} // namespace Standin::Gui
