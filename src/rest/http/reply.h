// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/replyqueue.h"

#include <QPointer>

#include <memory>

namespace Standin::Rest {

class HttpConnection;

/// The right to answer one request, once. It may outlive the client and the server. A reply that is dropped unanswered
/// says 503, so that no client waits for ever. Use it in the server's thread.
class Reply
{
public:
    Reply(HttpConnection &connection, ReplyQueue::Ticket ticket);
    ~Reply();
    Q_DISABLE_COPY_MOVE(Reply)

    /// False when nobody is there to read it, or when it was answered before.
    bool send(const HttpResponse &response);

private:
    QPointer<HttpConnection> m_connection;
    ReplyQueue::Ticket m_ticket;
};

using ReplyPtr = std::shared_ptr<Reply>;

} // namespace Standin::Rest
