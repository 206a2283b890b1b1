// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/localfailure.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

QString describe(LocalFailure failure)
{
    switch (failure) {
    case LocalFailure::NotConnected:
        return u"not connected to a broker"_s;
    case LocalFailure::InvalidTopic:
        return u"invalid topic name"_s;
    case LocalFailure::InvalidFilter:
        return u"invalid topic filter"_s;
    case LocalFailure::InvalidQos:
        return u"QoS above 2"_s;
    case LocalFailure::TooLarge:
        return u"longer than a packet can hold"_s;
    case LocalFailure::NoFreePacketId:
        return u"all packet identifiers are in use"_s;
    case LocalFailure::UnsupportedVersion:
        return u"MQTT 5.0 is not supported"_s;
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Mqtt
