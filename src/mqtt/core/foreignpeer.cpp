// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/foreignpeer.h"

#include "mqtt/core/packet.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {
namespace {

/// RFC 8446 section 5.1: the content types 20 to 23, then the major version 3.
bool isTlsRecord(QByteArrayView bytes)
{
    return bytes.size() >= 2 && bytes[0] >= 20 && bytes[0] <= 23 && bytes[1] == 3;
}

QByteArrayView firstLine(QByteArrayView bytes)
{
    constexpr qsizetype enough = 60;
    const auto front = bytes.first(std::min(bytes.size(), enough));
    return front.first(std::find_if(front.begin(), front.end(), [](char c) { return c == '\r' || c == '\n'; }) -
                       front.begin());
}

} // namespace

std::optional<QString> foreignGreeting(QByteArrayView first)
{
    if (isTlsRecord(first))
        return u"TLS instead of CONNACK"_s;
    constexpr qsizetype shortestText = 4;
    constexpr char connack = static_cast<char>(PacketType::Connack) << 4;
    const QByteArrayView line = firstLine(first);
    const bool isText = line.size() >= shortestText && line.front() != connack &&
                        std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return isText ? std::optional(u"\"%1\" instead of CONNACK"_s.arg(QLatin1StringView(line))) : std::nullopt;
}

} // namespace Standin::Mqtt
