// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/brokermenu.h"

#include "gui/style/icon.h"
#include "gui/window/brokeractions.h"
#include "gui/window/statusfacts.h"
#include "ui_mainwindow.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

BrokerMenu::BrokerMenu(const Ui::MainWindow &ui, BrokerActions &broker, StatusFacts &facts, QObject *parent)
    : QObject(parent)
    , m_ui(ui)
    , m_broker(broker)
    , m_facts(facts)
{
    ui.actionStartBroker->setIcon(lineIcon(u"broker"_s));
    ui.menuBroker->setToolTipsVisible(true);
    connect(ui.actionStartBroker, &QAction::triggered, &broker, &BrokerActions::start);
    connect(ui.actionStartSamples, &QAction::triggered, &broker, &BrokerActions::startSamples);
    connect(ui.actionStopBroker, &QAction::triggered, &broker, &BrokerActions::stop);
    connect(&broker, &BrokerActions::changed, this, &BrokerMenu::refresh);
    connect(&broker, &BrokerActions::samplesAdded, this, &BrokerMenu::refresh);
    refresh();
}

void BrokerMenu::refresh()
{
    const bool runs = !m_broker.url().isEmpty();
    const bool hasSamples = m_broker.hasSamples();
    m_ui.actionStartBroker->setEnabled(!runs);
    m_ui.actionStopBroker->setEnabled(runs);
    m_ui.actionStartSamples->setEnabled(!hasSamples);
    m_ui.actionStartSamples->setToolTip(hasSamples ? tr("The sample devices already exist.") : QString());
    m_facts.setLocalBroker(m_broker.url());
}

} // namespace Standin::Gui
