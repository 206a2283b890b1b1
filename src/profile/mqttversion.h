// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace Standin {

enum class MqttVersion : quint8 {
    V3_1,
    V3_1_1,
    V5_0,
};

/// "3.1", "3.1.1", "5.0": the names in profile files, in REST and in the window.
[[nodiscard]] QString toString(MqttVersion version);
[[nodiscard]] std::optional<MqttVersion> mqttVersionFromString(QStringView name);
/// All of them, in the order of the enum.
[[nodiscard]] QStringList mqttVersionNames();

} // namespace Standin
