// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/decoder.h"
#include "mqtt/core/event.h"
#include "mqtt/core/inflight.h"
#include "mqtt/core/localfailure.h"
#include "mqtt/core/packetsink.h"

#include <QList>

#include <chrono>
#include <set>

namespace Standin::Mqtt {

/// One client's side of MQTT 3.1 and 3.1.1: bytes, commands and the time go in; events come out, and packets go to the
/// sink. It knows no socket, no timer and no clock. State that outlives a connection (section 4.1: messages in flight)
/// is kept from one begin() to the next.
///
/// Life of a connection: begin() → [the transport opens] → open() → Established or Refused → … → end().
/// After Refused and Broken the session has ended by itself. Not thread-safe.
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

    /// nullopt when a CONNECT can be sent like this.
    [[nodiscard]] static std::optional<LocalFailure> check(const Connect &packet);

    /// The client has set out to connect; from here on `connackTimeout` runs (0: for ever).
    void begin(Milliseconds connackTimeout, Instant now);

    /// The transport is there: sends CONNECT, which check() must have approved. With `autoKeepAlive` the session sends
    /// PINGREQ by itself whenever nothing has been sent for the keep-alive [MQTT-3.1.2-23].
    void open(const Connect &packet, bool autoKeepAlive, Instant now);

    /// The transport is gone or will be let go. Sends nothing.
    void end();

    /// Takes bytes off the front of `input` until there is something to tell; call again until monostate.
    /// Acknowledgements go to the sink before the event comes out.
    [[nodiscard]] Event receive(QByteArrayView &input, Instant now);

    /// When elapse() is to be called next; nullopt: no need.
    [[nodiscard]] std::optional<Instant> nextDeadline() const;

    /// Does what is due at `now`. Harmless when called too early.
    [[nodiscard]] Event elapse(Instant now);

    /// How many messages of QoS 1 and 2 may be under way at once; further ones wait for their turn. Brokers drop what
    /// goes beyond their own limit without a word, and mosquitto's is 20 unless it is told otherwise.
    static constexpr qsizetype maximumOpen = 20;

    /// The packet id; 0 with QoS 0. `id` and `duplicate` of the packet are of no meaning.
    tl::expected<quint16, LocalFailure> publish(Publish packet, Instant now);
    tl::expected<quint16, LocalFailure> subscribe(QByteArrayView filter, quint8 qos, Instant now);
    tl::expected<quint16, LocalFailure> unsubscribe(QByteArrayView filter, Instant now);
    /// False when not online.
    bool ping(Instant now);
    /// DISCONNECT when online, then end().
    void disconnect(Instant now);

private:
    [[nodiscard]] Event handle(const InboundPacket &packet, Instant now);
    [[nodiscard]] Event handleConnack(const Connack &packet, Instant now);
    [[nodiscard]] Event handlePublish(const Publish &packet, Instant now);
    [[nodiscard]] Event handleAck(const Ack &packet, Instant now);
    [[nodiscard]] Event handlePubrel(quint16 id, Instant now);
    [[nodiscard]] Event handlePubrec(quint16 id, InFlight::Entry *entry, Instant now);
    [[nodiscard]] Event handleSuback(const Suback &packet);
    [[nodiscard]] Event fail(Broken::Cause cause, QString detail);
    [[nodiscard]] Event outOfOrder(PacketType type);
    void forget();
    void resendInFlight(Instant now);
    void sendOrQueue(quint16 id, Instant now);
    void finishMessage(quint16 id, Instant now);
    void send(const QByteArray &packet, Instant now);

    PacketSink &m_sink;
    Decoder m_decoder;
    InFlight m_inFlight;
    qsizetype m_open = 0;   ///< messages sent and not finished
    QList<quint16> m_queue; ///< messages that wait for their turn
    /// Ids of inbound QoS 2 messages handed over but not yet released (section 4.3.3, method B).
    std::set<quint16> m_unreleased;
    Instant m_lastSent;
    /// Of CONNACK or, when online, of PINGRESP.
    std::optional<Instant> m_answerDue;
    std::chrono::milliseconds m_connackTimeout{0};
    std::chrono::seconds m_keepAlive{0};
    Phase m_phase = Phase::Idle;
    bool m_autoKeepAlive = true;
};

} // namespace Standin::Mqtt
