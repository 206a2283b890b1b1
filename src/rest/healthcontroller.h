// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// Whether the program is well, and which one it is: for those who supervise it.
class HealthController
{
public:
    /// Nothing when the service is ready, otherwise why it is not. Called in the server's thread.
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
