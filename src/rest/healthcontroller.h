// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /livez, /readyz, /version.
class HealthController
{
public:
    /// Nothing when the service is ready, otherwise why it is not.
    using Readiness = std::function<Result<>()>;

    explicit HealthController(Readiness readiness)
        : m_readiness(std::move(readiness))
    {}

    void addRoutes(Router &router) const;

private:
    Readiness m_readiness;
};

} // namespace Standin::Rest
