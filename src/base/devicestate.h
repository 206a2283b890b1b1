// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace Standin {

enum class DeviceState : quint8 {
    Offline,
    Connecting,   ///< the first attempt to connect is in progress
    Online,       ///< CONNACK and every SUBACK were received
    Reconnecting, ///< the link was lost; further attempts, with back-off
    Failed,       ///< no further attempts; the reason is in DeviceStatus::error
};

/// "offline", "connecting", "online", "reconnecting", "failed": the names in REST, journal and files.
[[nodiscard]] QString toString(DeviceState state);
[[nodiscard]] QStringList deviceStateNames();
[[nodiscard]] std::optional<DeviceState> deviceStateFromString(QStringView name);

} // namespace Standin
