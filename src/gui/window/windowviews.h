// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowview.h"

#include <memory>
#include <vector>

namespace Standin::Gui {

/// The views of the window, in the order of their switch. A new view is one more line here.
[[nodiscard]] std::vector<std::unique_ptr<WindowView>> makeWindowViews(const WindowViewContext &context);

} // namespace Standin::Gui
