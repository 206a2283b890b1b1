// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/deliveryerror.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// "before the message was sent …", "after the message was sent as packet 7 …".
QString whenOf(qint32 packetId, bool wasSent)
{
    if (!wasSent)
        return u"before the message was sent; it will not be sent"_s;
    const QString when =
        packetId > 0 ? u"after the message was sent as packet %1"_s.arg(packetId) : u"while the message was sent"_s;
    return when + u": it is unknown whether the broker has it"_s;
}

} // namespace

Error DeliveryError::timedOut(qint32 packetId, bool wasSent, std::chrono::seconds limit)
{
    const QString time = u"%1 s"_s.arg(limit.count());
    if (!wasSent)
        return {.code = ErrorCode::PublishTimeout,
                .message = u"not sent within %1, because the broker has not acknowledged the messages before it; it "
                           "will not be sent"_s.arg(time),
                .detail = time};
    return {.code = ErrorCode::DeliveryUnknown,
            .message = u"the broker did not acknowledge packet %1 within %2: it is unknown whether it has the "
                       "message"_s.arg(packetId)
                           .arg(time),
            .detail = u"packet id %1, %2"_s.arg(packetId).arg(time)};
}

Error DeliveryError::connectionLost(qint32 packetId, bool wasSent, const Error &why)
{
    const QString when = whenOf(packetId, wasSent);
    return {.code = ErrorCode::ConnectionLost,
            .message = u"the connection was lost %1: %2"_s.arg(when, why.message),
            .where = why.where,
            .detail = why.detail.value_or(why.message) + u"; "_s + when};
}

Error DeliveryError::wentOffline(qint32 packetId, bool wasSent)
{
    return {ErrorCode::ConnectionLost, u"the device went offline "_s + whenOf(packetId, wasSent)};
}

} // namespace Standin
