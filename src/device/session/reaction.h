// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace Standin {

/// What a device does when its broker has ended a session or refused a reconnection.
enum class Reaction : quint8 {
    Retry,           ///< with the usual delays
    RetryLater,      ///< after the longest delay: the broker asked for fewer attempts
    FollowReference, ///< connect to the server that the broker names, if the profile allows it; else Stop
    Stop,            ///< another attempt would fail in the same way, or disturb the other client
};

/// `reasonCode`: of CONNACK, SUBACK or DISCONNECT, as in Error; nullopt where the broker gave none.
[[nodiscard]] Reaction reactionTo(std::optional<quint8> reasonCode);

} // namespace Standin
