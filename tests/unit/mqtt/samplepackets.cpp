// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"

#include <QTest>

using namespace Standin::Mqtt;

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
        // Shorter than this it lacks its method, an error of its own.
        {"AUTH", V5_0, 0xf0, bytes("18 08 15 0001 'm' 16 0001 'd'")},
    };
}

void prepare(ScriptedSession &session, PacketType type)
{
    Properties properties;
    if (session.isV5()) {
        properties.add(PropertyId::AuthenticationMethod, "m");
        properties.add(PropertyId::TopicAliasMaximum, 10);
    }
    const Connect packet = session.connectPacket(properties);
    if (type == PacketType::Connack)
        return session.open(packet), void(session.sent());

    session.establish(packet, session.isV5() ? "15 0001 'm'" : "");
    Session &client = session.session;
    QCOMPARE(client.phase(), Session::Phase::Online);
    QCOMPARE(client.publish({.topic = "a", .qos = 1}, session.now), 1);
    QCOMPARE(client.publish({.topic = "a", .qos = 2}, session.now), 2);
    QCOMPARE(client.publish({.topic = "a", .qos = 2}, session.now), 3);
    QCOMPARE(client.subscribe({.filter = "s"}, session.now), 4);
    QCOMPARE(client.unsubscribe({.filter = "u"}, session.now), 5);
    session.feed("50 02 0003");
    session.feed(session.isV5() ? "34 06 0001 'a' 0009 00" : "34 05 0001 'a' 0009");
    if (session.isV5())
        QCOMPARE(client.authenticate({}, session.now), std::nullopt);
    (void)session.sent();
}
