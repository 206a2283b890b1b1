// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/bulkconnect.h"

#include <algorithm>

namespace Standin {

BulkConnect::BulkConnect(Fleet &fleet, QStringList ids, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
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
    m_fleet.connectDevice(m_waiting.takeLast()).then(this, [this](const Result<Cursor> &result) { answered(result); });
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
