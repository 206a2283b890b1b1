// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/replyqueue.h"

namespace Standin::Rest {

ReplyQueue::Ticket ReplyQueue::open(HttpResponse::Form form)
{
    m_places.push_back({form, std::nullopt});
    return m_first + m_places.size() - 1;
}

bool ReplyQueue::fulfil(Ticket ticket, const HttpResponse &response)
{
    if (ticket < m_first || ticket - m_first >= m_places.size())
        return false;
    Place &place = m_places[ticket - m_first];
    if (place.bytes)
        return false;
    place.bytes = response.toBytes(place.form);
    return true;
}

QByteArray ReplyQueue::takeReady()
{
    QByteArray ready;
    while (!m_places.empty() && m_places.front().bytes) {
        ready += *m_places.front().bytes;
        m_places.pop_front();
        ++m_first;
    }
    return ready;
}

void ReplyQueue::clear()
{
    m_first += m_places.size();
    m_places.clear();
}

} // namespace Standin::Rest
