// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

/// The properties of MQTT 5.0 (section 2.2.2.2): name, type and the packets in which they are allowed.
namespace Standin::Mqtt {

enum class PropertyId : quint8 {
    PayloadFormatIndicator = 0x01,
    MessageExpiryInterval = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    SubscriptionIdentifier = 0x0b,
    SessionExpiryInterval = 0x11,
    AssignedClientIdentifier = 0x12,
    ServerKeepAlive = 0x13,
    AuthenticationMethod = 0x15,
    AuthenticationData = 0x16,
    RequestProblemInformation = 0x17,
    WillDelayInterval = 0x18,
    RequestResponseInformation = 0x19,
    ResponseInformation = 0x1a,
    ServerReference = 0x1c,
    ReasonString = 0x1f,
    ReceiveMaximum = 0x21,
    TopicAliasMaximum = 0x22,
    TopicAlias = 0x23,
    MaximumQos = 0x24,
    RetainAvailable = 0x25,
    UserProperty = 0x26,
    MaximumPacketSize = 0x27,
    WildcardSubscriptionAvailable = 0x28,
    SubscriptionIdentifierAvailable = 0x29,
    SharedSubscriptionAvailable = 0x2a,
};

/// The data type of a value, section 1.5.
enum class PropertyType : quint8 {
    Byte,
    TwoByteInteger,
    FourByteInteger,
    VariableByteInteger,
    String,
    BinaryData,
    StringPair,
};

/// The places of properties, one bit each. A property that only a client may send is listed for CONNECT and the will
/// only. So the session expiry interval is not listed for DISCONNECT, which is read from brokers only [MQTT-3.14.2-2].
enum PropertyPlace : quint16 {
    InConnect = 0x0001,
    InConnack = 0x0002,
    InPublish = 0x0004,
    InWill = 0x0008,
    InPublishAnswer = 0x0010, ///< PUBACK, PUBREC, PUBREL and PUBCOMP
    InSubscribe = 0x0020,
    InSuback = 0x0040,
    InUnsubscribe = 0x0080,
    InUnsuback = 0x0100,
    InDisconnect = 0x0200,
    InAuth = 0x0400,
};

struct PropertyDefinition
{
    PropertyType type = PropertyType::Byte;
    quint16 places = 0; ///< of PropertyPlace
    quint32 minimum = 0;
    quint32 maximum = 0xffffffff;
};

/// nullopt for a number that is not a property.
[[nodiscard]] std::optional<PropertyDefinition> definitionOf(PropertyId id);

/// May occur more than once: user properties anywhere, subscription identifiers in a PUBLISH.
[[nodiscard]] bool isRepeatable(PropertyId id, PropertyPlace place);

struct Property
{
    PropertyId id = PropertyId::UserProperty;
    quint32 number = 0;
    QByteArray text = {}; ///< string or binary data; of a user property the value
    QByteArray name = {}; ///< of a user property

    bool operator==(const Property &) const = default;
};

} // namespace Standin::Mqtt
