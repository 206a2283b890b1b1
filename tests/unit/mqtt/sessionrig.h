// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/session.h"

#include <QStringList>

/// A session with a scripted broker and a clock that the test sets.
class SessionRig final : Standin::Mqtt::PacketSink
{
public:
    using Session = Standin::Mqtt::Session;

    SessionRig()
        : session(*this)
    {}

    /// begin() and open(); the CONNECT is removed from the sent packets.
    void open(const Standin::Mqtt::Connect &packet);
    /// The same, followed by the broker's answer, by default a plain CONNACK of the version. Packets sent in answer to
    /// it are not removed.
    void connectWith(const Standin::Mqtt::Connect &packet);
    void connectWith(const Standin::Mqtt::Connect &packet, QByteArrayView connack);
    /// The events for these packets (in the notation of bytes()), one text for each event.
    QStringList feed(QByteArrayView packets);
    /// The packets sent since the last call, as hex.
    QByteArrayList take() { return std::exchange(m_sent, {}); }

    Session session;
    Session::Instant now{std::chrono::seconds(1000)};

private:
    void send(const QByteArray &packet) override;

    QByteArrayList m_sent;
};

/// "acknowledged 1", "violation: CONNACK out of order"; empty when nothing happened. With 5.0 the code and the
/// properties follow where there are any: "acknowledged 1 (0x97, reason full)".
[[nodiscard]] QString toText(const Standin::Mqtt::Event &event);

/// -1: no failure.
[[nodiscard]] inline int failureOf(const tl::expected<quint16, Standin::Mqtt::LocalFailure> &outcome)
{
    return outcome ? -1 : int(outcome.error());
}
