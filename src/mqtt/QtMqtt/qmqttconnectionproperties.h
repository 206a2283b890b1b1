// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttglobal.h"
#include "qmqttlazyshared_p.h"
#include "qmqtttype.h"

#include <QByteArray>

namespace Standin::Mqtt::PropertyMapping {
struct Access;
}

/// Properties of a CONNECT (5.0 section 3.1.2.11). Without effect before 5.0.
class QMqttConnectionProperties
{
public:
    [[nodiscard]] quint32 sessionExpiryInterval() const { return d.read().sessionExpiryInterval; }
    void setSessionExpiryInterval(quint32 value) { d.write().sessionExpiryInterval = value; }
    [[nodiscard]] quint16 maximumReceive() const { return d.read().maximumReceive; }
    /// Without effect for 0, which MQTT does not allow.
    void setMaximumReceive(quint16 value)
    {
        if (value > 0)
            d.write().maximumReceive = value;
    }
    [[nodiscard]] quint32 maximumPacketSize() const { return d.read().maximumPacketSize; }
    /// Without effect for 0, which MQTT does not allow.
    void setMaximumPacketSize(quint32 value)
    {
        if (value > 0)
            d.write().maximumPacketSize = value;
    }
    [[nodiscard]] quint16 maximumTopicAlias() const { return d.read().maximumTopicAlias; }
    void setMaximumTopicAlias(quint16 value) { d.write().maximumTopicAlias = value; }
    [[nodiscard]] bool requestResponseInformation() const { return d.read().requestResponseInformation; }
    void setRequestResponseInformation(bool value) { d.write().requestResponseInformation = value; }
    [[nodiscard]] bool requestProblemInformation() const { return d.read().requestProblemInformation; }
    void setRequestProblemInformation(bool value) { d.write().requestProblemInformation = value; }
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value) { d.write().userProperties = value; }
    [[nodiscard]] QString authenticationMethod() const { return d.read().authenticationMethod; }
    void setAuthenticationMethod(const QString &value) { d.write().authenticationMethod = value; }
    [[nodiscard]] QByteArray authenticationData() const { return d.read().authenticationData; }
    void setAuthenticationData(const QByteArray &value) { d.write().authenticationData = value; }

private:
    struct Data : QSharedData
    {
        quint32 sessionExpiryInterval = 0;
        quint16 maximumReceive = 65'535;
        quint32 maximumPacketSize = 0xffffffff;
        quint16 maximumTopicAlias = 0;
        bool requestResponseInformation = false;
        bool requestProblemInformation = true;
        QMqttUserProperties userProperties;
        QString authenticationMethod;
        QByteArray authenticationData;
    };

    Standin::Mqtt::LazyShared<Data> d;
};

/// Properties of the CONNACK (5.0 section 3.2.2.3). Before 5.0 there are none: then isValid() is false, and the values
/// are the defaults of the specification.
class QMqttServerConnectionProperties : public QMqttConnectionProperties
{
public:
    enum ServerPropertyDetail : quint32 {
        None = 0x00000000,
        SessionExpiryInterval = 0x00000001,
        MaximumReceive = 0x00000002,
        MaximumQoS = 0x00000004,
        RetainAvailable = 0x00000010,
        MaximumPacketSize = 0x00000020,
        AssignedClientId = 0x00000040,
        MaximumTopicAlias = 0x00000080,
        ReasonString = 0x00000100,
        UserProperty = 0x00000200,
        WildCardSupported = 0x00000400,
        SubscriptionIdentifierSupport = 0x00000800,
        SharedSubscriptionSupport = 0x00001000,
        ServerKeepAlive = 0x00002000,
        ResponseInformation = 0x00004000,
        ServerReference = 0x00008000,
        AuthenticationMethod = 0x00010000,
        AuthenticationData = 0x00020000,
    };
    Q_DECLARE_FLAGS(ServerPropertyDetails, ServerPropertyDetail)

    [[nodiscard]] ServerPropertyDetails availableProperties() const { return d.read().available; }
    [[nodiscard]] bool isValid() const { return d.read().valid; }
    [[nodiscard]] quint8 maximumQoS() const { return d.read().maximumQoS; }
    [[nodiscard]] bool retainAvailable() const { return d.read().retainAvailable; }
    [[nodiscard]] bool clientIdAssigned() const { return availableProperties().testFlag(AssignedClientId); }
    [[nodiscard]] QString reason() const { return d.read().reason; }
    [[nodiscard]] QMqtt::ReasonCode reasonCode() const { return d.read().reasonCode; }
    [[nodiscard]] bool wildcardSupported() const { return d.read().wildcardSupported; }
    [[nodiscard]] bool subscriptionIdentifierSupported() const { return d.read().subscriptionIdentifierSupported; }
    [[nodiscard]] bool sharedSubscriptionSupported() const { return d.read().sharedSubscriptionSupported; }
    [[nodiscard]] quint16 serverKeepAlive() const { return d.read().serverKeepAlive; }
    [[nodiscard]] QString responseInformation() const { return d.read().responseInformation; }
    [[nodiscard]] QString serverReference() const { return d.read().serverReference; }

private:
    friend struct Standin::Mqtt::PropertyMapping::Access;

    struct Data : QSharedData
    {
        ServerPropertyDetails available = None;
        bool valid = false;
        bool retainAvailable = true;
        bool wildcardSupported = true;
        bool subscriptionIdentifierSupported = true;
        bool sharedSubscriptionSupported = true;
        quint8 maximumQoS = 2;
        QMqtt::ReasonCode reasonCode = QMqtt::ReasonCode::Success;
        quint16 serverKeepAlive = 0;
        QString reason;
        QString responseInformation;
        QString serverReference;
    };

    Standin::Mqtt::LazyShared<Data> d;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(QMqttServerConnectionProperties::ServerPropertyDetails)
