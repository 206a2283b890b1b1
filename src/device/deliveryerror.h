// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>

/// The Error of a message of QoS 1 or 2 that was answered as failed because no acknowledgement came. A message that was
/// not sent yet never will be. Of one that was sent (`wasSent`) it is unknown whether the broker has it; the error
/// names its packet id, since it is sent again when the broker keeps the session.
namespace Standin::DeliveryError {

/// PublishTimeout, or DeliveryUnknown when it was sent.
[[nodiscard]] Error timedOut(qint32 packetId, bool wasSent, std::chrono::seconds limit);

/// ConnectionLost.
[[nodiscard]] Error connectionLost(qint32 packetId, bool wasSent, const Error &why);
/// ConnectionLost.
[[nodiscard]] Error wentOffline(qint32 packetId, bool wasSent);

} // namespace Standin::DeliveryError
