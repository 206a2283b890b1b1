// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/httplimits.h"
#include "rest/http/replyqueue.h"

#include <QObject>

class QTcpSocket;

namespace Standin::Rest {

/// Writes all answers of a connection in the order of the requests, as soon as possible. Use it in the server's thread.
class ReplyWriter final : public QObject
{
    Q_OBJECT

public:
    using Ticket = ReplyQueue::Ticket;

    /// Socket and limits must outlive the writer. Unfetched bytes above HttpLimits::ownBytes are taken from the budget,
    /// which all connections share.
    ReplyWriter(QTcpSocket &socket, const HttpLimits &limits, ByteBudget budget);

    /// A request was received: adds a place for its answer.
    Ticket open(HttpResponse::Form form);
    /// Drops all open answers. Later answers are ignored.
    void abandon();
    /// Gives this answer to every request that has none yet.
    void answerAll(const HttpResponse &response);

    // Called by Reply and ReplyStream. When the budget has too little left, an answer becomes 503; a stream, or a
    // client that does not fetch even small answers, ends the connection. False when the client has disconnected or the
    // request was answered before.
    bool answer(Ticket ticket, const HttpResponse &response);
    bool begin(Ticket ticket, const HttpResponse &beginning);
    bool append(Ticket ticket, const QByteArray &part);
    bool finish(Ticket ticket);

    [[nodiscard]] const ByteBudget &budget() const { return m_budget; }

    /// Ends the connection at once, without an answer.
    void cut();

    [[nodiscard]] bool isEmpty() const { return m_queue.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_queue.size(); }
    /// Whether the first open answer is a stream that has begun.
    [[nodiscard]] bool isStreaming() const { return m_queue.isStreaming(); }
    [[nodiscard]] bool isStreaming(Ticket ticket) const { return m_queue.isStreaming(ticket); }
    /// Bytes that the client has not fetched, of all answers or of one stream, without those in the buffers of the
    /// system.
    [[nodiscard]] qint64 unsentBytes() const;
    [[nodiscard]] qint64 unsentBytes(Ticket ticket) const;

signals:
    /// Bytes were written to the socket.
    void written();
    /// Called from the event loop when all parts of a stream were passed to the system.
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
