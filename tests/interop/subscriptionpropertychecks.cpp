// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

void subscriptionIdentifier(Scene &scene)
{
    Peer &receiver = scene.peer();
    receiver.connect();
    if (!receiver.client().serverConnectionProperties().subscriptionIdentifierSupported())
        return scene.notOffered(u"CONNACK says subscription identifiers are not available"_s);
    QMqttSubscriptionProperties properties;
    properties.setSubscriptionIdentifier(268'435'455); // the maximum
    receiver.subscribe(scene.topic(), 1, properties);
    Peer &sender = scene.peer();
    sender.connect();
    sender.publish(scene.topic(), "x", {});
    const QList<quint32> identifiers = receiver.receive().publishProperties().subscriptionIdentifiers();
    scene.expect(identifiers == QList<quint32>{268'435'455}, u"the message does not carry it"_s);
}

void noLocal(Scene &scene)
{
    Peer &peer = scene.peer();
    Peer &other = scene.peer();
    peer.connect();
    other.connect();
    QMqttSubscriptionProperties properties;
    properties.setNoLocal(true);
    peer.subscribe(scene.topic(), 1, properties);
    peer.publish(scene.topic(), "own", {});
    peer.expectNothingBefore(other, scene.topic(), 1);
}

void retainAsPublished(Scene &scene)
{
    Peer &receiver = scene.peer();
    Peer &sender = scene.peer();
    receiver.connect();
    sender.connect();
    receiver.subscribe(scene.topic(), 1, {}, {.retainAsPublished = true});
    for (const bool retained : {true, false}) {
        sender.publish(scene.topic(), "x", {.retain = retained});
        scene.expect(receiver.receive().retain() == retained, u"the flag is not as it was published"_s);
    }
}

void retainHandling(Scene &scene)
{
    using enum Mqtt::Extras::SubscribeOptions::RetainHandling;
    Peer &receiver = scene.peer();
    Peer &sender = scene.peer();
    receiver.connect();
    sender.connect();
    sender.publish(scene.topic(), "kept", {.retain = true});
    const auto subscribe = [&](auto handling) {
        receiver.subscribe(scene.topic(), 1, {}, {.retainHandling = handling});
    };
    const auto receiveRetained = [&](const QString &when) {
        const QMqttMessage message = receiver.receive(u"the retained message, "_s + when);
        scene.expect(message.payload() == "kept", u"another message than the retained one, "_s + when);
    };
    subscribe(SendNoRetained);
    receiver.expectNothingBefore(sender, scene.topic(), 1);
    receiver.unsubscribe(scene.topic());
    subscribe(SendRetainedIfNew);
    receiveRetained(u"after a new subscription"_s);
    subscribe(SendRetainedIfNew);
    receiver.expectNothingBefore(sender, scene.topic(), 1);
    subscribe(SendRetained);
    receiveRetained(u"after subscribing again"_s);
}

void forbiddenSubscribe(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.connect();
    const QMqttSubscription *subscription = peer.trySubscribe(scene.forbiddenTopic(), 1);
    if (!scene.goesOn())
        return;
    if (subscription->state() == QMqttSubscription::Subscribed)
        return scene.notOffered(u"SUBACK grants what PUBLISH is refused"_s);
    const QMqtt::ReasonCode code = subscription->reasonCode();
    using enum QMqtt::ReasonCode;
    scene.expect(code == NotAuthorized || code == InvalidTopicFilter,
                 u"SUBACK 0x%1"_s.arg(quint8(code), 2, 16, '0'_L1));
}

void sharedSubscription(Scene &scene)
{
    Peer &first = scene.peer();
    Peer &second = scene.peer();
    Peer &sender = scene.peer();
    for (Peer *each : {&first, &second, &sender})
        each->connect();
    if (!first.client().serverConnectionProperties().sharedSubscriptionSupported())
        return scene.notOffered(u"CONNACK says shared subscriptions are not available"_s);
    const QString filter = u"$share/team/"_s + scene.topic();
    first.subscribe(filter, 1);
    second.subscribe(filter, 1);
    constexpr int count = 20;
    for (int i = 0; i < count; ++i)
        sender.publish(scene.topic(), QByteArray::number(i), {});
    scene.waitFor([&] { return first.waiting() + second.waiting() >= count; }, u"all messages"_s);
    // A message to both would have come by now: those of one connection stay in order.
    for (Peer *each : {&first, &second})
        each->subscribe(scene.topic(u"fence"_s), 1);
    sender.publish(scene.topic(u"fence"_s), "x", {});
    scene.waitFor([&] { return first.waiting() + second.waiting() >= count + 2; }, u"the fence"_s);
    scene.expect(first.waiting() + second.waiting() == count + 2, u"more copies than messages"_s);
    scene.expect(first.waiting() > 1 && second.waiting() > 1, u"one of two members got them all"_s);
}

void subscriptionUserProperties(Scene &scene)
{
    Peer &peer = scene.peer();
    peer.connect();
    QMqttSubscriptionProperties properties;
    properties.setUserProperties({{u"why"_s, u"interop"_s}});
    peer.subscribe(scene.topic(), 1, properties);
    peer.unsubscribe(scene.topic());
}

} // namespace

std::span<const Check> subscriptionPropertyChecks()
{
    static constexpr Check checks[] = {
        {"subscription identifier"_L1, subscriptionIdentifier},
        {"no local"_L1, noLocal},
        {"retain as published"_L1, retainAsPublished},
        {"retain handling"_L1, retainHandling},
        {"reason code: forbidden SUBSCRIBE"_L1, forbiddenSubscribe},
        {"shared subscription"_L1, sharedSubscription},
        {"user properties of SUBSCRIBE"_L1, subscriptionUserProperties},
    };
    return checks;
}
