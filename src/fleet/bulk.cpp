// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/bulk.h"

#include "fleet/whendone.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <limits>

using namespace std::chrono_literals;

namespace Standin {

Bulk::Bulk(Fleet &fleet, QStringList ids, Order order, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_ids(std::move(ids))
    , m_order(std::move(order))
    , m_mostUnanswered(m_order.opensConnection() ? mostConnecting : std::numeric_limits<qsizetype>::max())
{
    m_outcome.asked = m_ids.size();
}

void Bulk::perform(Fleet &fleet, const QStringList &ids, const Order &order, QObject *parent, Finished finished)
{
    auto *bulk = new Bulk(fleet, ids, order, parent);
    connect(bulk, &Bulk::finished, bulk, [bulk, finished = std::move(finished)](const Outcome &outcome) {
        bulk->deleteLater();
        if (finished)
            finished(outcome);
    });
    bulk->start();
}

void Bulk::start()
{
    m_sinceStart.start();
    if (m_ids.isEmpty())
        QMetaObject::invokeMethod(
            this, [this] { emit finished(m_outcome); }, Qt::QueuedConnection);
    else
        ask();
}

void Bulk::ask()
{
    const qsizetype last = std::min(m_ids.size(), m_next + askedAtOnce);
    while (m_next < last && m_next - m_outcome.done - m_outcome.failed < m_mostUnanswered) {
        const QString id = m_ids[m_next++];
        whenDone(m_fleet.perform(id, m_order), this, [this, id](const Result<Cursor> &answer) { take(id, answer); });
    }
    if (m_next == last && m_next < m_ids.size())
        askLater();
}

void Bulk::askLater()
{
    if (!std::exchange(m_willAsk, true))
        QTimer::singleShot(0ms, this, [this] {
            m_willAsk = false;
            ask();
        });
}

void Bulk::take(const QString &id, const Result<Cursor> &answer)
{
    ++(answer ? m_outcome.done : m_outcome.failed);
    if (!answer && !m_outcome.firstError) {
        m_outcome.firstFailed = id;
        m_outcome.firstError = answer.error();
    }
    m_outcome.elapsedMs = m_sinceStart.elapsed();
    if (m_next < m_ids.size() && !m_willAsk)
        ask();
    const qsizetype answered = m_outcome.done + m_outcome.failed;
    emit progressed(answered, m_outcome.asked);
    if (answered == m_outcome.asked)
        emit finished(m_outcome);
}

} // namespace Standin
