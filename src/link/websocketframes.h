// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Standin {

/// The frames of RFC 6455 for a client that transports MQTT: binary data in both directions, and control frames.
/// Bytes in, events out; no sockets.
namespace WebSocket {

enum class Opcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
};

/// Why a connection is closed (RFC 6455 section 7.4.1).
enum class CloseCode : quint16 {
    Normal = 1000,
    ProtocolError = 1002,
    UnsupportedData = 1003,
};

/// One complete frame, masked as required from clients.
[[nodiscard]] QByteArray encode(Opcode opcode, QByteArrayView payload, quint32 mask);
[[nodiscard]] QByteArray encodeClose(CloseCode code, quint32 mask);

/// Reads the frames of a server from bytes in any portions; it stores at most one control frame.
class Decoder
{
public:
    struct Violation
    {
        CloseCode code = CloseCode::ProtocolError;
        QString text;
    };

    struct Control
    {
        Opcode opcode = Opcode::Ping;
        QByteArray payload;
    };

    /// Consumes bytes from the front of `input` until there is a result or the input ends. Data is appended to `data`;
    /// a control frame is returned. Call it until `input` is empty or it has failed.
    std::optional<Control> decode(QByteArrayView &input, QByteArray &data);

    /// Set, and not cleared again, when the server has violated the protocol.
    [[nodiscard]] const std::optional<Violation> &violation() const { return m_violation; }

private:
    [[nodiscard]] bool takeHeader(QByteArrayView &input);
    [[nodiscard]] qsizetype headerSize() const;
    void checkStart();
    void checkLength();
    void fail(CloseCode code, const QString &text);

    QByteArray m_header;  ///< while it is incomplete
    QByteArray m_control; ///< payload so far
    quint64 m_left = 0;   ///< bytes of payload still to come
    Opcode m_opcode = Opcode::Binary;
    bool m_inPayload = false;
    bool m_inMessage = false; ///< a data message is not yet finished
    std::optional<Violation> m_violation;
};

} // namespace WebSocket

} // namespace Standin
