// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/httpconnection.h"

#include <QTcpSocket>

#include <algorithm>
#include <string_view>

#include <sys/socket.h>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// A client has to fetch at least this much within the time limit, because unsent answers use shared memory.
constexpr qint64 leastFetched = 16 * 1024;

bool hasBareLineFeed(QByteArrayView bytes)
{
    for (qsizetype at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r')
            return true;
    }
    return false;
}

/// Index of the empty line behind a head, -1 when there is none yet.
qsizetype endOf(QByteArrayView head, qsizetype from)
{
    const std::string_view text(head.data(), static_cast<std::size_t>(head.size()));
    const std::size_t end = text.find("\r\n\r\n", static_cast<std::size_t>(qMax(from, qsizetype(0))));
    return end == std::string_view::npos ? -1 : static_cast<qsizetype>(end);
}

/// What Qt has to know of a request: where its body ends.
QByteArray headForQt(const RequestHead &head)
{
    if (head.chunked)
        return "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"_ba;
    if (head.contentLength > 0)
        return "POST / HTTP/1.1\r\nContent-Length: " + QByteArray::number(head.contentLength) + "\r\n\r\n";
    return "GET / HTTP/1.1\r\n\r\n"_ba;
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket &socket, const HttpLimits &limits, const RequestFilter &filter,
                               const HttpBudgets &budgets)
    : QObject(&socket)
    , m_socket(socket)
    , m_limits(limits)
    , m_filter(filter)
    , m_ownBodies(limits.ownBytes)
    , m_allBodies(budgets.bodies)
    , m_body(m_ownBodies)
    , m_replies(socket, limits, budgets.answers)
    , m_deadline(limits.request)
{
    expectBytes(0);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    connect(&socket, &QIODevice::readyRead, this, &HttpConnection::inspect);
    connect(&socket, &QIODevice::bytesWritten, this, &HttpConnection::onBytesWritten);
    connect(&m_replies, &ReplyWriter::written, this, &HttpConnection::onAnswersWritten);
    connect(&socket, &QAbstractSocket::disconnected, this, [this] {
        abandon();
        emit closed();
    });
}

HttpConnection::~HttpConnection() = default;

std::optional<HttpConnection::Exchange> HttpConnection::receive(const QByteArray &body, std::shared_ptr<void> hold)
{
    const bool clientOverdoesIt =
        m_replies.size() >= m_limits.unansweredRequests || m_replies.unsentBytes() > m_limits.unreadBytes;
    // Without a checked head Qt sees the start of a request at another byte than this class.
    if (m_closing || !m_head || clientOverdoesIt) {
        cut();
        return std::nullopt;
    }
    RequestHead head = std::move(*std::exchange(m_head, std::nullopt));
    m_headBytes.clear();
    m_hold = std::move(hold);
    if (body.size() > m_limits.bodyBytes) {
        refuse(HttpResponse::problem(413, u"the body may have at most %1 bytes"_s.arg(m_limits.bodyBytes)));
        return std::nullopt;
    }
    // Qt tolerates malformed chunks, so the bytes after a chunked request may not be the start of a request.
    const bool last = !head.keepAlive || head.chunked;
    const auto ticket = m_replies.open({.headOnly = head.method == "HEAD", .close = last, .chunks = head.isHttp11});
    if (last)
        stopReading();
    expectBytes(0);
    ByteBudget::Share held = std::exchange(m_body, ByteBudget::Share(m_ownBodies));
    return Exchange{{std::move(head.method), std::move(head.target), std::move(head.fields), body},
                    std::make_shared<Reply>(m_replies, ticket, std::move(held))};
}

void HttpConnection::onAnswersWritten()
{
    if (m_replies.isEmpty())
        releaseHold();
    restartDeadline();
    closeWhenWritten();
}

void HttpConnection::releaseHold()
{
    if (!m_hold)
        return;
    // From the event loop: Qt would read twice if its responder were destroyed while it passes on a request.
    const auto release = [this] {
        m_hold.reset();
        if (m_closing)
            stopReading(); // Qt has just begun to read again
    };
    QMetaObject::invokeMethod(this, release, Qt::QueuedConnection);
}

void HttpConnection::abandon()
{
    m_replies.abandon();
    m_hold.reset();
}

void HttpConnection::end()
{
    m_replies.answerAll(HttpResponse::problem(503, u"Standin ends"_s));
    abandon();
}

void HttpConnection::enforceDeadline()
{
    const bool waiting = !m_replies.isEmpty() && m_socket.bytesToWrite() == 0;
    if (waiting || !m_deadline.hasExpired())
        return;
    if (m_closing || m_headBytes.isEmpty())
        cut();
    else
        refuse(HttpResponse::problem(408,
                                     u"the request did not arrive within %1 s"_s.arg(m_limits.request.count() / 1000)));
}

bool HttpConnection::isIdle() const
{
    return m_replies.isEmpty() && m_socket.bytesToWrite() == 0;
}

void HttpConnection::cut()
{
    m_socket.abort();
}

void HttpConnection::inspect()
{
    if (m_closing)
        discardInput();
    else if (m_hold)
        return; // Qt reads only after the answer was sent, and then calls this again
    else if (m_head)
        inspectBody();
    else
        inspectHead();
}

void HttpConnection::inspectHead()
{
    if (m_socket.isTransactionStarted())
        m_socket.commitTransaction(); // Qt has begun one, and has read nothing
    const qsizetype had = m_headBytes.size();
    peekHead();
    if (m_headBytes.isEmpty())
        return;
    if (had == 0)
        restartDeadline();
    const qsizetype end = endOf(m_headBytes, had - 3);
    m_socket.skip((end < 0 ? m_headBytes.size() : end + 4) - had);
    const QByteArrayView lines = QByteArrayView(m_headBytes).first(end < 0 ? m_headBytes.size() : end + 2);
    if (hasBareLineFeed(lines))
        return refuse(HttpResponse::problem(400, u"lines of the head must end with CR LF"_s));
    if (end < 0 && m_headBytes.size() > m_limits.headBytes)
        return refuse(HttpResponse::problem(431, u"the head may have at most %1 bytes"_s.arg(m_limits.headBytes)));
    if (end < 0)
        return;
    auto head = RequestHead::parse(lines, m_limits);
    if (!head)
        return refuse(head.error());
    if (const auto refusal = m_filter.refusalOf(*head))
        return refuse(*refusal);
    m_received = m_socket.bytesAvailable();
    const bool bodyIsAwaited = head->chunked || head->contentLength > m_received;
    if (!holdBody(head->chunked ? m_received : head->contentLength))
        return refuse(HttpResponse::overloaded());
    expectBytes(head->chunked ? m_limits.bodyBytes : head->contentLength);
    if (bodyIsAwaited && m_replies.isEmpty() && head->fields.value("expect").toLower() == "100-continue")
        m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    const QByteArray forQt = headForQt(*head);
    std::for_each(forQt.crbegin(), forQt.crend(), [this](char c) { m_socket.ungetChar(c); });
    m_head = std::move(*head);
}

/// Appends what there is to m_headBytes.
void HttpConnection::peekHead()
{
    // Qt stops to listen when its buffer is full, and listens again when somebody reads more than there is.
    const qint64 available = m_socket.bytesAvailable();
    const qint64 wanted = available < m_socket.readBufferSize() ? available : available + 1;
    const qsizetype had = m_headBytes.size();
    const qint64 most = qMin(wanted, m_limits.headBytes + 1 - had);
    m_headBytes.resize(had + most);
    m_headBytes.truncate(had + qMax(m_socket.peek(m_headBytes.data() + had, most), qint64(0)));
}

void HttpConnection::inspectBody()
{
    m_received += m_socket.bytesAvailable();
    if (m_head->chunked && !holdBody(m_received))
        return refuse(HttpResponse::overloaded());
    if (m_head->chunked && m_received > m_limits.bodyBytes + m_limits.headBytes)
        refuse(HttpResponse::problem(413, u"the body may have at most %1 bytes"_s.arg(m_limits.bodyBytes)));
}

/// Qt keeps a request in the socket's buffer until it is complete.
void HttpConnection::expectBytes(qint64 bodyBytes)
{
    m_socket.setReadBufferSize(2 * m_limits.headBytes + bodyBytes);
}

bool HttpConnection::holdBody(qint64 bytes)
{
    if (m_body.resize(bytes))
        return true;
    ByteBudget::Share larger(m_allBodies);
    const bool hasRoom = larger.resize(bytes);
    if (hasRoom)
        m_body = std::move(larger);
    return hasRoom;
}

void HttpConnection::refuse(const HttpResponse &response)
{
    const auto ticket = m_replies.open({.headOnly = false, .close = true});
    stopReading();
    m_replies.answer(ticket, response);
}

void HttpConnection::stopReading()
{
    m_closing = true;
    m_body.release();
    QObject::disconnect(&m_socket, &QIODevice::readyRead, nullptr, nullptr);
    connect(&m_socket, &QIODevice::readyRead, this, &HttpConnection::inspect);
    discardInput();
}

void HttpConnection::discardInput()
{
    if (m_socket.isTransactionStarted())
        m_socket.commitTransaction();
    m_socket.skip(m_socket.bytesAvailable());
}

void HttpConnection::onBytesWritten(qint64 bytes)
{
    m_fetched += bytes;
    if (m_fetched >= leastFetched || m_socket.bytesToWrite() == 0)
        restartDeadline();
    closeWhenWritten();
}

void HttpConnection::restartDeadline()
{
    m_fetched = 0;
    const bool betweenRequests = !m_closing && m_headBytes.isEmpty() && m_socket.bytesToWrite() == 0;
    m_deadline = QDeadlineTimer(betweenRequests ? m_limits.keepAlive : m_limits.request);
}

/// Closes only our direction. After a full close, a client that is still sending would get a reset and lose the answer.
void HttpConnection::closeWhenWritten()
{
    if (m_closing && m_replies.isEmpty() && m_socket.bytesToWrite() == 0)
        ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
}

} // namespace Standin::Rest
