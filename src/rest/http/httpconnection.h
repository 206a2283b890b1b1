// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpbudgets.h"
#include "rest/http/httplimits.h"
#include "rest/http/httprequest.h"
#include "rest/http/reply.h"
#include "rest/http/replywriter.h"
#include "rest/http/requestfilter.h"
#include "rest/http/requesthead.h"

#include <QDeadlineTimer>
#include <QObject>

class QTcpSocket;

namespace Standin::Rest {

/// One connection of a client, between its socket and Qt's HTTP server. It takes the head of each request from the
/// socket and checks it. Then it puts another one there for Qt, which has only the framing of the body: so Qt cannot
/// understand a request differently, and has less to read, which it does byte by byte. When a request is refused, Qt is
/// detached. Its ReplyWriter writes all answers. Owned by its socket. Use it in the server's thread.
///
/// Qt parses received bytes at once, so the bytes present at the start of a request are those that Qt has not consumed.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    struct Exchange
    {
        HttpRequest request;
        ReplyPtr reply;
    };

    /// Limits and filter must outlive the connection. Make it before Qt connects to the signals of the socket.
    HttpConnection(QTcpSocket &socket, const HttpLimits &limits, const RequestFilter &filter,
                   const HttpBudgets &budgets);
    ~HttpConnection() override;

    /// Qt has read a complete request: joins its body and the head that was checked before. `hold` is destroyed after
    /// the answer was written (Qt 6.8 and later continue to read only when the responder is destroyed). nullopt when
    /// the connection had to be closed.
    [[nodiscard]] std::optional<Exchange> receive(const QByteArray &body, std::shared_ptr<void> hold);

    /// Drops all open answers. Later replies are ignored.
    void abandon();
    /// The server ends: requests without an answer get 503. Later replies are ignored.
    void end();
    /// Ends a request that takes too long with 408, and other waiting that takes too long without an answer. There is
    /// no time limit for our own answers and for a stream that has nothing to send.
    void enforceDeadline();
    /// No answer is open: the connection may be closed in favour of another one.
    [[nodiscard]] bool isIdle() const;
    void cut();
    [[nodiscard]] const QDeadlineTimer &deadline() const { return m_deadline; }

signals:
    void closed();

private:
    void inspect();
    void inspectHead();
    void peekHead();
    void inspectBody();
    void expectBytes(qint64 bodyBytes);
    [[nodiscard]] bool holdBody(qint64 bytes);
    void refuse(const HttpResponse &response);
    void onAnswersWritten();
    void releaseHold();
    void stopReading();
    void discardInput();
    void onBytesWritten(qint64 bytes);
    void restartDeadline();
    void closeWhenWritten();

    QTcpSocket &m_socket;
    const HttpLimits &m_limits;
    const RequestFilter &m_filter;

    QByteArray m_headBytes;            ///< of the request that is being received; empty between requests
    std::optional<RequestHead> m_head; ///< once it is complete and checked
    qint64 m_received = 0;             ///< bytes after the head of a chunked request
    ByteBudget m_ownBodies;
    ByteBudget m_allBodies;
    ByteBudget::Share m_body; ///< of the request that is being received
    ReplyWriter m_replies;
    std::shared_ptr<void> m_hold;
    QDeadlineTimer m_deadline;
    qint64 m_fetched = 0;   ///< bytes fetched by the client since the deadline was set
    bool m_closing = false; ///< the last request was received: answer, then close
};

} // namespace Standin::Rest
