// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Rest {

/// /metrics, in the text format of Prometheus (version 0.0.4). No label has the name of a device, so the number of time
/// series does not grow with the fleet. The engine must outlive the controller.
class MetricsController
{
public:
    /// Requests that wait for entries, and streams of events.
    using Count = std::function<size_t()>;

    MetricsController(Engine &engine, Count waiting, Count streams)
        : m_engine(engine)
        , m_waiting(std::move(waiting))
        , m_streams(std::move(streams))
    {}

    void metrics(const HttpRequest &request, const ReplyPtr &reply);

private:
    Engine &m_engine;
    Count m_waiting;
    Count m_streams;
};

} // namespace Standin::Rest
