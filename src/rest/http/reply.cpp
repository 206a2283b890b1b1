// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/reply.h"

#include "rest/http/replywriter.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Reply::Reply(ReplyWriter &writer, ReplyQueue::Ticket ticket)
    : m_writer(&writer)
    , m_ticket(ticket)
{}

Reply::~Reply()
{
    if (m_writer)
        send(HttpResponse::problem(503, u"given up before it was done"_s));
}

bool Reply::send(const HttpResponse &response)
{
    const QPointer<ReplyWriter> writer = std::exchange(m_writer, nullptr);
    return writer && writer->answer(m_ticket, response);
}

std::unique_ptr<ReplyStream> Reply::stream(const HttpResponse &beginning)
{
    const QPointer<ReplyWriter> writer = std::exchange(m_writer, nullptr);
    return std::make_unique<ReplyStream>(writer, m_ticket, beginning);
}

} // namespace Standin::Rest
