// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttglobal.h"
#include "qmqttlazyshared_p.h"
#include "qmqtttype.h"

#include <QByteArray>

namespace Standin::Mqtt::PropertyMapping {
struct Access;
}

/// Properties of a PUBLISH (5.0 section 3.3.2.3). Without effect before 5.0.
class QMqttPublishProperties
{
public:
    enum PublishPropertyDetail : quint32 {
        None = 0x00,
        PayloadFormatIndicator = 0x01,
        MessageExpiryInterval = 0x02,
        TopicAlias = 0x04,
        ResponseTopic = 0x08,
        CorrelationData = 0x10,
        UserProperty = 0x20,
        SubscriptionIdentifier = 0x40,
        ContentType = 0x80,
    };
    Q_DECLARE_FLAGS(PublishPropertyDetails, PublishPropertyDetail)

    [[nodiscard]] PublishPropertyDetails availableProperties() const { return d.read().available; }

    [[nodiscard]] QMqtt::PayloadFormatIndicator payloadFormatIndicator() const
    {
        return d.read().payloadFormatIndicator;
    }
    void setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator value)
    {
        d.write().payloadFormatIndicator = value;
        d.write().available |= PayloadFormatIndicator;
    }
    [[nodiscard]] quint32 messageExpiryInterval() const { return d.read().messageExpiryInterval; }
    void setMessageExpiryInterval(quint32 value)
    {
        d.write().messageExpiryInterval = value;
        d.write().available |= MessageExpiryInterval;
    }
    [[nodiscard]] quint16 topicAlias() const { return d.read().topicAlias; }
    /// Without effect for 0, which MQTT does not allow.
    void setTopicAlias(quint16 value)
    {
        if (value == 0)
            return;
        d.write().topicAlias = value;
        d.write().available |= TopicAlias;
    }
    [[nodiscard]] QString responseTopic() const { return d.read().responseTopic; }
    void setResponseTopic(const QString &value)
    {
        d.write().responseTopic = value;
        d.write().available |= ResponseTopic;
    }
    [[nodiscard]] QByteArray correlationData() const { return d.read().correlationData; }
    void setCorrelationData(const QByteArray &value)
    {
        d.write().correlationData = value;
        d.write().available |= CorrelationData;
    }
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value)
    {
        d.write().userProperties = value;
        d.write().available |= UserProperty;
    }
    [[nodiscard]] QList<quint32> subscriptionIdentifiers() const { return d.read().subscriptionIdentifiers; }
    /// Without effect when one of them is 0, which MQTT does not allow.
    void setSubscriptionIdentifiers(const QList<quint32> &value)
    {
        if (value.contains(0U))
            return;
        d.write().subscriptionIdentifiers = value;
        d.write().available |= SubscriptionIdentifier;
    }
    [[nodiscard]] QString contentType() const { return d.read().contentType; }
    void setContentType(const QString &value)
    {
        d.write().contentType = value;
        d.write().available |= ContentType;
    }

private:
    struct Data : QSharedData
    {
        PublishPropertyDetails available = None;
        QMqtt::PayloadFormatIndicator payloadFormatIndicator = QMqtt::PayloadFormatIndicator::Unspecified;
        quint32 messageExpiryInterval = 0;
        quint16 topicAlias = 0;
        QString responseTopic;
        QByteArray correlationData;
        QMqttUserProperties userProperties;
        QList<quint32> subscriptionIdentifiers;
        QString contentType;
    };

    Standin::Mqtt::LazyShared<Data> d;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(QMqttPublishProperties::PublishPropertyDetails)

/// Reason code and properties of the broker's answer to a published message (5.0 section 3.4.2).
class QMqttMessageStatusProperties
{
public:
    [[nodiscard]] QMqtt::ReasonCode reasonCode() const { return d.read().reasonCode; }
    [[nodiscard]] QString reason() const { return d.read().reason; }
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }

private:
    friend struct Standin::Mqtt::PropertyMapping::Access;

    struct Data : QSharedData
    {
        QMqtt::ReasonCode reasonCode = QMqtt::ReasonCode::Success;
        QString reason;
        QMqttUserProperties userProperties;
    };

    Standin::Mqtt::LazyShared<Data> d;
};
