// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/bulkconnect.h"

#include "fleet/whendone.h"

#include <algorithm>

namespace Standin {

BulkConnect::BulkConnect(Fleet &fleet, QStringList ids, Way way, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_way(way)
    , m_waiting(std::move(ids))
    , m_total(m_waiting.size())
{
    std::reverse(m_waiting.begin(), m_waiting.end());
}

void BulkConnect::start()
{
    if (m_waiting.isEmpty())
        QMetaObject::invokeMethod(this, &BulkConnect::finished, Qt::QueuedConnection);
    for (int i = 0; i < atATime && !m_waiting.isEmpty(); ++i)
        next();
}

void BulkConnect::next()
{
    const QString id = m_waiting.takeLast();
    whenDone(m_way == Way::Connect ? m_fleet.connectDevice(id) : m_fleet.reconnect(id), this,
             [this](const Result<Cursor> &result) { answered(result); });
}

void BulkConnect::answered(const Result<Cursor> &result)
{
    ++(result ? m_online : m_failed);
    if (!result && !m_firstError)
        m_firstError = result.error();
    if (!m_waiting.isEmpty())
        next();
    const qsizetype done = m_online + m_failed;
    emit progressed(done, m_total);
    if (done == m_total)
        emit finished();
}

} // namespace Standin
