// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

namespace Standin {

class Fleet;

/// /api/v1/devices. The fleet must outlive the controller.
class DevicesController
{
public:
    explicit DevicesController(Fleet &fleet)
        : m_fleet(fleet)
    {}

    void addRoutes(Router &router) const;

private:
    Fleet &m_fleet;
};

} // namespace Standin
