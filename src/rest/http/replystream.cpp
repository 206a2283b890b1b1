// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/replystream.h"

#include "rest/http/replywriter.h"

namespace Standin::Rest {

ReplyStream::ReplyStream(ReplyWriter *writer, ReplyQueue::Ticket ticket, const HttpResponse &beginning)
    : m_ticket(ticket)
{
    if (!writer || !writer->begin(ticket, beginning) || !writer->isStreaming(ticket))
        return;
    m_writer = writer;
    connect(writer, &ReplyWriter::abandoned, this, [this] {
        if (std::exchange(m_writer, nullptr))
            emit closed();
    });
    connect(writer, &ReplyWriter::drained, this, [this](ReplyQueue::Ticket drainedTicket) {
        if (m_writer && drainedTicket == m_ticket)
            emit drained();
    });
}

ReplyStream::~ReplyStream()
{
    if (ReplyWriter *writer = m_writer) {
        writer->disconnect(this);
        writer->cut();
    }
}

bool ReplyStream::write(const QByteArray &part)
{
    return m_writer && m_writer->append(m_ticket, part);
}

void ReplyStream::finish()
{
    if (ReplyWriter *writer = m_writer) {
        m_writer = nullptr;
        writer->disconnect(this);
        writer->finish(m_ticket);
    }
}

bool ReplyStream::isOpen() const
{
    return m_writer;
}

qint64 ReplyStream::unsentBytes() const
{
    return m_writer ? m_writer->unsentBytes(m_ticket) : 0;
}

} // namespace Standin::Rest
