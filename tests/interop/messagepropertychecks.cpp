// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// A message with these properties as a subscriber receives it.
QMqttPublishProperties roundTrip(Scene &scene, const QMqttPublishProperties &sent, const QByteArray &payload = "x")
{
    Peer &receiver = scene.peer();
    Peer &sender = scene.peer();
    receiver.connect();
    sender.connect();
    receiver.subscribe(scene.topic(), 1);
    sender.publish(scene.topic(), payload, {.properties = sent});
    const QMqttMessage message = receiver.receive();
    scene.expect(message.payload() == payload, u"the payload came back changed"_s);
    return message.publishProperties();
}

QMqttUserProperties roundTrip(Scene &scene, const QMqttUserProperties &pairs)
{
    QMqttPublishProperties sent;
    sent.setUserProperties(pairs);
    return roundTrip(scene, sent).userProperties();
}

void userProperties(Scene &scene)
{
    const QMqttUserProperties pairs{{u"b"_s, u"first"_s},
                                    {u"b"_s, u"a name may come twice"_s},
                                    {u"größe"_s, u"\U0001F321 21 °C"_s},
                                    {u"empty"_s, u""_s}};
    scene.expect(roundTrip(scene, pairs) == pairs, u"changed or lost"_s);
}

void userPropertyOrder(Scene &scene)
{
    const QMqttUserProperties pairs{{u"b"_s, u"1"_s}, {u"a"_s, u"2"_s}, {u"b"_s, u"3"_s}};
    const QMqttUserProperties received = roundTrip(scene, pairs);
    const bool complete = std::is_permutation(received.begin(), received.end(), pairs.begin(), pairs.end());
    scene.expect(complete, u"changed or lost"_s);
    scene.expect(received == pairs, u"in another order"_s);
}

void contentType(Scene &scene)
{
    QMqttPublishProperties sent;
    sent.setContentType(u"application/json; charset=utf-8"_s);
    scene.expect(roundTrip(scene, sent, "{}").contentType() == sent.contentType(), u"changed or lost"_s);
}

void requestAndResponse(Scene &scene)
{
    QMqttPublishProperties sent;
    sent.setResponseTopic(scene.topic(u"answer"_s));
    sent.setCorrelationData(QByteArray("\x00\x01\xff id", 6));
    const QMqttPublishProperties received = roundTrip(scene, sent);
    scene.expect(received.responseTopic() == sent.responseTopic(), u"response topic changed or lost"_s);
    scene.expect(received.correlationData() == sent.correlationData(), u"correlation data changed or lost"_s);
}

void payloadFormat(Scene &scene)
{
    QMqttPublishProperties sent;
    sent.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    const QMqttPublishProperties received = roundTrip(scene, sent, "Grüße");
    scene.expect(received.payloadFormatIndicator() == QMqtt::PayloadFormatIndicator::UTF8Encoded, u"lost"_s);
}

void messageExpiry(Scene &scene)
{
    QMqttPublishProperties sent;
    sent.setMessageExpiryInterval(600);
    const QMqttPublishProperties received = roundTrip(scene, sent);
    scene.expect(received.availableProperties().testFlag(QMqttPublishProperties::MessageExpiryInterval), u"lost"_s);
    scene.expect(received.messageExpiryInterval() <= 600 && received.messageExpiryInterval() > 590,
                 u"came back as %1 s instead of 600"_s.arg(received.messageExpiryInterval()));
}

void topicAlias(Scene &scene)
{
    Peer &receiver = scene.peer();
    receiver.connect();
    receiver.subscribe(scene.topic(), 1);
    Peer &sender = scene.peer();
    sender.connect();
    if (sender.client().serverConnectionProperties().maximumTopicAlias() == 0)
        return scene.notOffered(u"CONNACK allows no topic alias"_s);
    QMqttPublishProperties properties;
    properties.setTopicAlias(1);
    // The second is sent without its topic, because the alias is known.
    for (const char *payload : {"topic and alias", "alias alone"}) {
        sender.publish(scene.topic(), payload, {.properties = properties});
        const QMqttMessage message = receiver.receive();
        scene.expect(message.payload() == payload && message.topic().name() == scene.topic(), u"came out elsewhere"_s);
    }
}

void topicAliasFromBroker(Scene &scene)
{
    Peer &receiver = scene.peer();
    QMqttConnectionProperties properties;
    properties.setMaximumTopicAlias(5);
    receiver.client().setConnectionProperties(properties);
    receiver.connect();
    receiver.subscribe(scene.topic(u"#"_s), 1);
    Peer &sender = scene.peer();
    sender.connect();
    bool used = false;
    // More topics than aliases, each of them twice.
    for (int i = 0; i < 20; ++i) {
        const QString topic = scene.topic(QString::number(i % 10));
        sender.publish(topic, "x", {});
        const QMqttMessage message = receiver.receive();
        scene.expect(message.topic().name() == topic, u"a message came with another topic"_s);
        used |= message.publishProperties().availableProperties().testFlag(QMqttPublishProperties::TopicAlias);
    }
    if (!used)
        scene.notOffered(u"sends every topic in full"_s);
}

void noMatchingSubscribers(Scene &scene)
{
    Peer &sender = scene.peer();
    sender.connect();
    const QMqtt::ReasonCode code = sender.publish(scene.topic(), "nobody hears it", {});
    if (code == QMqtt::ReasonCode::Success)
        return scene.notOffered(u"PUBACK 0x00 (the code is optional)"_s);
    scene.expect(code == QMqtt::ReasonCode::NoMatchingSubscriber, u"PUBACK 0x%1"_s.arg(quint8(code), 2, 16, '0'_L1));
}

void forbiddenPublish(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.connect();
    const QMqtt::ReasonCode code = peer.publish(scene.forbiddenTopic(), "x", {});
    using enum QMqtt::ReasonCode;
    scene.expect(code == NotAuthorized || code == InvalidTopicName, u"PUBACK 0x%1"_s.arg(quint8(code), 2, 16, '0'_L1));
    peer.leave(); // the refusal of a message does not end the session
}

} // namespace

std::span<const Check> messagePropertyChecks()
{
    static constexpr Check checks[] = {
        {"user properties"_L1, userProperties},
        {"user properties, their order"_L1, userPropertyOrder},
        {"content type"_L1, contentType},
        {"response topic, correlation data"_L1, requestAndResponse},
        {"payload format"_L1, payloadFormat},
        {"message expiry"_L1, messageExpiry},
        {"topic alias, ours"_L1, topicAlias},
        {"topic alias, the broker's"_L1, topicAliasFromBroker},
        {"reason code: no subscriber"_L1, noMatchingSubscribers},
        {"reason code: forbidden PUBLISH"_L1, forbiddenPublish},
    };
    return checks;
}
