// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>

/// The Error of a message of QoS 1 or 2 that was reported as failed because no acknowledgement came. A message that was
/// not sent will not be sent. If it was sent (`wasSent`), it is unknown whether the broker has it; the error has its
/// packet id, because it is sent again if the broker keeps the session.
namespace Standin::DeliveryError {

/// PublishTimeout, or DeliveryUnknown when it was sent.
[[nodiscard]] Error timedOut(qint32 packetId, bool wasSent, std::chrono::seconds limit);

/// ConnectionLost.
[[nodiscard]] Error connectionLost(qint32 packetId, bool wasSent, const Error &why);
/// ConnectionLost.
[[nodiscard]] Error wentOffline(qint32 packetId, bool wasSent);

} // namespace Standin::DeliveryError
