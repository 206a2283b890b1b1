// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowviews.h"

#include "gui/window/devicesview.h"
#include "gui/window/scenariosview.h"

namespace Standin::Gui {

std::vector<std::unique_ptr<WindowView>> makeWindowViews(const WindowViewContext &context)
{
    std::vector<std::unique_ptr<WindowView>> views;
    views.push_back(std::make_unique<DevicesView>(context));
    views.push_back(std::make_unique<ScenariosView>(context));
    return views;
}

} // namespace Standin::Gui
