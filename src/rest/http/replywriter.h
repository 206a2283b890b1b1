// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/httplimits.h"
#include "rest/http/replyqueue.h"

#include <QObject>

class QTcpSocket;

namespace Standin::Rest {

/// The answering half of a connection: writes all answers, in the order of the requests, as soon as they may go out.
/// Lives in the server's thread.
class ReplyWriter final : public QObject
{
    Q_OBJECT

public:
    using Ticket = ReplyQueue::Ticket;

    /// Socket and limits must outlive the writer. What the client has not fetched and is above HttpLimits::ownBytes
    /// comes out of the budget, which is that of all connections.
    ReplyWriter(QTcpSocket &socket, const HttpLimits &limits, ByteBudget budget);

    /// A request was received: its answer is owed from now on.
    Ticket open(HttpResponse::Form form);
    /// Gives up what is owed. Answers that are still to come are ignored.
    void abandon();

    // Called by Reply and ReplyStream. An answer that the budget has no room for becomes 503, and what does not end the
    // connection: that of a stream, and that of a client that fetches not even small answers. False when the client is
    // gone or the answer was given before.
    bool answer(Ticket ticket, const HttpResponse &response);
    bool begin(Ticket ticket, const HttpResponse &beginning);
    bool append(Ticket ticket, const QByteArray &part);
    bool finish(Ticket ticket);

    [[nodiscard]] const ByteBudget &budget() const { return m_budget; }

    /// Ends the connection at once, without an answer.
    void cut();

    [[nodiscard]] bool isEmpty() const { return m_queue.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_queue.size(); }
    /// The first answer that is owed is a stream that has begun.
    [[nodiscard]] bool isStreaming() const { return m_queue.isStreaming(); }
    [[nodiscard]] bool isStreaming(Ticket ticket) const { return m_queue.isStreaming(ticket); }
    /// What the client has not fetched, of all answers or of one stream. What the system holds for it does not count.
    [[nodiscard]] qint64 unsentBytes() const;
    [[nodiscard]] qint64 unsentBytes(Ticket ticket) const;

signals:
    /// Something was given to the socket.
    void written();
    /// From the event loop, when all parts that a stream has are handed to the system.
    void drained(Standin::Rest::ReplyQueue::Ticket ticket);
    void abandoned();

private:
    void onBytesWritten();
    void writeReady();
    [[nodiscard]] bool makeRoom(qint64 bytes);
    void giveBack();
    void tellDrained();
    [[nodiscard]] bool hasDrained() const;

    QTcpSocket &m_socket;
    const HttpLimits &m_limits;
    const ByteBudget m_budget;
    ByteBudget::Share m_held;
    ReplyQueue m_queue;
    bool m_drainedIsDue = false;
};

} // namespace Standin::Rest
