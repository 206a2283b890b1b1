// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/threadtimers.h"
#include "journal/awaitlist.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/v1/journal/await, verify, count and near-misses. Clock and journal must outlive the controller.
class AwaitController final : public QObject
{
    Q_OBJECT

public:
    AwaitController(const Clock &clock, const JournalReader &journal);
    ~AwaitController() override;

    /// 200 when the entries have come, otherwise 408; with `absent` 200 when they have not, otherwise 422.
    void await(const HttpRequest &request, const ReplyPtr &reply);
    /// 200, or 422 with the difference.
    void verify(const HttpRequest &request, const ReplyPtr &reply);
    void count(const HttpRequest &request, const ReplyPtr &reply);
    void nearMisses(const HttpRequest &request, const ReplyPtr &reply);

    /// Requests that wait.
    [[nodiscard]] size_t size() const { return m_awaits.size(); }

private:
    struct Verdict
    {
        int status;
        QString detail;      ///< for a status other than 200
        JournalQuery sought; ///< for near misses
    };
    /// Entries that were dropped before they could be checked may have been what must not come.
    [[nodiscard]] static Verdict unproved(quint64 dropped);

    struct Counting
    {
        JournalQuery query;
        Cursor end; ///< later entries do not count
        qint64 count = 0;
        quint64 dropped = 0;
        bool isWanted = true;
    };

    void start(const AwaitTerms &terms, const ReplyPtr &reply, std::function<Verdict(const AwaitOutcome &)> judge);
    void answer(const ReplyPtr &reply, const AwaitOutcome &outcome, const Verdict &verdict);
    /// A part of the entries; goes on from the event loop, so that other requests are answered in between.
    void goOnCounting(const std::shared_ptr<Counting> &counting, const ReplyPtr &reply);

    const JournalReader &m_journal;
    ThreadTimers m_timers;
    AwaitList m_awaits;
};

} // namespace Standin::Rest
