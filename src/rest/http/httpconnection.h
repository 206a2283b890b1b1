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

/// Our side of one client's socket; Qt's HTTP server is the other. It sees every byte before Qt does: it checks the
/// head of each request and cuts Qt off when one is refused. Its ReplyWriter writes all answers.
/// Owned by its socket. Lives in the server's thread.
///
/// Qt parses what is there at once, so the bytes found when a request begins are those that Qt has not consumed yet.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    struct Exchange
    {
        HttpRequest request;
        ReplyPtr reply;
    };

    /// Limits and filter must outlive the connection. Make it before Qt connects to the socket.
    HttpConnection(QTcpSocket &socket, const HttpLimits &limits, const RequestFilter &filter,
                   const HttpBudgets &budgets);
    ~HttpConnection() override;

    /// Qt has a whole request: its body, together with the head that was checked before. `hold` is dropped
    /// after the answer is written (Qt 6.8 and later read on when its responder is destroyed, and not before). Nothing
    /// when the connection had to be cut.
    [[nodiscard]] std::optional<Exchange> receive(const QByteArray &body, std::shared_ptr<void> hold);

    /// Gives up what is owed. Replies that are still to come are ignored.
    void abandon();
    /// Ends a request that takes too long with 408, anything else that takes too long without a word. Waiting for an
    /// answer of ours may take as long as it likes, and so may a stream that has nothing to send.
    void enforceDeadline();
    /// Nothing is owed to this client: it may make room for another one.
    [[nodiscard]] bool isIdle() const;
    void cut();
    [[nodiscard]] const QDeadlineTimer &deadline() const { return m_deadline; }

signals:
    void closed();

private:
    void inspect();
    void inspectHead();
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
    qint64 m_received = 0;             ///< bytes behind the head, of a chunked request
    ByteBudget m_ownBodies;
    ByteBudget m_allBodies;
    ByteBudget::Share m_body; ///< of the request that is being received
    ReplyWriter m_replies;
    std::shared_ptr<void> m_hold;
    QDeadlineTimer m_deadline;
    qint64 m_fetched = 0;   ///< by the client, since the deadline began
    bool m_closing = false; ///< the last request was received: answer, then close
};

} // namespace Standin::Rest
