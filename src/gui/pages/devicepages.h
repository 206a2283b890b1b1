// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

#include <memory>
#include <vector>

namespace Standin::Gui {

/// The pages about a device, in the order of their tabs. A new page is one more line here.
[[nodiscard]] std::vector<std::unique_ptr<DevicePage>> makeDevicePages(const DevicePageContext &context);

} // namespace Standin::Gui
