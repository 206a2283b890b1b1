// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/devicepages.h"

#include "gui/pages/profilepage.h"
#include "gui/pages/publishpage.h"
#include "gui/pages/rulespage.h"

namespace Standin::Gui {

std::vector<std::unique_ptr<DevicePage>> makeDevicePages(const DevicePageContext &context)
{
    std::vector<std::unique_ptr<DevicePage>> pages;
    pages.push_back(std::make_unique<PublishPage>(context));
    pages.push_back(std::make_unique<RulesPage>(context));
    pages.push_back(std::make_unique<ProfilePage>(context));
    return pages;
}

} // namespace Standin::Gui
