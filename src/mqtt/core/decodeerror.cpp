// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/decodeerror.h"

#include "mqtt/core/packet.h"
#include "mqtt/reasoncodes.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {
namespace {

QString pattern(DecodeError error)
{
    switch (error) {
    case DecodeError::ReservedType:
        return u"packet of %1"_s;
    case DecodeError::NotForClients:
        return u"%1 received from the broker"_s;
    case DecodeError::ReservedBits:
        return u"reserved bits set in %1"_s;
    case DecodeError::LengthNotTerminated:
        return u"length of more than four bytes in %1"_s;
    case DecodeError::LengthPadded:
        return u"length written in more bytes than it needs in %1"_s;
    case DecodeError::WrongLength:
        return u"wrong remaining length of %1"_s;
    case DecodeError::PacketTooLarge:
        return u"%1 larger than the maximum packet size of this client"_s;
    case DecodeError::Truncated:
        return u"field longer than its packet in %1"_s;
    case DecodeError::InvalidQos:
        return u"QoS 3 in %1"_s;
    case DecodeError::DuplicateWithQos0:
        return u"DUP flag with QoS 0 in %1"_s;
    case DecodeError::PacketIdZero:
        return u"packet identifier 0 in %1"_s;
    case DecodeError::EmptyTopic:
        return u"empty topic in %1"_s;
    case DecodeError::TopicNotUtf8:
        return u"topic that is not UTF-8 in %1"_s;
    case DecodeError::NullInTopic:
        return u"U+0000 in the topic of %1"_s;
    case DecodeError::WildcardInTopic:
        return u"wildcard in the topic of %1"_s;
    case DecodeError::SessionOnRefusal:
        return u"session present although refused in %1"_s;
    case DecodeError::ReservedReasonCode:
        return u"reserved reason code in %1"_s;
    case DecodeError::UnknownProperty:
        return u"unknown property in %1"_s;
    case DecodeError::MisplacedProperty:
        return u"property that has no place in %1"_s;
    case DecodeError::RepeatedProperty:
        return u"property given twice in %1"_s;
    case DecodeError::InvalidPropertyValue:
        return u"property with a value out of its range in %1"_s;
    case DecodeError::TopicAliasZero:
        return u"topic alias 0 in %1"_s;
    case DecodeError::StringNotUtf8:
        return u"string that is not UTF-8 in %1"_s;
    case DecodeError::NullInString:
        return u"U+0000 in a string of %1"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QString describe(DecodeError error, quint8 packetType)
{
    return pattern(error).arg(packetName(packetType));
}

DecodeError decodeErrorOf(TopicRules::Fault fault)
{
    switch (fault) {
    case TopicRules::Fault::Empty:
        return DecodeError::EmptyTopic;
    case TopicRules::Fault::NullCharacter:
        return DecodeError::NullInTopic;
    case TopicRules::Fault::WildcardInName:
    case TopicRules::Fault::MisplacedWildcard:
    case TopicRules::Fault::InvalidShare:
        return DecodeError::WildcardInTopic;
    case TopicRules::Fault::TooLong:
    case TopicRules::Fault::InvalidUnicode:
        break;
    }
    return DecodeError::TopicNotUtf8;
}

quint8 reasonCodeOf(DecodeError error)
{
    switch (error) {
    case DecodeError::PacketTooLarge:
        return Reason::packetTooLarge;
    case DecodeError::TopicAliasZero:
        return Reason::topicAliasInvalid;
    case DecodeError::NotForClients:
    case DecodeError::PacketIdZero:
    case DecodeError::EmptyTopic:
    case DecodeError::WildcardInTopic:
    case DecodeError::SessionOnRefusal:
    case DecodeError::ReservedReasonCode:
    case DecodeError::RepeatedProperty:
    case DecodeError::InvalidPropertyValue:
        return Reason::protocolError;
    case DecodeError::ReservedType:
    case DecodeError::ReservedBits:
    case DecodeError::LengthNotTerminated:
    case DecodeError::LengthPadded:
    case DecodeError::WrongLength:
    case DecodeError::Truncated:
    case DecodeError::InvalidQos:
    case DecodeError::DuplicateWithQos0:
    case DecodeError::TopicNotUtf8:
    case DecodeError::NullInTopic:
    case DecodeError::UnknownProperty:
    case DecodeError::MisplacedProperty:
    case DecodeError::StringNotUtf8:
    case DecodeError::NullInString:
        break;
    }
    return Reason::malformedPacket;
}

} // namespace Standin::Mqtt
