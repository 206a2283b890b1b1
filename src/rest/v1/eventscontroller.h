// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"
#include "rest/v1/eventstream.h"

#include <unordered_map>

namespace Standin::Rest {

/// /api/v1/events. Journal and runs must outlive the controller.
class EventsController final : public QObject
{
    Q_OBJECT

public:
    EventsController(const JournalReader &journal, const Runs &runs);
    ~EventsController() override;

    /// The conditions are those of a list of entries. It begins behind `Last-Event-ID`, or else `after`, or else now.
    /// `runs`: whether there are events of runs, too, or only those.
    void stream(const HttpRequest &request, const ReplyPtr &reply);

    [[nodiscard]] size_t size() const { return m_streams.size(); }

private:
    [[nodiscard]] Result<WantedEvents> wantedBy(const HttpRequest &request) const;

    const JournalReader &m_journal;
    const Runs &m_runs;
    std::unordered_map<const EventStream *, std::unique_ptr<EventStream>> m_streams;
};

} // namespace Standin::Rest
