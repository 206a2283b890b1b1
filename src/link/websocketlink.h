// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"
#include "link/websocketframes.h"
#include "link/websockethandshake.h"

#include <memory>

namespace Standin {

/// MQTT in the binary frames of a WebSocket, over another link (ws: TCP, wss: TLS). established() is emitted after the
/// handshake. Each write is one frame. cut(), sendReset() and goSilent() act on the other link: no close frame is sent.
class WebSocketLink final : public Link
{
    Q_OBJECT

public:
    /// The headers must have passed WebSocketHandshake::check().
    WebSocketLink(std::unique_ptr<Link> carrier, const QUrl &url, const HttpHeaders &headers,
                  QObject *parent = nullptr);
    ~WebSocketLink() override;

    void start() override;
    void hold() override { m_carrier->hold(); }
    void release() override { m_carrier->release(); }
    void cut() override;
    void sendReset() override;
    void goSilent() override;
    /// Sends a close frame, then closes the carrier without waiting for the answer.
    void close() override;

    [[nodiscard]] qint64 bytesAvailable() const override { return m_data.size(); }
    [[nodiscard]] qint64 bytesToWrite() const override { return m_carrier->bytesToWrite(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void carrierEnded();
    void onReadyRead();
    /// False when this object was deleted or has ended meanwhile.
    [[nodiscard]] bool readAnswer(QByteArray &received);
    [[nodiscard]] bool readFrames(QByteArrayView received);
    void answer(const WebSocket::Decoder::Control &control);
    void send(WebSocket::Opcode opcode, QByteArrayView payload);
    void end(const Error &error);
    void leave();

    const std::unique_ptr<Link> m_carrier;
    const WebSocketHandshake m_handshake;
    const QString m_where; ///< host:port, for errors
    WebSocket::Decoder m_decoder;
    QByteArray m_answer; ///< the server's answer to the handshake, while it is incomplete
    QByteArray m_data;   ///< decoded, not yet read
    bool m_hasEnded = false;
};

} // namespace Standin
