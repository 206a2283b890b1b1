// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websocketlink.h"

#include "link/linkurl.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QtEndian>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

quint32 newMask()
{
    return QRandomGenerator::system()->generate(); // unpredictable, RFC 6455 section 5.3
}

} // namespace

WebSocketLink::WebSocketLink(std::unique_ptr<Link> carrier, const QUrl &url, const HttpHeaders &headers,
                             QObject *parent)
    : Link(parent)
    , m_carrier(std::move(carrier))
    , m_handshake(url, headers)
    , m_where(LinkUrl::display(url))
{
    connect(m_carrier.get(), &Link::established, this, [this] { m_carrier->write(m_handshake.request()); });
    connect(m_carrier.get(), &Link::failed, this, &WebSocketLink::end);
    connect(m_carrier.get(), &QIODevice::readyRead, this, &WebSocketLink::onReadyRead);
    connect(m_carrier.get(), &QIODevice::readChannelFinished, this, &WebSocketLink::carrierEnded);
}

WebSocketLink::~WebSocketLink()
{
    m_carrier->disconnect(this);
}

void WebSocketLink::start()
{
    m_carrier->start();
}

void WebSocketLink::carrierEnded()
{
    Error error = m_carrier->error().value_or(Error{ErrorCode::ConnectionLost, {}});
    if (!isOpen() && error.code == ErrorCode::ConnectionLost)
        error = {ErrorCode::ConnectionLost,
                 u"the connection was closed instead of an answer to the WebSocket request"_s};
    error.where = m_where;
    end(error);
}

void WebSocketLink::onReadyRead()
{
    constexpr qint64 chunkBytes = 16 * 1024;
    while (!m_hasEnded) {
        QByteArray received = m_carrier->read(chunkBytes);
        if (received.isEmpty() || (!isOpen() && !readAnswer(received)) || !readFrames(received))
            return;
    }
}

bool WebSocketLink::readAnswer(QByteArray &received)
{
    m_answer += received;
    const auto size = m_handshake.readAnswer(m_answer);
    if (!size) {
        Error error = size.error();
        error.where = m_where;
        end(error);
        return false;
    }
    received.clear();
    if (!*size)
        return true;
    received = std::exchange(m_answer, QByteArray()).sliced(**size);
    QIODevice::open(ReadWrite | Unbuffered);
    const QPointer<WebSocketLink> alive(this);
    emit established();
    return alive && !m_hasEnded;
}

bool WebSocketLink::readFrames(QByteArrayView received)
{
    const QPointer<WebSocketLink> alive(this);
    while (!received.isEmpty() && !m_decoder.violation()) {
        const qsizetype before = m_data.size();
        const auto control = m_decoder.decode(received, m_data);
        if (m_data.size() > before)
            emit readyRead();
        if (!alive || m_hasEnded)
            return false;
        if (control)
            answer(*control);
        if (m_hasEnded)
            return false;
    }
    const auto violation = m_decoder.violation();
    if (violation) {
        m_carrier->write(WebSocket::encodeClose(violation->code, newMask()));
        end({ErrorCode::ProtocolViolation, u"WebSocket: "_s + violation->text, m_where});
    }
    return !violation;
}

void WebSocketLink::answer(const WebSocket::Decoder::Control &control)
{
    if (control.opcode == WebSocket::Opcode::Ping)
        return send(WebSocket::Opcode::Pong, control.payload);
    if (control.opcode != WebSocket::Opcode::Close)
        return;
    constexpr qsizetype codeBytes = 2;
    const bool hasCode = control.payload.size() >= codeBytes;
    send(WebSocket::Opcode::Close, hasCode ? control.payload.first(codeBytes) : QByteArray());
    QString text = u"the broker closed the WebSocket"_s;
    if (hasCode)
        text += u" (%1)"_s.arg(qFromBigEndian<quint16>(control.payload.constData()));
    if (const QString reason = QString::fromUtf8(control.payload.mid(codeBytes)); !reason.isEmpty())
        text += u": "_s + reason;
    end({ErrorCode::ConnectionLost, text, m_where});
}

void WebSocketLink::send(WebSocket::Opcode opcode, QByteArrayView payload)
{
    m_carrier->write(WebSocket::encode(opcode, payload, newMask()));
}

qint64 WebSocketLink::readData(char *data, qint64 maxSize)
{
    if (m_data.isEmpty())
        return m_hasEnded ? -1 : 0;
    const qsizetype count = qMin<qsizetype>(maxSize, m_data.size());
    memcpy(data, m_data.constData(), static_cast<size_t>(count));
    m_data.remove(0, count);
    return count;
}

qint64 WebSocketLink::writeData(const char *data, qint64 size)
{
    const QByteArray frame = WebSocket::encode(WebSocket::Opcode::Binary, QByteArrayView(data, size), newMask());
    if (m_hasEnded || m_carrier->write(frame) != frame.size())
        return -1;
    emit bytesWritten(size);
    return size;
}

void WebSocketLink::end(const Error &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may belong to the carrier
    const Error kept = error;
    setError(kept);
    m_carrier->disconnect(this);
    m_carrier->close();
    if (isOpen())
        emit readChannelFinished();
    else
        emit failed(kept);
}

void WebSocketLink::close()
{
    if (!m_hasEnded && isOpen())
        m_carrier->write(WebSocket::encodeClose(WebSocket::CloseCode::Normal, newMask()));
    m_carrier->close();
    leave();
}

void WebSocketLink::cut()
{
    m_carrier->cut();
    leave();
}

void WebSocketLink::sendReset()
{
    m_carrier->sendReset();
    leave();
}

void WebSocketLink::leave()
{
    m_hasEnded = true;
    m_carrier->disconnect(this);
    if (isOpen())
        QIODevice::close();
}

void WebSocketLink::goSilent()
{
    m_carrier->goSilent();
}

} // namespace Standin
