// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

using namespace Qt::StringLiterals;

namespace {

void leaveWithWill(Scene &scene)
{
    Peer &watcher = scene.peer();
    watcher.connect();
    watcher.subscribe(scene.topic(), 1);
    Peer &device = scene.peer();
    device.client().setWillTopic(scene.topic());
    device.client().setWillMessage("gone");
    device.connect();
    device.leave({.code = 0x04});
    scene.expect(watcher.receive().payload() == "gone", u"not the will"_s);
}

void willProperties(Scene &scene)
{
    Peer &watcher = scene.peer();
    watcher.connect();
    watcher.subscribe(scene.topic(), 1);
    QMqttLastWillProperties properties;
    properties.setContentType(u"text/plain"_s);
    properties.setResponseTopic(scene.topic(u"answer"_s));
    properties.setCorrelationData("id");
    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setUserProperties({{u"why"_s, u"power"_s}});
    Peer &device = scene.peer();
    device.client().setWillTopic(scene.topic());
    device.client().setWillMessage("gone");
    device.client().setLastWillProperties(properties);
    device.connect();
    device.vanish();
    const QMqttPublishProperties will = watcher.receive().publishProperties();
    scene.expect(will.contentType() == properties.contentType(), u"content type lost"_s);
    scene.expect(will.responseTopic() == properties.responseTopic(), u"response topic lost"_s);
    scene.expect(will.correlationData() == properties.correlationData(), u"correlation data lost"_s);
    scene.expect(will.payloadFormatIndicator() == properties.payloadFormatIndicator(), u"payload format lost"_s);
    scene.expect(will.userProperties() == properties.userProperties(), u"user properties lost"_s);
}

/// No will for a device that reconnects before the delay is over.
void willDelay(Scene &scene)
{
    Peer &watcher = scene.peer();
    watcher.connect();
    watcher.subscribe(scene.topic(), 1);
    Peer &device = scene.peer();
    QMqttConnectionProperties session;
    session.setSessionExpiryInterval(300);
    QMqttLastWillProperties properties;
    properties.setWillDelayInterval(60);
    device.client().setConnectionProperties(session);
    device.client().setCleanSession(false);
    device.client().setWillTopic(scene.topic());
    device.client().setWillMessage("gone");
    device.client().setLastWillProperties(properties);
    device.connect();
    device.subscribe(scene.topic(u"command"_s), 1);
    device.vanish();
    device.connect();
    scene.expect(device.sessionRestored(), u"the session is not restored"_s);
    watcher.expectNothingBefore(device, scene.topic(), 1);
}

} // namespace

std::span<const Check> willPropertyChecks()
{
    static constexpr Check checks[] = {
        {"DISCONNECT with will"_L1, leaveWithWill},
        {"will properties"_L1, willProperties},
        {"will delay"_L1, willDelay},
    };
    return checks;
}
