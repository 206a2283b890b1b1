// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttglobal.h"
#include "qmqttlazyshared_p.h"
#include "qmqtttype.h"

#include <QByteArray>

/// Properties of the will (5.0 section 3.1.3.2). Without effect before 5.0.
class QMqttLastWillProperties
{
public:
    [[nodiscard]] quint32 willDelayInterval() const { return d.read().willDelayInterval; }
    void setWillDelayInterval(quint32 value) { d.write().willDelayInterval = value; }
    [[nodiscard]] QMqtt::PayloadFormatIndicator payloadFormatIndicator() const
    {
        return d.read().payloadFormatIndicator;
    }
    void setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator value) { d.write().payloadFormatIndicator = value; }
    [[nodiscard]] quint32 messageExpiryInterval() const { return d.read().messageExpiryInterval; }
    void setMessageExpiryInterval(quint32 value) { d.write().messageExpiryInterval = value; }
    [[nodiscard]] QString contentType() const { return d.read().contentType; }
    void setContentType(const QString &value) { d.write().contentType = value; }
    [[nodiscard]] QString responseTopic() const { return d.read().responseTopic; }
    void setResponseTopic(const QString &value) { d.write().responseTopic = value; }
    [[nodiscard]] QByteArray correlationData() const { return d.read().correlationData; }
    void setCorrelationData(const QByteArray &value) { d.write().correlationData = value; }
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value) { d.write().userProperties = value; }

private:
    struct Data : QSharedData
    {
        quint32 willDelayInterval = 0;
        QMqtt::PayloadFormatIndicator payloadFormatIndicator = QMqtt::PayloadFormatIndicator::Unspecified;
        quint32 messageExpiryInterval = 0;
        QString contentType;
        QString responseTopic;
        QByteArray correlationData;
        QMqttUserProperties userProperties;
    };

    Standin::Mqtt::LazyShared<Data> d;
};
