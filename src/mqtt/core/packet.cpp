// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/packet.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

QString packetName(quint8 type)
{
    switch (static_cast<PacketType>(type)) {
    case PacketType::Connect:
        return u"CONNECT"_s;
    case PacketType::Connack:
        return u"CONNACK"_s;
    case PacketType::Publish:
        return u"PUBLISH"_s;
    case PacketType::Puback:
        return u"PUBACK"_s;
    case PacketType::Pubrec:
        return u"PUBREC"_s;
    case PacketType::Pubrel:
        return u"PUBREL"_s;
    case PacketType::Pubcomp:
        return u"PUBCOMP"_s;
    case PacketType::Subscribe:
        return u"SUBSCRIBE"_s;
    case PacketType::Suback:
        return u"SUBACK"_s;
    case PacketType::Unsubscribe:
        return u"UNSUBSCRIBE"_s;
    case PacketType::Unsuback:
        return u"UNSUBACK"_s;
    case PacketType::Pingreq:
        return u"PINGREQ"_s;
    case PacketType::Pingresp:
        return u"PINGRESP"_s;
    case PacketType::Disconnect:
        return u"DISCONNECT"_s;
    case PacketType::Auth:
        return u"AUTH"_s;
    }
    return u"reserved type %1"_s.arg(type);
}

} // namespace Standin::Mqtt
