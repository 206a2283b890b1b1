// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/event.h"

class QMqttClientPrivate;

namespace Standin::Mqtt {

/// Applies one event of a session: sets the new state of the client and emits its signals. A function that emits does
/// so last, and then checks that the client still exists.
class EventDelivery
{
public:
    explicit EventDelivery(QMqttClientPrivate &client)
        : d(client)
    {}

    void deliver(const Event &event);

private:
    void on(const std::monostate &) {}
    void on(const Established &event);
    void on(const Refused &event);
    void on(const MessageArrived &event);
    void on(const MessageProgressed &event);
    void on(const SubscribeAnswered &event);
    void on(const UnsubscribeAnswered &event);
    void on(const PingAnswered &event);
    void on(const AuthenticationContinued &event);
    void on(const AuthenticationSucceeded &event);
    void on(const ServerDisconnected &event);
    void on(const Broken &event);
    void keepReason(quint8 code, const Properties &properties);

    QMqttClientPrivate &d;
};

} // namespace Standin::Mqtt
