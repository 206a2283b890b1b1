// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace {

void connectAndPing(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.client().setAutoKeepAlive(false);
    peer.connectUnlessOtherVersion();
    const QSignalSpy answered(&peer.client(), &QMqttClient::pingResponseReceived);
    peer.client().requestPing();
    scene.waitFor([&] { return answered.size() == 1; }, u"PINGRESP"_s);
    peer.leave();
}

void wrongPassword(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.client().setPassword(u"wrong"_s);
    const std::optional<quint8> code = peer.connectRefused();
    const bool isVersion5 = scene.version() == QMqttClient::MQTT_5_0;
    const QList<quint8> expected = isVersion5 ? QList<quint8>{0x86, 0x87} : QList<quint8>{4, 5};
    scene.expect(code.has_value() && expected.contains(*code),
                 u"refused with %1"_s.arg(code ? QString::number(*code) : u"no code"_s));
}

void publishAndSubscribe(Scene &scene, quint8 qos)
{
    Peer &receiver = scene.peer();
    Peer &sender = scene.peer();
    receiver.connect();
    sender.connect();
    receiver.subscribe(scene.topic(), qos);
    const QByteArray everyByte = [] {
        QByteArray bytes;
        for (int i = 0; i < 256; ++i)
            bytes.append(char(i));
        return bytes;
    }();
    const QList<QByteArray> payloads{"plain", "", everyByte, QByteArray(100'000, 'x')};
    for (const QByteArray &payload : payloads) {
        sender.publish(scene.topic(), payload, {.qos = qos});
        const QMqttMessage message = receiver.receive();
        scene.expect(message.payload() == payload, u"the payload came back changed"_s);
        scene.expect(message.topic().name() == scene.topic(), u"the topic came back changed"_s);
        scene.expect(message.qos() == qos, u"delivered with QoS %1"_s.arg(message.qos()));
        scene.expect(!message.retain(), u"a live message is marked as retained"_s);
    }
    receiver.expectNothingBefore(sender, scene.topic(), qos);
}

void qos0(Scene &scene)
{
    publishAndSubscribe(scene, 0);
}

void qos1(Scene &scene)
{
    publishAndSubscribe(scene, 1);
}

void qos2(Scene &scene)
{
    publishAndSubscribe(scene, 2);
}

void filters(Scene &scene)
{
    Peer &receiver = scene.peer();
    Peer &sender = scene.peer();
    receiver.connect();
    sender.connect();
    receiver.subscribe(scene.topic(u"+/state"_s), 1);
    receiver.subscribe(scene.topic(u"all/#"_s), 1);
    sender.publish(scene.topic(u"a/b/state"_s), "two levels are not one", {});
    sender.publish(scene.topic(u"a/state"_s), "plus", {});
    scene.expect(receiver.receive().payload() == "plus", u"the filter +/state let another topic through"_s);
    sender.publish(scene.topic(u"all/x/y/z"_s), "hash", {});
    scene.expect(receiver.receive().payload() == "hash", u"the filter all/# missed a topic"_s);
    receiver.unsubscribe(scene.topic(u"+/state"_s));
    sender.publish(scene.topic(u"a/state"_s), "after UNSUBSCRIBE", {});
    receiver.expectNothingBefore(sender, scene.topic(u"all/fence"_s), 1);
}

void retain(Scene &scene)
{
    Peer &sender = scene.peer();
    sender.connect();
    sender.publish(scene.topic(), "old", {.retain = true});
    sender.publish(scene.topic(), "kept", {.retain = true});

    Peer &late = scene.peer();
    late.connect();
    late.subscribe(scene.topic(), 1);
    const QMqttMessage kept = late.receive();
    scene.expect(kept.payload() == "kept" && kept.retain(), u"not the retained message"_s);
    sender.publish(scene.topic(), "", {.retain = true});
    late.receive();

    Peer &later = scene.peer();
    later.connect();
    later.subscribe(scene.topic(), 1);
    later.expectNothingBefore(sender, scene.topic(), 1);
}

void will(Scene &scene)
{
    Peer &watcher = scene.peer();
    watcher.connect();
    watcher.subscribe(scene.topic(), 1);

    Peer &device = scene.peer();
    device.client().setWillTopic(scene.topic());
    device.client().setWillMessage("gone");
    device.client().setWillQoS(1);
    device.connect();
    device.vanish();
    const QMqttMessage last = watcher.receive();
    scene.expect(last.payload() == "gone" && last.qos() == 1, u"not the will"_s);

    device.connect();
    device.leave();
    Peer &other = scene.peer();
    other.connect();
    watcher.expectNothingBefore(other, scene.topic(), 1);
}

void resume(Scene &scene)
{
    Peer &device = scene.peer();
    device.client().setCleanSession(false);
    if (scene.version() == QMqttClient::MQTT_5_0) {
        QMqttConnectionProperties properties;
        properties.setSessionExpiryInterval(300);
        device.client().setConnectionProperties(properties);
    }
    device.connect();
    scene.expect(!device.sessionRestored(), u"a new client id has a session already"_s);
    device.subscribe(scene.topic(), 1);
    device.leave();

    Peer &sender = scene.peer();
    sender.connect();
    for (const char *payload : {"one", "two", "three"})
        sender.publish(scene.topic(), payload, {});
    device.connect();
    // CONNACK has this flag from 3.1.1 on.
    scene.expect(device.sessionRestored() || scene.version() == QMqttClient::MQTT_3_1,
                 u"the session is not restored"_s);
    for (const char *payload : {"one", "two", "three"})
        scene.expect(device.receive().payload() == payload, u"a message of the offline time is missing"_s);

    device.leave();
    device.client().setCleanSession(true);
    device.client().setConnectionProperties({});
    device.connect();
    scene.expect(!device.sessionRestored(), u"a clean session is said to be restored"_s);
}

} // namespace

std::span<const Check> basicChecks()
{
    static constexpr Check checks[] = {
        {"connect"_L1, connectAndPing},
        {"wrong password"_L1, wrongPassword},
        {"QoS 0"_L1, qos0},
        {"QoS 1"_L1, qos1},
        {"QoS 2"_L1, qos2},
        {"filters"_L1, filters},
        {"retain"_L1, retain},
        {"will"_L1, will},
        {"resume"_L1, resume},
    };
    return checks;
}
