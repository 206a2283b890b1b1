// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace Standin {

/// What a device does when its broker has ended a session, or refused to let it come back.
enum class Reaction : quint8 {
    Retry,           ///< with the usual delays
    RetryLater,      ///< with the longest delay at once: the broker asked for less
    FollowReference, ///< to the server that the broker names, where the profile allows it; else Stop
    Stop,            ///< asking again changes nothing, or harms the client that is meant to be there
};

/// `reasonCode`: of CONNACK, SUBACK or DISCONNECT, as in Error; nullopt where the broker gave none.
[[nodiscard]] Reaction reactionTo(std::optional<quint8> reasonCode);

} // namespace Standin
