// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <QElapsedTimer>
#include <QUrl>

class QLabel;
class QStatusBar;
class QToolButton;

namespace Standin::Gui {

/// The facts in the status bar: where REST and the local broker are, how many devices are online, how much goes in and
/// out.
class StatusFacts final : public QObject
{
    Q_OBJECT

public:
    /// The fleet must outlive the facts.
    StatusFacts(const Fleet &fleet, QStatusBar &bar);

    /// An empty URL: REST is off.
    void setRestUrl(const QUrl &url);
    /// REST is off, and why: a click explains it.
    void setRestFailure(const Error &why);
    void explainRest() { emit explained(m_restProblem); }
    /// An empty URL: none runs.
    void setLocalBroker(const QUrl &url);
    void refresh();

signals:
    /// Why something is not there, and what to do about it.
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
