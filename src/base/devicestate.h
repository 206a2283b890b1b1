// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Standin {

enum class DeviceState : quint8 {
    Offline,
    Connecting,   ///< asked to go online; the first attempt is under way
    Online,       ///< CONNACK and every SUBACK are in
    Reconnecting, ///< the link was lost; attempts go on, with back-off
    Failed,       ///< gave up; the reason is in DeviceStatus::error
};

/// "offline", "connecting", "online", "reconnecting", "failed": the names of REST, journal and files.
[[nodiscard]] QString toString(DeviceState state);
[[nodiscard]] std::optional<DeviceState> deviceStateFromString(QStringView name);

} // namespace Standin
