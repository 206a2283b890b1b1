// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /livez, /readyz and /version, for monitoring.
class HealthController
{
public:
    /// Empty when the service is ready, otherwise the reason. Called in the server's thread.
    using Readiness = std::function<Result<>()>;

    explicit HealthController(Readiness readiness)
        : m_readiness(std::move(readiness))
    {}

    void live(const HttpRequest &request, const ReplyPtr &reply);
    void ready(const HttpRequest &request, const ReplyPtr &reply);
    void version(const HttpRequest &request, const ReplyPtr &reply);

private:
    Readiness m_readiness;
};

} // namespace Standin::Rest
