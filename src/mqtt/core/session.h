// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/connectionv5.h"
#include "mqtt/core/decoder.h"
#include "mqtt/core/event.h"
#include "mqtt/core/inflight.h"
#include "mqtt/core/localfailure.h"
#include "mqtt/core/packetsink.h"

#include <chrono>
#include <limits>
#include <memory>
#include <set>

namespace Standin::Mqtt {

/// The client side of MQTT 3.1, 3.1.1 and 5.0. Input: bytes, calls and the time; output: events, and packets to the
/// sink. It has no socket, no timer and no clock. State that outlives a connection (section 4.1: messages in flight) is
/// kept from one begin() to the next, as long as the protocol version stays the same.
///
/// Sequence of a connection: begin() → [the transport opens] → open() → Established or Refused → … → end(). After
/// Refused, ServerDisconnected and Broken the session has already ended. Not thread-safe.
class Session
{
public:
    using Clock = std::chrono::steady_clock;
    using Instant = Clock::time_point;
    using Milliseconds = std::chrono::milliseconds;

    enum class Phase : quint8 {
        Idle,
        Opening,
        AwaitingConnack,
        Online,
    };

    /// `sink` must outlive the session.
    explicit Session(PacketSink &sink)
        : m_sink(sink)
    {}
    Q_DISABLE_COPY_MOVE(Session)

    [[nodiscard]] Phase phase() const { return m_phase; }

    /// For connections opened from now on. Default: Lenient.
    void setStrictness(Strictness strictness) { m_strictness = strictness; }

    /// The client begins to connect. `connackTimeout` starts now (0: no limit).
    void begin(Milliseconds connackTimeout, Instant now);

    /// The transport is open: sends CONNECT, which faultIn() must have accepted. With `autoKeepAlive` the session sends
    /// PINGREQ when nothing was sent [MQTT-3.1.2-23] or received for the keep-alive. When nothing was received for 1.5
    /// times the keep-alive, the session ends, even if packets are sent meanwhile.
    void open(const Connect &packet, bool autoKeepAlive, Instant now);

    /// The transport is closed or is about to be closed. Sends nothing.
    void end();

    /// Takes bytes from the front of `input` until there is an event; call it again until it returns monostate.
    /// Acknowledgements are sent before the event is returned.
    [[nodiscard]] Event receive(QByteArrayView &input, Instant now);

    /// When to call elapse() next; nullopt: not needed.
    [[nodiscard]] std::optional<Instant> nextDeadline() const;

    /// Handles what is due at `now`. Calling it too early has no effect.
    [[nodiscard]] Event elapse(Instant now);

    /// How many messages of QoS 1 and 2 may be open at once before 5.0, where a broker cannot declare a limit; further
    /// ones are queued. Brokers drop messages above their own limit without notice; mosquitto's default limit is 20.
    static constexpr quint16 maximumOpenBefore5 = 20;

    /// A message is not sent again after this many connections ended while it was the first one without an answer: a
    /// broker that does not accept a message may close the connection each time.
    static constexpr int mostEndings = 3;

    /// Limit for the memory of unacknowledged messages of QoS 1 and 2; publish() refuses a message above it. A single
    /// message is always accepted. Default: no limit.
    void setMaximumUnacknowledged(qsizetype bytes) { m_maximumUnacknowledged = bytes; }
    /// Removes a queued message of QoS 1 or 2: it is sent on no connection, and its id is free. False, without effect,
    /// for one that was sent and for an unknown id.
    bool withdraw(quint16 id) { return m_inFlight.withdraw(id); }

    /// Returns the packet id; 0 with QoS 0. `id` and `duplicate` of the packet are ignored. In 5.0 the topic may be
    /// empty if the properties have a topic alias that an earlier message has set.
    tl::expected<quint16, LocalFailure> publish(Publish packet, Instant now);
    /// `id` of the packet is ignored.
    tl::expected<quint16, LocalFailure> subscribe(const Subscribe &packet, Instant now);
    tl::expected<quint16, LocalFailure> unsubscribe(const Unsubscribe &packet, Instant now);
    /// False when not online.
    bool ping(Instant now);
    /// Sends DISCONNECT when online, then end(). Before 5.0 only the success code is possible. A failure has no effect.
    std::optional<LocalFailure> disconnect(const Disconnect &packet, Instant now);
    /// Sends AUTH, 5.0 section 4.12: an answer to AuthenticationContinued or, when online, the start of a
    /// re-authentication. The method is that of CONNECT and may be omitted.
    std::optional<LocalFailure> authenticate(Properties properties, Instant now);

private:
    using Authentication = ConnectionV5::Authentication;

    [[nodiscard]] Event receiveNext(QByteArrayView &input, Instant now);
    [[nodiscard]] Event handle(InboundPacket &packet, Instant now);
    [[nodiscard]] Event handleConnack(Connack &packet, Instant now);
    [[nodiscard]] Event handlePublish(Publish &packet, Instant now);
    [[nodiscard]] Event handleAck(Ack &packet, Instant now);
    [[nodiscard]] Event handlePubrel(Ack &packet, Instant now);
    [[nodiscard]] Event handlePubrec(Ack &packet, InFlight::Entry *entry, Instant now);
    [[nodiscard]] Event handleSuback(Suback &packet, Instant now);
    [[nodiscard]] Event handleAuth(Auth &packet, Instant now);
    /// Sends the reason to the broker in 5.0, then end().
    [[nodiscard]] Event violation(QString detail, quint8 code, Instant now);
    [[nodiscard]] Event outOfOrder(PacketType type, Instant now);
    [[nodiscard]] bool isTooLarge(const QByteArray &packet) const;
    [[nodiscard]] quint16 maximumOpen() const;
    template <typename Packet>
    tl::expected<quint16, LocalFailure> request(Packet packet, InFlight::Awaits awaits, Instant now);
    [[nodiscard]] std::vector<GivenUp> resendInFlight(Instant now);
    void resend(quint16 id, InFlight::Entry &entry, Instant now);
    void close();
    void finishMessage(quint16 id, Instant now);
    void send(const QByteArray &packet, Instant now);
    [[nodiscard]] std::optional<Instant> pingDue() const;
    /// When the session ends if nothing is received until then.
    [[nodiscard]] std::optional<Instant> lossDue() const;

    PacketSink &m_sink;
    Decoder m_decoder;
    InFlight m_inFlight;
    /// Ids of inbound QoS 2 messages that were delivered and not yet released (section 4.3.3, method B).
    std::set<quint16> m_unreleased;
    std::unique_ptr<ConnectionV5> m_v5; ///< only during a connection of 5.0
    Instant m_lastSent;
    Instant m_lastReceived;
    std::optional<Instant> m_connackDue;
    std::optional<Instant> m_pingSent;       ///< the first one since anything was received
    std::optional<Instant> m_unansweredPing; ///< the first one without a PINGRESP
    std::chrono::milliseconds m_connackTimeout{0};
    std::chrono::seconds m_keepAlive{0};
    qsizetype m_maximumUnacknowledged = std::numeric_limits<qsizetype>::max();
    Phase m_phase = Phase::Idle;
    ProtocolLevel m_level = ProtocolLevel::V3_1_1;
    Strictness m_strictness = Strictness::Lenient;
    bool m_autoKeepAlive = true;
    bool m_cleanSession = true;
};

} // namespace Standin::Mqtt
