// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/replyqueue.h"

#include <numeric>

namespace Standin::Rest {

namespace {

/// RFC 9112 section 7.1. A chunk without bytes would end the body.
QByteArray framed(const QByteArray &part, HttpResponse::Form form)
{
    if (!form.chunks || part.isEmpty())
        return part;
    return QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
}

/// Without a copy when there is nothing before it.
void join(QByteArray &bytes, QByteArray &&more)
{
    if (bytes.isEmpty())
        bytes = std::move(more);
    else
        bytes += more;
}

} // namespace

ReplyQueue::Ticket ReplyQueue::open(HttpResponse::Form form)
{
    m_places.push_back({.form = form});
    return m_first + m_places.size() - 1;
}

bool ReplyQueue::fulfil(Ticket ticket, const HttpResponse &response)
{
    Place *place = find(ticket, Stage::Waiting);
    if (!place)
        return false;
    place->bytes = response.toBytes(place->form);
    place->stage = Stage::Complete;
    return true;
}

bool ReplyQueue::begin(Ticket ticket, const HttpResponse &beginning)
{
    Place *place = find(ticket, Stage::Waiting);
    if (!place)
        return false;
    place->bytes = beginning.streamHead(place->form);
    if (!place->form.headOnly)
        place->bytes += framed(beginning.body, place->form);
    place->stage = place->form.headOnly ? Stage::Complete : Stage::Streaming;
    return true;
}

bool ReplyQueue::append(Ticket ticket, const QByteArray &part)
{
    Place *place = find(ticket, Stage::Streaming);
    if (place)
        place->bytes += framed(part, place->form);
    return place;
}

bool ReplyQueue::finish(Ticket ticket)
{
    Place *place = find(ticket, Stage::Streaming);
    if (!place)
        return false;
    if (place->form.chunks)
        place->bytes += "0\r\n\r\n";
    place->stage = Stage::Complete;
    return true;
}

QByteArray ReplyQueue::takeReady()
{
    QByteArray ready;
    while (!m_places.empty() && m_places.front().stage == Stage::Complete) {
        join(ready, std::move(m_places.front().bytes));
        m_places.pop_front();
        ++m_first;
    }
    if (isStreaming())
        join(ready, std::exchange(m_places.front().bytes, {}));
    return ready;
}

void ReplyQueue::clear()
{
    m_first += m_places.size();
    m_places.clear();
}

bool ReplyQueue::isStreaming() const
{
    return isStreaming(m_first);
}

bool ReplyQueue::isStreaming(Ticket ticket) const
{
    const Place *place = find(ticket);
    return place && place->stage == Stage::Streaming;
}

qint64 ReplyQueue::heldBytes(Ticket ticket) const
{
    const Place *place = find(ticket);
    return place ? place->bytes.size() : 0;
}

qint64 ReplyQueue::heldBytes() const
{
    return std::accumulate(m_places.begin(), m_places.end(), qint64(0),
                           [](qint64 sum, const Place &place) { return sum + place.bytes.size(); });
}

const ReplyQueue::Place *ReplyQueue::find(Ticket ticket) const
{
    const bool isThere = ticket >= m_first && ticket - m_first < m_places.size();
    return isThere ? &m_places[ticket - m_first] : nullptr;
}

ReplyQueue::Place *ReplyQueue::find(Ticket ticket, Stage stage)
{
    const Place *place = find(ticket);
    return place && place->stage == stage ? &m_places[ticket - m_first] : nullptr;
}

} // namespace Standin::Rest
