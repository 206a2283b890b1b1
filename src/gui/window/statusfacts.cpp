// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/statusfacts.h"

#include "gui/style/errorpresenter.h"
#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QStatusBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qint64 rateIntervalMs = 1000;

qint64 perSecond(quint64 now, quint64 before, qint64 elapsedMs)
{
    return qRound64(static_cast<double>(now - before) * 1000.0 / static_cast<double>(elapsedMs));
}

} // namespace

StatusFacts::StatusFacts(const Fleet &fleet, QStatusBar &bar)
    : QObject(&bar)
    , m_fleet(fleet)
    , m_bar(bar)
    , m_rest(addAddress(u"restButton"_s, u"link"_s))
    , m_broker(addAddress(u"brokerButton"_s, u"broker"_s))
    , m_online(addFact(u"onlineLabel"_s))
    , m_rates(addFact(u"ratesLabel"_s))
    , m_lastTotals(fleet.totals())
{
    m_sinceRates.start();
    setRestUrl({});
    setLocalBroker({});
    showRates(m_lastTotals);
    refresh();
}

QToolButton *StatusFacts::addAddress(const QString &name, const QString &icon)
{
    auto *button = new QToolButton(&m_bar);
    button->setObjectName(name);
    button->setIcon(lineIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setIconSize({14, 14});
    m_bar.addPermanentWidget(button);
    connect(button, &QToolButton::clicked, this, [this, button] {
        const QString address = button->property("address").toString();
        if (address.isEmpty()) {
            explainRest();
            return;
        }
        QGuiApplication::clipboard()->setText(address);
        m_bar.showMessage(tr("Copied %1").arg(address), 2000);
    });
    return button;
}

QLabel *StatusFacts::addFact(const QString &name)
{
    auto *label = new QLabel(&m_bar);
    label->setObjectName(name);
    label->setContentsMargins(8, 0, 8, 0);
    m_bar.addPermanentWidget(label);
    return label;
}

void StatusFacts::setRestUrl(const QUrl &url)
{
    const QString address = url.toString();
    m_rest->setProperty("address", address);
    m_rest->setText(address.isEmpty() ? tr("REST off") : tr("REST %1").arg(address));
    m_rest->setToolTip(address.isEmpty() ? tr("REST does not listen") : tr("Address of REST; click to copy"));
    m_rest->setEnabled(!address.isEmpty());
    m_restProblem.clear();
}

void StatusFacts::setRestFailure(const Error &why)
{
    setRestUrl({});
    m_restProblem = tr("REST is off: %1. Stop the other program (possibly another window of Standin) and start again, "
                       "or start with “--port 0” (any free port) or another “--port”.")
                        .arg(ErrorPresenter::facts(why));
    m_rest->setText(tr("REST off: %1", "address and port").arg(why.where));
    m_rest->setToolTip(foldedText(m_restProblem));
    m_rest->setEnabled(true);
}

void StatusFacts::setLocalBroker(const QUrl &url)
{
    const QString address = url.toString();
    m_broker->setProperty("address", address);
    m_broker->setVisible(!address.isEmpty());
    m_broker->setText(tr("Local broker %1").arg(address));
    m_broker->setToolTip(tr("The private broker of this window; click to copy its address"));
}

void StatusFacts::refresh()
{
    const FleetTotals totals = m_fleet.totals();
    QString text = tr("%L1 of %L2 online").arg(totals.online).arg(totals.devices);
    if (totals.connecting > 0)
        text += tr(", %L1 connecting").arg(totals.connecting);
    if (totals.failed > 0)
        text += tr(", %L1 failed").arg(totals.failed);
    m_online->setText(text);
    if (m_sinceRates.elapsed() >= rateIntervalMs)
        showRates(totals);
}

void StatusFacts::showRates(const FleetTotals &totals)
{
    const qint64 elapsed = qMax(qint64(1), m_sinceRates.restart());
    m_rates->setText(tr("↓ %L1/s   ↑ %L2/s")
                         .arg(perSecond(totals.received, m_lastTotals.received, elapsed))
                         .arg(perSecond(totals.sent, m_lastTotals.sent, elapsed)));
    m_rates->setToolTip(tr("Messages received and sent per second"));
    m_lastTotals = totals;
}

} // namespace Standin::Gui
