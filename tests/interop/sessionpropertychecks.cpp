// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

using namespace Qt::StringLiterals;

namespace {

using ServerProperty = QMqttServerConnectionProperties::ServerPropertyDetail;

[[nodiscard]] bool tells(Peer &peer, ServerProperty property)
{
    return peer.client().serverConnectionProperties().availableProperties().testFlag(property);
}

void assignedClientId(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.client().setClientId({});
    peer.connect();
    scene.expect(peer.client().serverConnectionProperties().clientIdAssigned(), u"CONNACK tells no client id"_s);
    scene.expect(!peer.client().clientId().isEmpty(), u"the client does not know its id"_s);
}

void serverKeepAlive(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.client().setKeepAlive(65'535);
    peer.connect();
    if (!tells(peer, ServerProperty::ServerKeepAlive))
        return scene.notOffered(u"CONNACK leaves a keep-alive of 65535 s as it is"_s);
    const quint16 told = peer.client().serverConnectionProperties().serverKeepAlive();
    scene.expect(told > 0, u"the client did not understand which"_s);
}

void sessionExpiry(Scene &scene)
{
    Peer &device = scene.peer();
    QMqttConnectionProperties properties;
    const auto connectWith = [&](quint32 expiry, bool clean) {
        properties.setSessionExpiryInterval(expiry);
        device.client().setConnectionProperties(properties);
        device.client().setCleanSession(clean);
        device.connect();
    };
    connectWith(300, true);
    device.subscribe(scene.topic(), 1); // aedes keeps no session without a subscription
    device.leave();
    connectWith(0, false);
    scene.expect(device.sessionRestored(), u"a session of 300 s is gone at once"_s);
    device.leave();
    connectWith(0, false);
    scene.expect(!device.sessionRestored(), u"a session of 0 s outlived its connection"_s);
}

/// The value in DISCONNECT replaces that in CONNECT.
void sessionExpiryAtTheEnd(Scene &scene)
{
    Peer &device = scene.peer();
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(300);
    device.client().setConnectionProperties(properties);
    device.client().setCleanSession(false);
    device.connect();
    device.subscribe(scene.topic(), 1);
    device.leave({.sessionExpiryInterval = 0});
    device.connect();
    scene.expect(!device.sessionRestored(), u"the session outlived a DISCONNECT that ended it"_s);
}

void maximumPacketSize(Scene &scene)
{
    Peer &receiver = scene.peer();
    QMqttConnectionProperties properties;
    properties.setMaximumPacketSize(500);
    receiver.client().setConnectionProperties(properties);
    receiver.connect();
    receiver.subscribe(scene.topic(), 1);
    Peer &sender = scene.peer();
    sender.connect();
    sender.publish(scene.topic(), QByteArray(1000, 'x'), {});
    receiver.expectNothingBefore(sender, scene.topic(), 1);
}

/// More at once than the broker's Receive Maximum, and more to us than ours.
void receiveMaximum(Scene &scene)
{
    Peer &receiver = scene.peer();
    QMqttConnectionProperties properties;
    properties.setMaximumReceive(2);
    receiver.client().setConnectionProperties(properties);
    receiver.connect();
    receiver.subscribe(scene.topic(), 1);
    Peer &sender = scene.peer();
    sender.connect();
    constexpr int count = 200;
    for (int i = 0; i < count && scene.goesOn(); ++i) {
        const qint32 id = sender.client().publish(scene.topic(), QByteArray::number(i), 1);
        scene.expect(id > 0, u"publish() refused"_s);
    }
    for (int i = 0; i < count; ++i)
        scene.expect(receiver.receive().payload() == QByteArray::number(i), u"lost or in another order"_s);
}

void takenOver(Scene &scene)
{
    Peer &first = scene.peer();
    Peer &second = scene.peer();
    second.client().setClientId(first.client().clientId());
    first.connect();
    second.connect();
    const std::optional<quint8> code = first.waitUntilThrownOut();
    scene.expect(code == 0x8e,
                 u"ended with %1 instead of 0x8e"_s.arg(code ? QString::number(*code, 16) : u"no code"_s));
}

void connectUserProperties(Scene &scene)
{
    Peer &peer = scene.peer();
    QMqttConnectionProperties properties;
    properties.setUserProperties({{u"firmware"_s, u"1.0"_s}});
    properties.setRequestProblemInformation(true);
    properties.setRequestResponseInformation(true);
    peer.client().setConnectionProperties(properties);
    peer.connect();
}

} // namespace

std::span<const Check> sessionPropertyChecks()
{
    static constexpr Check checks[] = {
        {"assigned client id"_L1, assignedClientId},   {"server keep-alive"_L1, serverKeepAlive},
        {"session expiry"_L1, sessionExpiry},          {"session expiry in DISCONNECT"_L1, sessionExpiryAtTheEnd},
        {"maximum packet size"_L1, maximumPacketSize}, {"receive maximum"_L1, receiveMaximum},
        {"reason code: taken over"_L1, takenOver},     {"user properties of CONNECT"_L1, connectUserProperties},
    };
    return checks;
}
