// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/replyqueue.h"
#include "rest/http/replystream.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

namespace Standin::Rest {

/// Answers one request, once. It may outlive the client and the server. A reply that is destroyed without an answer
/// sends 503, so that no client waits without end. Use it in the server's thread.
class Reply
{
public:
    /// `body`: the share of the budget that is held until the request is answered.
    Reply(ReplyWriter &writer, ReplyQueue::Ticket ticket, ByteBudget::Share body);
    ~Reply();
    Q_DISABLE_COPY_MOVE(Reply)

    /// False when the client has disconnected or the request was answered before.
    bool send(const HttpResponse &response);
    /// Begins an answer that is sent piece by piece; the body of `beginning` is the first piece. Never null; not open
    /// if send() would return false.
    [[nodiscard]] std::unique_ptr<ReplyStream> stream(const HttpResponse &beginning);

    /// Calls `callback` when the client disconnects before the answer, unless `context` is destroyed before.
    void whenGone(QObject *context, const std::function<void()> &callback);

    /// Takes this many bytes of the budget for all answers; nullopt when the budget has too little left.
    [[nodiscard]] std::optional<ByteBudget::Share> hold(qint64 bytes) const;

private:
    QPointer<ReplyWriter> m_writer; ///< null when it was answered or the client has disconnected
    const ReplyQueue::Ticket m_ticket;
    ByteBudget::Share m_body;
    QMetaObject::Connection m_gone;
};

using ReplyPtr = std::shared_ptr<Reply>;

} // namespace Standin::Rest
