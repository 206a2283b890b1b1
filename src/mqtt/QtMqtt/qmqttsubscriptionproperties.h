// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttlazyshared_p.h"
#include "qmqtttype.h"

/// Properties of a SUBSCRIBE (5.0 section 3.8.2.1). Without effect before 5.0.
class QMqttSubscriptionProperties
{
public:
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value) { d.write().userProperties = value; }
    [[nodiscard]] quint32 subscriptionIdentifier() const { return d.read().subscriptionIdentifier; }
    /// Without effect for 0, which MQTT does not allow.
    void setSubscriptionIdentifier(quint32 value)
    {
        if (value > 0)
            d.write().subscriptionIdentifier = value;
    }
    [[nodiscard]] bool noLocal() const { return d.read().noLocal; }
    void setNoLocal(bool value) { d.write().noLocal = value; }

private:
    struct Data : QSharedData
    {
        QMqttUserProperties userProperties;
        quint32 subscriptionIdentifier = 0;
        bool noLocal = false;
    };

    Standin::Mqtt::LazyShared<Data> d;
};

/// Properties of an UNSUBSCRIBE (5.0 section 3.10.2.1). Without effect before 5.0.
class QMqttUnsubscriptionProperties
{
public:
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value) { d.write().userProperties = value; }

private:
    struct Data : QSharedData
    {
        QMqttUserProperties userProperties;
    };

    Standin::Mqtt::LazyShared<Data> d;
};
