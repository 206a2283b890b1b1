// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websocketframes.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace Standin::WebSocket {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 finalBit = 0x80;
constexpr quint8 reservedBits = 0x70;
constexpr quint8 opcodeBits = 0x0F;
constexpr quint8 maskBit = 0x80;
constexpr quint8 lengthBits = 0x7F;
constexpr quint8 controlBit = 0x08;
constexpr quint8 length16 = 126; ///< two more bytes hold the length
constexpr quint8 length64 = 127; ///< eight
constexpr quint64 maxControlPayload = 125;

template <typename T>
void appendBigEndian(QByteArray &bytes, T value)
{
    std::array<char, sizeof value> encoded;
    qToBigEndian(value, encoded.data());
    bytes.append(encoded.data(), encoded.size());
}

bool isControl(Opcode opcode)
{
    return static_cast<quint8>(opcode) & controlBit;
}

} // namespace

QByteArray encode(Opcode opcode, QByteArrayView payload, quint32 mask)
{
    constexpr qsizetype maxHeaderBytes = 14;
    QByteArray frame;
    frame.reserve(maxHeaderBytes + payload.size());
    frame.append(static_cast<char>(finalBit | static_cast<quint8>(opcode)));
    if (payload.size() < length16) {
        frame.append(static_cast<char>(maskBit | payload.size()));
    } else if (payload.size() <= 0xFFFF) {
        frame.append(static_cast<char>(maskBit | length16));
        appendBigEndian(frame, static_cast<quint16>(payload.size()));
    } else {
        frame.append(static_cast<char>(maskBit | length64));
        appendBigEndian(frame, static_cast<quint64>(payload.size()));
    }
    appendBigEndian(frame, mask);
    std::array<char, sizeof mask> key;
    qToBigEndian(mask, key.data());
    const qsizetype begin = frame.size();
    frame.append(payload.data(), payload.size());
    char *bytes = frame.data() + begin;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes[i] ^= key[static_cast<size_t>(i) % key.size()];
    return frame;
}

QByteArray encodeClose(CloseCode code, quint32 mask)
{
    QByteArray payload;
    appendBigEndian(payload, static_cast<quint16>(code));
    return encode(Opcode::Close, payload, mask);
}

std::optional<Decoder::Control> Decoder::decode(QByteArrayView &input, QByteArray &data)
{
    while (!m_violation && !input.isEmpty()) {
        if (!m_inPayload && !takeHeader(input))
            break;
        const auto count = static_cast<qsizetype>(std::min<quint64>(m_left, static_cast<quint64>(input.size())));
        (isControl(m_opcode) ? m_control : data).append(input.first(count));
        input = input.sliced(count);
        m_left -= static_cast<quint64>(count);
        if (m_left > 0)
            break;
        m_inPayload = false;
        if (isControl(m_opcode))
            return Control{m_opcode, std::exchange(m_control, QByteArray())};
    }
    return {};
}

/// True when the header is complete and valid.
bool Decoder::takeHeader(QByteArrayView &input)
{
    while (m_header.size() < headerSize()) {
        if (input.isEmpty())
            return false;
        m_header.append(input.front());
        input = input.sliced(1);
        if (m_header.size() == 2)
            checkStart();
        if (m_violation)
            return false;
    }
    checkLength();
    m_header.clear();
    m_inPayload = !m_violation;
    return m_inPayload;
}

qsizetype Decoder::headerSize() const
{
    constexpr qsizetype shortest = 2;
    if (m_header.size() < shortest)
        return shortest;
    switch (static_cast<quint8>(m_header[1]) & lengthBits) {
    case length16:
        return shortest + static_cast<qsizetype>(sizeof(quint16));
    case length64:
        return shortest + static_cast<qsizetype>(sizeof(quint64));
    default:
        return shortest;
    }
}

void Decoder::checkStart()
{
    const auto first = static_cast<quint8>(m_header[0]);
    const auto second = static_cast<quint8>(m_header[1]);
    const bool isFinal = first & finalBit;
    m_opcode = static_cast<Opcode>(first & opcodeBits);
    if (first & reservedBits)
        return fail(CloseCode::ProtocolError, u"a frame has reserved bits set"_s);
    if (second & maskBit)
        return fail(CloseCode::ProtocolError, u"a frame is masked, which only a client's may be"_s);
    switch (m_opcode) {
    case Opcode::Text:
        return fail(CloseCode::UnsupportedData, u"a text frame came, but MQTT uses binary frames"_s);
    case Opcode::Binary:
        if (m_inMessage)
            return fail(CloseCode::ProtocolError, u"a message began before the last one was finished"_s);
        break;
    case Opcode::Continuation:
        if (!m_inMessage)
            return fail(CloseCode::ProtocolError, u"a frame continues a message that was not begun"_s);
        break;
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        if (!isFinal || (second & lengthBits) > maxControlPayload)
            return fail(CloseCode::ProtocolError, u"a control frame is fragmented or too long"_s);
        return;
    default:
        return fail(CloseCode::ProtocolError, u"a frame of unknown kind 0x%1 came"_s.arg(first & opcodeBits, 0, 16));
    }
    m_inMessage = !isFinal;
}

void Decoder::checkLength()
{
    const quint8 announced = static_cast<quint8>(m_header[1]) & lengthBits;
    const char *extended = m_header.constData() + 2;
    quint64 shortest = 0;
    switch (announced) {
    case length16:
        m_left = qFromBigEndian<quint16>(extended);
        shortest = length16;
        break;
    case length64:
        m_left = qFromBigEndian<quint64>(extended);
        shortest = 0x10000;
        break;
    default:
        m_left = announced;
        break;
    }
    if (m_left < shortest || m_left >> 63)
        fail(CloseCode::ProtocolError, u"the length of a frame is not encoded as RFC 6455 requires"_s);
}

void Decoder::fail(CloseCode code, const QString &text)
{
    m_violation = Violation{code, text};
}

} // namespace Standin::WebSocket
