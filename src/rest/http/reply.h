// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/replyqueue.h"
#include "rest/http/replystream.h"

#include <QPointer>

#include <memory>
#include <optional>

namespace Standin::Rest {

/// The right to answer one request, once. It may outlive the client and the server. A reply that is dropped unanswered
/// says 503, so that no client waits for ever. Use it in the server's thread.
class Reply
{
public:
    /// `body`: what is held for the request as long as it is not answered.
    Reply(ReplyWriter &writer, ReplyQueue::Ticket ticket, ByteBudget::Share body);
    ~Reply();
    Q_DISABLE_COPY_MOVE(Reply)

    /// False when nobody is there to read it, or when it was answered before.
    bool send(const HttpResponse &response);
    /// Begins an answer that comes piece by piece; the body of `beginning` is the first piece. Never null; not
    /// open where send() would return false.
    [[nodiscard]] std::unique_ptr<ReplyStream> stream(const HttpResponse &beginning);

    /// So many bytes of the budget for all answers; nullopt when they are not there.
    [[nodiscard]] std::optional<ByteBudget::Share> hold(qint64 bytes) const;

private:
    QPointer<ReplyWriter> m_writer; ///< null when it was answered, or nobody is there to read it
    const ReplyQueue::Ticket m_ticket;
    ByteBudget::Share m_body;
};

using ReplyPtr = std::shared_ptr<Reply>;

} // namespace Standin::Rest
