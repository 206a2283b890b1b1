// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <QElapsedTimer>
#include <QUrl>

class QLabel;
class QStatusBar;
class QToolButton;

namespace Standin::Gui {

/// The facts in the status bar: addresses of REST and the local broker, number of devices online, messages per second.
class StatusFacts final : public QObject
{
    Q_OBJECT

public:
    /// The fleet must outlive the facts.
    StatusFacts(const Fleet &fleet, QStatusBar &bar);

    /// An empty URL: REST is off.
    void setRestUrl(const QUrl &url);
    /// REST is off, with the reason: a click shows it.
    void setRestFailure(const Error &why);
    void explainRest() { emit explained(m_restProblem); }
    /// An empty URL: no broker runs.
    void setLocalBroker(const QUrl &url);
    void refresh();

signals:
    /// Why a service is off, with advice.
    void explained(const QString &text);

private:
    QToolButton *addAddress(const QString &name, const QString &icon);
    QLabel *addFact(const QString &name);
    void showRates(const FleetTotals &totals);

    const Fleet &m_fleet;
    QStatusBar &m_bar;
    QToolButton *m_rest;
    QString m_restProblem;
    QToolButton *m_broker;
    QLabel *m_online;
    QLabel *m_rates;
    QElapsedTimer m_sinceRates;
    FleetTotals m_lastTotals;
};

} // namespace Standin::Gui
