// SPDX-License-Identifier: GPL-3.0-or-later
// A session over several connections: the input is a list of actions of its user, its broker and the clock.
#include "fuzz/brokerpacket.h"
#include "fuzz/referee.h"
#include "fuzz/require.h"
#include "mqtt/core/outboundrules.h"

#include <array>
#include <cstring>
#include <memory>

using namespace Standin::Mqtt;
using namespace std::chrono_literals;
using Phase = Session::Phase;

namespace {

class Driver final
{
public:
    explicit Driver(FuzzInput input)
        : m_input(input)
    {}

    void run()
    {
        for (int steps = 0; !m_input.isEmpty() && steps < 400; ++steps)
            step();
        answerEverything();
        m_session.end();
        m_referee.check(m_session, true);
    }

private:
    void step();
    void connect();
    void publish();
    void subscribe();
    void unsubscribe();
    void disconnect();
    void authenticate();
    void elapse();
    void feedRaw();
    void feed(const QByteArray &packet);
    void receive(QByteArrayView bytes);
    void answerEverything();

    [[nodiscard]] bool isListening() const
    {
        return m_session.phase() == Phase::AwaitingConnack || m_session.phase() == Phase::Online;
    }

    FuzzInput m_input;
    Referee m_referee;
    Session m_session{m_referee};
    Session::Instant m_now{1000s};
    ProtocolLevel m_level = ProtocolLevel::V3_1_1;
    int m_requests = 0;
    bool m_isInStep = true; ///< the bytes fed to this connection end where a packet ends
};

void Driver::step()
{
    switch (m_input.below(16)) {
    case 0:
    case 1:
        return connect();
    case 2:
        return feedRaw();
    case 3:
        return feed(BrokerPacket::connack(m_input, m_level));
    case 4:
    case 5:
        return feed(BrokerPacket::publish(m_input, m_level));
    case 6:
    case 7:
        return feed(BrokerPacket::answer(m_input, m_level));
    case 8:
        return feed(BrokerPacket::other(m_input, m_level));
    case 9:
    case 10:
        return publish();
    case 11:
        return subscribe();
    case 12:
        return unsubscribe();
    case 13:
        return disconnect();
    case 14:
        return authenticate();
    default:
        return elapse();
    }
}

void Driver::connect()
{
    static constexpr std::array levels{ProtocolLevel::V3_1, ProtocolLevel::V3_1_1, ProtocolLevel::V5_0,
                                       ProtocolLevel::V5_0};
    const quint8 choice = m_input.byte();
    Connect packet{.level = levels[choice % 4],
                   .clientId = "c",
                   .keepAliveSeconds = m_input.byte(),
                   .cleanSession = (choice & 0x04) != 0};
    if (choice & 0x08)
        packet.clientId = m_input.text();
    if (choice & 0x10)
        packet.username = m_input.text();
    if ((choice & 0x20) && (packet.username || packet.level == ProtocolLevel::V5_0))
        packet.password = m_input.bytes();
    if (choice & 0x40) {
        packet.will = Will{m_input.text(), m_input.bytes(), m_input.below(4), m_input.flag()};
        packet.will->properties = BrokerPacket::properties(m_input, InWill);
    }
    if (choice & 0x80)
        packet.properties = BrokerPacket::properties(m_input, InConnect);

    m_session.begin(std::chrono::milliseconds(100 * m_input.byte()), m_now);
    m_referee.ended();
    m_referee.check(m_session, true);
    if (faultIn(packet))
        return;
    m_level = packet.level;
    m_isInStep = true;
    m_referee.opened(packet);
    m_session.open(packet, m_input.flag(), m_now);
    m_referee.check(m_session);
}

void Driver::publish()
{
    const quint8 choice = m_input.byte();
    const QByteArray topic = m_input.text();
    const QByteArray payload = m_input.bytes();
    Publish packet{
        .topic = topic, .payload = payload, .qos = static_cast<quint8>(choice & 3), .retain = choice >= 0x80};
    if (choice & 0x40 && m_level == ProtocolLevel::V5_0)
        packet.properties = BrokerPacket::properties(m_input, InPublish);
    const bool wasOnline = m_session.phase() == Phase::Online;
    const auto id = m_session.publish(packet, m_now);
    require(wasOnline || !id, "nothing is published without a connection");
    if (id) {
        const auto alias = packet.properties.number(PropertyId::TopicAlias, 0);
        m_referee.published(*id, {topic.isEmpty() ? m_referee.topicOf(alias) : topic, payload, packet.qos});
    }
    m_referee.check(m_session, !id);
}

// Every filter is different, so that answers can be distinguished.
void Driver::subscribe()
{
    const quint8 choice = m_input.byte();
    QByteArray filter = QByteArray::number(++m_requests) + '/' + m_input.text();
    if (choice & 0x40)
        filter.prepend("$share/g/");
    Subscribe packet{.filter = filter,
                     .options = {static_cast<quint8>(choice & 3), (choice & 0x04) != 0, (choice & 0x08) != 0,
                                 static_cast<quint8>(choice >> 4 & 3)}};
    if (choice & 0x80 && m_level == ProtocolLevel::V5_0)
        packet.properties = BrokerPacket::properties(m_input, InSubscribe);
    const auto id = m_session.subscribe(packet, m_now);
    if (id)
        m_referee.requested(*id, filter);
    m_referee.check(m_session, !id);
}

void Driver::unsubscribe()
{
    const QByteArray filter = QByteArray::number(++m_requests) + '/' + m_input.text();
    Unsubscribe packet{.filter = filter};
    if (m_level == ProtocolLevel::V5_0)
        packet.properties = BrokerPacket::properties(m_input, InUnsubscribe);
    const auto id = m_session.unsubscribe(packet, m_now);
    if (id)
        m_referee.requested(*id, filter);
    m_referee.check(m_session, !id);
}

void Driver::disconnect()
{
    const quint8 choice = m_input.byte();
    if (choice == 1) { // the transport is lost
        m_session.end();
        return m_referee.check(m_session, true);
    }
    if (choice == 3 && !m_referee.messages().empty()) { // a code that no client may send
        const quint16 id = m_referee.messages().begin()->first;
        m_referee.withdrawn(id, m_session.withdraw(id));
        return m_referee.check(m_session, true);
    }
    Disconnect packet;
    if (m_level == ProtocolLevel::V5_0) {
        packet.code = choice;
        packet.properties = BrokerPacket::properties(m_input, InDisconnect);
        packet.properties.remove(PropertyId::ServerReference);
    }
    const Phase before = m_session.phase();
    const auto failure = m_session.disconnect(packet, m_now);
    require(m_session.phase() == (failure ? before : Phase::Idle), "DISCONNECT ends the session, a failure does not");
    m_referee.check(m_session, failure || before != Phase::Online);
}

void Driver::authenticate()
{
    Properties properties = BrokerPacket::properties(m_input, InAuth);
    const auto failure = m_session.authenticate(std::move(properties), m_now);
    m_referee.check(m_session, failure.has_value());
}

void Driver::elapse()
{
    const quint8 choice = m_input.byte();
    if (choice == 0xff) {
        m_session.ping(m_now);
        return m_referee.check(m_session);
    }
    const auto due = m_session.nextDeadline();
    m_now = choice >= 0x80 && due ? qMax(*due, m_now) : m_now + std::chrono::milliseconds(10 * choice);
    const bool isDue = due && *due <= m_now;
    const Event event = m_session.elapse(m_now);
    require(isDue || std::holds_alternative<std::monostate>(event), "nothing happens before it is due");
    const auto next = m_session.nextDeadline();
    require(!next || *next > m_now, "what is due is done");
    m_referee.told(event);
    m_referee.check(m_session, !isDue);
}

// Byte by byte, so that no more than one packet is complete at a time.
void Driver::feedRaw()
{
    m_isInStep = false;
    for (const char &byte : m_input.bytes())
        receive(QByteArrayView(&byte, 1));
}

void Driver::feed(const QByteArray &packet)
{
    const qsizetype cut = m_input.byte() == 0xff ? packet.size() / 2 : 0;
    receive(QByteArrayView(packet).first(cut));
    receive(QByteArrayView(packet).sliced(cut));
}

// The bytes are in memory of exactly their size, which is freed afterwards.
void Driver::receive(QByteArrayView bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    const std::unique_ptr<char[]> memory(new char[size]);
    if (size > 0)
        std::memcpy(memory.get(), bytes.data(), size);
    QByteArrayView input(memory.get(), bytes.size());
    for (;;) {
        const bool wasListening = isListening();
        const QByteArrayView before = input;
        const Event event = m_session.receive(input, m_now);
        require(input.size() <= before.size(), "input is taken off the front");
        require(wasListening || std::holds_alternative<std::monostate>(event), "after the end nothing is told");
        m_referee.told(event);
        const bool isEnd = std::holds_alternative<Refused>(event) ||
                           std::holds_alternative<ServerDisconnected>(event) || std::holds_alternative<Broken>(event);
        require(!wasListening || isListening() != isEnd, "an end is told");
        m_referee.check(m_session, !wasListening);
        if (std::holds_alternative<std::monostate>(event))
            return;
    }
}

// After all answers, no message is open.
void Driver::answerEverything()
{
    if (m_session.phase() != Phase::Online || !m_isInStep)
        return;
    const auto isAnswerable = [](const auto &item) { return item.second.counted || item.second.received; };
    for (;;) {
        const auto &messages = m_referee.messages();
        const auto it = std::ranges::find_if(messages, isAnswerable);
        if (it == messages.end())
            break;
        const auto &[id, message] = *it;
        receive(BrokerPacket::plainAnswer(message.qos == 1   ? PacketType::Puback
                                          : message.received ? PacketType::Pubcomp
                                                             : PacketType::Pubrec,
                                          id));
        if (!isListening()) // the packet was too large for this client
            return;
    }
    require(m_referee.messages().empty(), "every message gets its turn");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Driver(FuzzInput(data, size)).run();
    return 0;
}
