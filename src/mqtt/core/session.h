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

/// One client's side of MQTT 3.1, 3.1.1 and 5.0: bytes, commands and the time go in; events come out, and packets go to
/// the sink. It has no socket, no timer and no clock. State that outlives a connection (section 4.1: messages in
/// flight) is kept from one begin() to the next, as long as the protocol version stays the same.
///
/// Sequence of a connection: begin() → [the transport opens] → open() → Established or Refused → … → end().
/// After Refused, ServerDisconnected and Broken the session has ended by itself. Not thread-safe.
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

    /// The client has set out to connect; from here on `connackTimeout` runs (0: for ever).
    void begin(Milliseconds connackTimeout, Instant now);

    /// The transport is open: sends CONNECT, in which faultIn() has found nothing. With `autoKeepAlive` the session
    /// sends PINGREQ by itself whenever nothing has been sent for the keep-alive [MQTT-3.1.2-23], or nothing was
    /// received for it; when nothing has been received for one and a half times the keep-alive, the session is over,
    /// whatever is sent meanwhile.
    void open(const Connect &packet, bool autoKeepAlive, Instant now);

    /// The transport is closed or will be. Sends nothing.
    void end();

    /// Takes bytes off the front of `input` until there is an event; call again until monostate.
    /// Acknowledgements go to the sink before the event comes out.
    [[nodiscard]] Event receive(QByteArrayView &input, Instant now);

    /// When elapse() is to be called next; nullopt: no need.
    [[nodiscard]] std::optional<Instant> nextDeadline() const;

    /// Does what is due at `now`. May be called too early.
    [[nodiscard]] Event elapse(Instant now);

    /// How many messages of QoS 1 and 2 may be under way at once before 5.0, where a broker cannot say; further ones
    /// wait for their turn. Brokers drop what exceeds their own limit without notice, and mosquitto's is 20 by
    /// default.
    static constexpr quint16 maximumOpenBefore5 = 20;

    /// A message after which so many connections ended before it was answered, as the first of those under way, is not
    /// sent again: a broker that does not take it closes on it each time.
    static constexpr int mostEndings = 3;

    /// How much memory messages of QoS 1 and 2 may take that are not acknowledged; publish() refuses what exceeds it.
    /// One message always may. Default: without limit.
    void setMaximumUnacknowledged(qsizetype bytes) { m_maximumUnacknowledged = bytes; }
    /// A message of QoS 1 or 2 that waits for its turn will not be sent, on this connection or another; its id is free
    /// again. False for one that was sent, and for an unknown id: nothing has happened then.
    bool withdraw(quint16 id) { return m_inFlight.withdraw(id); }

    /// The packet id; 0 with QoS 0. `id` and `duplicate` of the packet are of no meaning. In 5.0 the topic may be empty
    /// when a topic alias is given that an earlier message has set.
    tl::expected<quint16, LocalFailure> publish(Publish packet, Instant now);
    /// `id` of the packet is of no meaning.
    tl::expected<quint16, LocalFailure> subscribe(const Subscribe &packet, Instant now);
    tl::expected<quint16, LocalFailure> unsubscribe(const Unsubscribe &packet, Instant now);
    /// False when not online.
    bool ping(Instant now);
    /// DISCONNECT when online, then end(). Only success before 5.0. A failure sends nothing and ends nothing.
    std::optional<LocalFailure> disconnect(const Disconnect &packet, Instant now);
    /// AUTH, 5.0 section 4.12: an answer to AuthenticationContinued or, when online, the start of another
    /// authentication. The method is that of CONNECT and may be left out.
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
    /// When the peer counts as gone, if nothing is received until then.
    [[nodiscard]] std::optional<Instant> lossDue() const;

    PacketSink &m_sink;
    Decoder m_decoder;
    InFlight m_inFlight;
    /// Ids of inbound QoS 2 messages handed over but not yet released (section 4.3.3, method B).
    std::set<quint16> m_unreleased;
    std::unique_ptr<ConnectionV5> m_v5; ///< only while the connection is one of 5.0
    Instant m_lastSent;
    Instant m_lastReceived;
    std::optional<Instant> m_connackDue;
    std::optional<Instant> m_pingSent; ///< the first one since anything was received
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
