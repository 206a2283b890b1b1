// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QJsonObject>

namespace Standin::Rest {

/// Members that do not apply at the moment (offlineMode, error, attempt, lastMessage) are left out.
[[nodiscard]] QJsonObject statusJson(const DeviceStatus &status);

} // namespace Standin::Rest
