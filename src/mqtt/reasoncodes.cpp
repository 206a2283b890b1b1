// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/reasoncodes.h"

#include <array>

namespace Standin::Mqtt::Reason {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 35> texts = {
    u"for a reason it does not tell",
    u"malformed packet",
    u"protocol error",
    u"implementation-specific error",
    u"unsupported protocol version",
    u"client id not valid",
    u"bad user name or password",
    u"not authorized",
    u"server unavailable",
    u"server busy",
    u"banned",
    u"server shutting down",
    u"bad authentication method",
    u"keep-alive timeout",
    u"session taken over",
    u"topic filter not valid",
    u"topic name not valid",
    u"packet identifier in use",
    u"packet identifier not found",
    u"receive maximum exceeded",
    u"topic alias not valid",
    u"packet too large",
    u"message rate too high",
    u"quota exceeded",
    u"administrative action",
    u"payload format not valid",
    u"retain not supported",
    u"QoS not supported",
    u"use another server",
    u"server moved",
    u"shared subscriptions not supported",
    u"connection rate exceeded",
    u"maximum connect time",
    u"subscription identifiers not supported",
    u"wildcard subscriptions not supported",
};

} // namespace

QString returnCodeText(quint8 code)
{
    switch (code) {
    case 1:
        return u"unacceptable protocol version"_s;
    case 2:
        return u"client id rejected"_s;
    case 3:
        return u"server unavailable"_s;
    case 4:
        return u"bad user name or password"_s;
    case 5:
        return u"not authorized"_s;
    default:
        return u"unknown reason"_s;
    }
}

QString text(quint8 code)
{
    const auto index = static_cast<size_t>(code - firstFailure);
    return code >= firstFailure && index < texts.size() ? texts[index].toString() : u"unknown reason"_s;
}

QString hex(quint8 code)
{
    return u"0x%1"_s.arg(code, 2, 16, QLatin1Char('0'));
}

QString withReason(quint8 code, const QString &reasonString)
{
    const QString known = u"%1 (%2)"_s.arg(text(code), hex(code));
    return reasonString.isEmpty() ? known : known + u": "_s + reasonString;
}

} // namespace Standin::Mqtt::Reason
