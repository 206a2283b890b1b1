// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace Standin {

/// What a device does when the broker refers it to another server (MQTT 5.0, reason codes 0x9C and 0x9D).
enum class ServerReferencePolicy : quint8 {
    Stop,
    Follow, ///< unless it has a password or another secret
    FollowWithCredentials,
};

/// "stop", "follow", "follow-with-credentials".
[[nodiscard]] QString toString(ServerReferencePolicy policy);
[[nodiscard]] std::optional<ServerReferencePolicy> serverReferencePolicyFromString(QStringView name);
[[nodiscard]] QStringList serverReferencePolicyNames();

} // namespace Standin
