// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"

#include <QTest>

using namespace Standin::Mqtt;

QByteArray framed(quint8 first, const QByteArray &body)
{
    QByteArray packet(1, static_cast<char>(first));
    auto length = static_cast<quint32>(body.size());
    do {
        const quint32 low = length & 0x7f;
        length >>= 7;
        packet += static_cast<char>(length > 0 ? low | 0x80 : low);
    } while (length > 0);
    return packet + body;
}

QList<SamplePacket> samplePackets()
{
    using enum ProtocolLevel;
    return {
        {"CONNACK", V3_1_1, 0x20, bytes("00 00")},
        {"PUBLISH of QoS 0", V3_1_1, 0x31, bytes("0003 'a/b' 'hi'"), {}, 5},
        {"PUBLISH of QoS 1", V3_1_1, 0x32, bytes("0001 'a' 0007 'hi'"), {}, 5},
        {"PUBLISH of QoS 2", V3_1_1, 0x34, bytes("0001 'a' 0008"), {}, 5},
        {"PUBACK", V3_1_1, 0x40, bytes("0001")},
        {"PUBREC", V3_1_1, 0x50, bytes("0002")},
        {"PUBREL", V3_1_1, 0x62, bytes("0009")},
        {"PUBCOMP", V3_1_1, 0x70, bytes("0003")},
        {"SUBACK", V3_1_1, 0x90, bytes("0004 01")},
        {"UNSUBACK", V3_1_1, 0xb0, bytes("0005")},
        {"PINGRESP", V3_1_1, 0xd0, {}},

        {"CONNACK", V5_0, 0x20, bytes("00 00 0e 15 0001 'm' 21 0014 1f 0001 'r' 22 000a")},
        {"PUBLISH of QoS 0", V5_0, 0x31, bytes("0003 'a/b' 03 23 0001 'hi'"), {}, 9},
        {"PUBLISH of QoS 1", V5_0, 0x32, bytes("0001 'a' 0007 0b 26 0001 'n' 0002 'vw' 0b 9601 'hi'"), {}, 17},
        {"PUBLISH of QoS 2", V5_0, 0x34, bytes("0001 'a' 0008 00 'hi'"), {}, 6},
        {"PUBACK", V5_0, 0x40, bytes("0001 10 04 1f 0001 'r'"), {2, 3}},
        {"PUBREC", V5_0, 0x50, bytes("0002 00 07 26 0001 'n' 0001 'v'"), {2, 3}},
        {"PUBREL", V5_0, 0x62, bytes("0009 00 04 1f 0001 'r'"), {2, 3}},
        {"PUBCOMP", V5_0, 0x70, bytes("0003 92 04 1f 0001 'r'"), {2, 3}},
        {"SUBACK", V5_0, 0x90, bytes("0004 04 1f 0001 'r' 87")},
        {"UNSUBACK", V5_0, 0xb0, bytes("0005 04 1f 0001 'r' 11")},
        {"PINGRESP", V5_0, 0xd0, {}},
        {"DISCONNECT", V5_0, 0xe0, bytes("9c 0b 1c 0001 's' 26 0001 'n' 0001 'v'"), {0, 1}},
        // A shorter one has no method, which is another error.
        {"AUTH", V5_0, 0xf0, bytes("18 08 15 0001 'm' 16 0001 'd'")},
    };
}

void prepare(SessionRig &rig, ProtocolLevel level, PacketType type)
{
    const bool isV5 = level == ProtocolLevel::V5_0;
    Connect packet{.level = level, .clientId = "c"};
    if (isV5) {
        packet.properties.add(PropertyId::AuthenticationMethod, "m");
        packet.properties.add(PropertyId::TopicAliasMaximum, 10);
    }
    if (type == PacketType::Connack)
        return rig.open(packet);

    rig.connectWith(packet, isV5 ? "20 07 00 00 04 15 0001 'm'" : "20 02 00 00");
    Session &session = rig.session;
    QCOMPARE(session.phase(), Session::Phase::Online);
    QCOMPARE(session.publish({.topic = "a", .qos = 1}, rig.now), 1);
    QCOMPARE(session.publish({.topic = "a", .qos = 2}, rig.now), 2);
    QCOMPARE(session.publish({.topic = "a", .qos = 2}, rig.now), 3);
    QCOMPARE(session.subscribe({.filter = "s"}, rig.now), 4);
    QCOMPARE(session.unsubscribe({.filter = "u"}, rig.now), 5);
    rig.feed("50 02 0003");
    rig.feed(isV5 ? "34 06 0001 'a' 0009 00" : "34 05 0001 'a' 0009");
    if (isV5)
        QCOMPARE(session.authenticate({}, rig.now), std::nullopt);
    rig.take();
}
