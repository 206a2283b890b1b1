// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/reasonrules.h"

#include "mqtt/reasoncodes.h"

#include <algorithm>
#include <array>

namespace Standin::Mqtt {
namespace {

constexpr auto ofConnack = std::to_array<quint8>({0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
                                                  0x8a, 0x8c, 0x90, 0x95, 0x97, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f});
constexpr auto ofPubackAndPubrec = std::to_array<quint8>({0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99});
constexpr auto ofPubrelAndPubcomp = std::to_array<quint8>({0x00, 0x92});
constexpr auto ofSuback =
    std::to_array<quint8>({0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2});
constexpr auto ofUnsuback = std::to_array<quint8>({0x00, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91});
constexpr auto ofDisconnect =
    std::to_array<quint8>({0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94,
                           0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2});
constexpr auto ofAuth = std::to_array<quint8>({0x00, 0x18});
constexpr auto ofClientsDisconnect =
    std::to_array<quint8>({0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99});
constexpr auto ofSuccess = std::to_array<quint8>({0x00, 0x01, 0x02, 0x04, 0x10, 0x11, 0x18, 0x19});
constexpr quint8 lastFailure = 0xa2;
constexpr auto ofSubackBefore5 = std::to_array<quint8>({0x00, 0x01, 0x02, 0x80});

template <size_t size>
bool contains(const std::array<quint8, size> &codes, quint8 code)
{
    return std::ranges::find(codes, code) != codes.end();
}

} // namespace

bool isAllowedFromServer(quint8 code, PacketType type, ProtocolLevel level)
{
    if (level != ProtocolLevel::V5_0)
        return type != PacketType::Suback || contains(ofSubackBefore5, code);
    switch (type) {
    case PacketType::Connack:
        return contains(ofConnack, code);
    case PacketType::Puback:
    case PacketType::Pubrec:
        return contains(ofPubackAndPubrec, code);
    case PacketType::Pubrel:
    case PacketType::Pubcomp:
        return contains(ofPubrelAndPubcomp, code);
    case PacketType::Suback:
        return contains(ofSuback, code);
    case PacketType::Unsuback:
        return contains(ofUnsuback, code);
    case PacketType::Disconnect:
        return contains(ofDisconnect, code);
    case PacketType::Auth:
        return contains(ofAuth, code);
    default:
        return false;
    }
}

bool isAccepted(quint8 code, PacketType type, ProtocolLevel level, Strictness strictness)
{
    if (isAllowedFromServer(code, type, level))
        return true;
    if (strictness == Strictness::Strict || type == PacketType::Auth)
        return false;
    const bool isFailure = code >= Reason::firstFailure && code <= lastFailure;
    // These packets have their own success codes (the session was opened, the QoS was granted).
    const bool isFailureOnly = type == PacketType::Connack || type == PacketType::Suback;
    return isFailure || (!isFailureOnly && contains(ofSuccess, code));
}

std::optional<quint8> codeOfReturnCode(quint8 returnCode)
{
    switch (returnCode) {
    case Reason::Before5::unacceptableVersion:
        return Reason::unsupportedProtocolVersion;
    case Reason::Before5::clientIdRejected:
        return Reason::clientIdNotValid;
    case Reason::Before5::serverUnavailable:
        return Reason::serverUnavailable;
    case Reason::Before5::badUserNameOrPassword:
        return Reason::badUserNameOrPassword;
    case Reason::Before5::notAuthorized:
        return Reason::notAuthorized;
    default:
        return std::nullopt;
    }
}

bool isAllowedInClientDisconnect(quint8 code)
{
    return contains(ofClientsDisconnect, code);
}

} // namespace Standin::Mqtt
