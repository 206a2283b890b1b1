// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytes.h"
#include "mqtt/core/session.h"

#include <QStringList>

/// A session between a scripted broker and a clock in the test's hand. Bytes are written as bytes() takes them, packets
/// sent are given back as hex, events in words.
class ScriptedSession final : private Standin::Mqtt::PacketSink
{
public:
    using Session = Standin::Mqtt::Session;

    explicit ScriptedSession(Standin::Mqtt::ProtocolLevel level)
        : m_level(level)
    {}
    Q_DISABLE_COPY_MOVE(ScriptedSession)

    [[nodiscard]] bool isV5() const { return m_level == Standin::Mqtt::ProtocolLevel::V5_0; }

    /// CONNECT of that version with a client id, keep-alive 60, and these properties.
    [[nodiscard]] Standin::Mqtt::Connect connectPacket(Standin::Mqtt::Properties properties = {}) const;

    /// Connects without waiting for an answer. The CONNECT is left in sent().
    void open(const Standin::Mqtt::Connect &packet);
    /// Connects, is accepted with these properties of CONNACK, and forgets what was sent.
    void establish(const Standin::Mqtt::Connect &packet, QByteArrayView connackProperties = {},
                   bool sessionPresent = false);

    /// Receives these bytes; one line for each event.
    QStringList feed(QByteArrayView text) { return feedBytes(bytes(text)); }
    QStringList feedBytes(const QByteArray &data);

    /// The packets sent since the last time.
    QByteArrayList sent() { return std::exchange(m_sent, {}); }

    Session session{*this};
    Session::Instant now{std::chrono::seconds(1000)};

private:
    void send(const QByteArray &packet) override;

    QByteArrayList m_sent;
    Standin::Mqtt::ProtocolLevel m_level;
};

/// A packet out of its first byte and its body, with the length that the body has.
[[nodiscard]] QByteArray framed(quint8 first, const QByteArray &body);
