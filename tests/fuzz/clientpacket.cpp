// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/clientpacket.h"

#include "fuzz/require.h"

#include <QByteArrayList>

#include <set>

using namespace Standin::Mqtt;

namespace {

using Type = ClientPacket::Type;

class Reader final
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_rest(bytes)
    {}

    [[nodiscard]] bool isEmpty() const { return m_rest.isEmpty(); }

    QByteArrayView take(qsizetype size)
    {
        require(size <= m_rest.size(), "a packet of the client is whole");
        const QByteArrayView front = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return front;
    }

    QByteArrayView rest() { return take(m_rest.size()); }

    quint32 number(int size)
    {
        quint32 value = 0;
        for (const char byte : take(size))
            value = value << 8 | static_cast<quint8>(byte);
        return value;
    }

    quint8 byte() { return static_cast<quint8>(number(1)); }

    quint32 variable()
    {
        quint32 value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            const quint8 digit = byte();
            value |= static_cast<quint32>(digit & 0x7f) << shift;
            if (digit < 0x80) {
                require(digit > 0 || shift == 0, "no length is padded");
                return value;
            }
        }
        require(false, "a length has at most four bytes");
        return 0;
    }

    QByteArray binary()
    {
        const auto size = static_cast<qsizetype>(number(2));
        return take(size).toByteArray();
    }

    QByteArray text()
    {
        const QByteArray text = binary();
        require(!text.contains('\0') && text.isValidUtf8(), "text is UTF-8 without U+0000");
        return text;
    }

    quint16 id()
    {
        const auto id = static_cast<quint16>(number(2));
        require(id != 0, "no packet id is 0");
        return id;
    }

    void properties(const std::set<quint8> &allowed, std::map<quint8, quint32> &numbers);

private:
    QByteArrayView m_rest;
};

void Reader::properties(const std::set<quint8> &allowed, std::map<quint8, quint32> &numbers)
{
    Reader inner(take(variable()));
    std::set<quint8> seen;
    while (!inner.isEmpty()) {
        const quint8 id = inner.byte();
        require(id == 0x26 || allowed.contains(id), "properties stand where they may");
        require(seen.insert(id).second || id == 0x26, "no property comes twice");
        switch (id) {
        case 0x26: // user property
            inner.text();
            inner.text();
            break;
        case 0x03: // content type, response topic, authentication method, reason string
        case 0x08:
        case 0x15:
        case 0x1f:
            inner.text();
            break;
        case 0x09: // correlation data, authentication data
        case 0x16:
            inner.binary();
            break;
        case 0x0b: // subscription identifier
            numbers[id] = inner.variable();
            require(numbers[id] > 0, "no subscription identifier is 0");
            break;
        case 0x21: // receive maximum, topic alias maximum, topic alias
        case 0x22:
        case 0x23:
            numbers[id] = inner.number(2);
            require(numbers[id] > 0 || id == 0x22, "no topic alias and no receive maximum is 0");
            break;
        case 0x01: // payload format, request problem information, request response information
        case 0x17:
        case 0x19:
            numbers[id] = inner.byte();
            require(numbers[id] <= 1, "a flag is 0 or 1");
            break;
        default: // expiry of message and session, will delay, maximum packet size
            numbers[id] = inner.number(4);
            require(numbers[id] > 0 || id != 0x27, "no maximum packet size is 0");
        }
    }
}

void requireFilter(const QByteArray &filter)
{
    require(!filter.isEmpty(), "no filter is empty");
    const QByteArrayList levels = filter.split('/');
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const QByteArray &level = levels.at(i);
        require(level == "+" || level == "#" || !(level.contains('+') || level.contains('#')),
                "a wildcard has its level for itself");
        require(level != "#" || i == levels.size() - 1, "# is last");
    }
}

void readConnect(Reader &body, ProtocolLevel level, ClientPacket &packet)
{
    const bool isV5 = level == ProtocolLevel::V5_0;
    require(body.text() == (level == ProtocolLevel::V3_1 ? "MQIsdp" : "MQTT"), "CONNECT names the protocol");
    require(body.byte() == static_cast<quint8>(level), "CONNECT names the version");
    const quint8 flags = body.byte();
    require(!(flags & 0x01), "the reserved flag of CONNECT is 0");
    require((flags & 0x04) || !(flags & 0x38), "only a will has QoS and retain");
    require((flags >> 3 & 3) <= 2, "the will has a QoS");
    require(isV5 || (flags & 0x80) || !(flags & 0x40), "a password goes with a user name");
    body.number(2);
    if (isV5)
        body.properties({0x11, 0x21, 0x27, 0x22, 0x19, 0x17, 0x15, 0x16}, packet.numbers);
    const QByteArray clientId = body.text();
    require(!clientId.isEmpty() || isV5 || (level == ProtocolLevel::V3_1_1 && (flags & 0x02)), "a client has a name");
    if (flags & 0x04) {
        std::map<quint8, quint32> ofWill;
        if (isV5)
            body.properties({0x18, 0x01, 0x02, 0x03, 0x08, 0x09}, ofWill);
        require(!body.text().isEmpty(), "the will has a topic");
        body.binary();
    }
    if (flags & 0x80)
        body.text();
    if (flags & 0x40)
        body.binary();
}

void readPublish(Reader &body, quint8 flags, bool isV5, ClientPacket &packet)
{
    packet.qos = flags >> 1 & 3;
    packet.retain = flags & 1;
    packet.duplicate = flags & 8;
    require(packet.qos <= 2, "QoS is at most 2");
    require(packet.qos > 0 || !packet.duplicate, "QoS 0 is never sent again");
    packet.topic = body.text();
    require(!packet.topic.contains('+') && !packet.topic.contains('#'), "no topic has a wildcard");
    if (packet.qos > 0)
        packet.id = body.id();
    if (isV5)
        body.properties({0x01, 0x02, 0x23, 0x08, 0x09, 0x03}, packet.numbers);
    require(!packet.topic.isEmpty() || packet.number(PropertyId::TopicAlias) > 0, "a message has a topic or an alias");
    packet.payload = body.rest().toByteArray();
}

void readSubscribe(Reader &body, bool isV5, ClientPacket &packet)
{
    packet.id = body.id();
    if (isV5)
        body.properties({0x0b}, packet.numbers);
    packet.topic = body.text();
    requireFilter(packet.topic);
    const quint8 options = body.byte();
    packet.qos = options & 3;
    require(packet.qos <= 2 && (options >> 4 & 3) <= 2, "the options of SUBSCRIBE exist");
    require(options >> 6 == 0 && (isV5 || options >> 2 == 0), "the reserved bits of SUBSCRIBE are 0");
    require(!packet.topic.startsWith("$share/") || !(options & 4), "no shared subscription is without local messages");
}

void readCode(Reader &body, const std::set<quint8> &properties, ClientPacket &packet)
{
    if (!body.isEmpty())
        packet.code = body.byte();
    if (!body.isEmpty())
        body.properties(properties, packet.numbers);
}

} // namespace

ClientPacket readClientPacket(QByteArrayView bytes, ProtocolLevel level)
{
    const bool isV5 = level == ProtocolLevel::V5_0;
    Reader packet(bytes);
    const quint8 first = packet.byte();
    const quint32 length = packet.variable();
    Reader body(packet.rest());
    require(Reader(body).rest().size() == length, "the length is that of the packet");

    ClientPacket result{.type = static_cast<Type>(first >> 4), .size = bytes.size()};
    const bool hasFlags =
        result.type == Type::Pubrel || result.type == Type::Subscribe || result.type == Type::Unsubscribe;
    require(result.type == Type::Publish || (first & 0x0f) == (hasFlags ? 2 : 0), "the flags are those of the type");
    switch (result.type) {
    case Type::Connect:
        readConnect(body, level, result);
        break;
    case Type::Publish:
        readPublish(body, first & 0x0f, isV5, result);
        break;
    case Type::Puback:
    case Type::Pubrec:
    case Type::Pubrel:
    case Type::Pubcomp:
        result.id = body.id();
        if (isV5)
            readCode(body, {0x1f}, result);
        break;
    case Type::Subscribe:
        readSubscribe(body, isV5, result);
        break;
    case Type::Unsubscribe:
        result.id = body.id();
        if (isV5)
            body.properties({}, result.numbers);
        result.topic = body.text();
        requireFilter(result.topic);
        break;
    case Type::Pingreq:
        break;
    case Type::Disconnect:
        if (isV5)
            readCode(body, {0x11, 0x1f}, result);
        break;
    case Type::Auth:
        require(isV5, "AUTH is of 5.0");
        readCode(body, {0x15, 0x16, 0x1f}, result);
        break;
    default:
        require(false, "a client sends packets of clients");
    }
    require(body.isEmpty(), "nothing stands behind a packet");
    return result;
}
