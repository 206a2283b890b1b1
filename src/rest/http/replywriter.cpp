// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/replywriter.h"

#include <QTcpSocket>

#include <algorithm>

namespace Standin::Rest {

ReplyWriter::ReplyWriter(QTcpSocket &socket, const HttpLimits &limits, ByteBudget budget)
    : m_socket(socket)
    , m_limits(limits)
    , m_budget(std::move(budget))
    , m_held(m_budget)
{
    connect(&socket, &QIODevice::bytesWritten, this, &ReplyWriter::onBytesWritten);
}

ReplyWriter::Ticket ReplyWriter::open(HttpResponse::Form form)
{
    return m_queue.open(form);
}

void ReplyWriter::abandon()
{
    m_queue.clear();
    m_held.release();
    emit abandoned();
}

void ReplyWriter::answerAll(const HttpResponse &response)
{
    const Ticket end = m_queue.first() + static_cast<Ticket>(m_queue.size());
    for (Ticket ticket = m_queue.first(); ticket != end; ++ticket)
        m_queue.fulfil(ticket, response);
    writeReady();
}

bool ReplyWriter::answer(Ticket ticket, const HttpResponse &response)
{
    const bool hasRoom = makeRoom(response.body.size());
    const HttpResponse given = hasRoom ? response : HttpResponse::overloaded();
    if (!hasRoom && !makeRoom(given.body.size())) {
        cut();
        return false;
    }
    const bool taken = m_queue.fulfil(ticket, given);
    if (taken)
        writeReady();
    else
        giveBack();
    return taken;
}

bool ReplyWriter::begin(Ticket ticket, const HttpResponse &beginning)
{
    const bool taken = m_queue.begin(ticket, beginning);
    if (taken)
        writeReady();
    return taken;
}

bool ReplyWriter::append(Ticket ticket, const QByteArray &part)
{
    const bool hasRoom = makeRoom(part.size());
    if (hasRoom && !m_queue.append(ticket, part))
        return false;
    writeReady();
    if (hasRoom && m_queue.heldBytes(ticket) <= m_limits.streamBytes)
        return true;
    cut(); // a regular close would look like the end of the answer
    return false;
}

bool ReplyWriter::finish(Ticket ticket)
{
    const bool taken = m_queue.finish(ticket);
    if (taken)
        writeReady();
    return taken;
}

void ReplyWriter::cut()
{
    m_socket.abort();
}

bool ReplyWriter::makeRoom(qint64 bytes)
{
    return m_held.resize(std::max<qint64>(0, unsentBytes() + bytes - m_limits.ownBytes));
}

void ReplyWriter::giveBack()
{
    static_cast<void>(makeRoom(0));
}

qint64 ReplyWriter::unsentBytes() const
{
    return m_queue.heldBytes() + m_socket.bytesToWrite();
}

qint64 ReplyWriter::unsentBytes(Ticket ticket) const
{
    return m_queue.heldBytes(ticket) + (ticket == m_queue.first() ? m_socket.bytesToWrite() : 0);
}

void ReplyWriter::onBytesWritten()
{
    if (m_queue.isStreaming())
        writeReady();
    giveBack();
}

void ReplyWriter::writeReady()
{
    // Parts of a stream for a slow client stay in the queue, where they are counted.
    if (m_queue.isStreaming() && m_socket.bytesToWrite() > 0)
        return;
    const qsizetype owed = m_queue.size();
    const QByteArray ready = m_queue.takeReady();
    if (!ready.isEmpty() || m_queue.size() != owed) {
        m_socket.write(ready);
        m_socket.flush();
        giveBack();
        emit written();
    }
    tellDrained();
}

/// Qt emits no bytesWritten() for bytes that are written during bytesWritten(), so this signal alone is not enough.
void ReplyWriter::tellDrained()
{
    if (!hasDrained() || std::exchange(m_drainedIsDue, true))
        return;
    const auto tell = [this] {
        m_drainedIsDue = false;
        if (hasDrained())
            emit drained(m_queue.first());
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

bool ReplyWriter::hasDrained() const
{
    return m_queue.isStreaming() && unsentBytes(m_queue.first()) == 0;
}

} // namespace Standin::Rest
