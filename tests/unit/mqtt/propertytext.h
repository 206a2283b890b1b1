// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/properties.h"

#include <QString>

/// Every property by its number: "01=1, 26=name:value".
[[nodiscard]] QString toText(const Standin::Mqtt::Properties &properties);

/// " (0x97, 1f=full)"; empty when there is neither a code nor a property.
[[nodiscard]] QString suffix(quint8 code, const Standin::Mqtt::Properties &properties);
