// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/deviceorders.h"

#include "fleet/whendone.h"

#include <algorithm>

namespace Standin::Scenarios {

void DeviceOrders::start(Done done)
{
    m_done = std::move(done);
    if (m_items.empty())
        return std::exchange(m_done, nullptr)(m_answers);
    ask();
}

void DeviceOrders::ask()
{
    if (std::exchange(m_isAsking, true))
        return;
    const qsizetype most = m_items.front().order.opensConnection() ? Bulk::mostConnecting : Bulk::askedAtOnce;
    while (m_next < m_items.size() && m_open < most) {
        const Item &item = m_items[m_next++];
        ++m_open;
        whenDone(m_fleet.perform(item.device, item.order), this,
                 [this, device = item.device](const Result<Cursor> &result) {
                     take({device, result});
                 });
    }
    m_isAsking = false;
}

void DeviceOrders::take(const Answer &answer)
{
    --m_open;
    m_answers.append(answer);
    const bool isLast = m_answers.size() == static_cast<qsizetype>(m_items.size());
    if (!m_done)
        return;
    if (isLast || (m_isEnough && m_isEnough(answer)))
        std::exchange(m_done, nullptr)(m_answers);
    else
        ask();
}

QStringList DeviceOrders::unanswered(qsizetype most) const
{
    QSet<QString> answered;
    for (const Answer &answer : m_answers)
        answered.insert(answer.device);
    QStringList devices;
    for (size_t i = 0; i < m_items.size() && devices.size() < most; ++i) {
        if (!answered.contains(m_items[i].device))
            devices.append(m_items[i].device);
    }
    return devices;
}

} // namespace Standin::Scenarios
