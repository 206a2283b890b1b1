// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/reply.h"

#include "rest/http/httpconnection.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Reply::Reply(HttpConnection &connection, ReplyQueue::Ticket ticket)
    : m_connection(&connection)
    , m_ticket(ticket)
{}

Reply::~Reply()
{
    if (m_connection)
        send(HttpResponse::problem(503, u"given up before it was done"_s));
}

bool Reply::send(const HttpResponse &response)
{
    const QPointer<HttpConnection> connection = std::exchange(m_connection, nullptr);
    return connection && connection->answer(m_ticket, response);
}

} // namespace Standin::Rest
