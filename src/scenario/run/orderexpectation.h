// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// The step expectOrder: entries in an order, others may be between them. Each is sought behind the one before, so the
/// earliest ones are taken.
class OrderExpectation final : public StepRun
{
public:
    OrderExpectation(RunContext &run, const Step &step, const Trail &trail, int depth);
    ~OrderExpectation() override;

private:
    void begin() override;
    void abandon(Stop why) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override;

    [[nodiscard]] Result<QList<JournalQuery>> queries();
    void awaitNext();
    void take(const AwaitOutcome &outcome);
    void explain();
    void cancelAwait();

    const ExpectOrder &m_wanted;
    QList<JournalQuery> m_queries; ///< of each message, for one device; of several the device is a condition of its own
    QList<EntryPtr> m_matched;
    Cursor m_seen = 0;
    Clock::Instant m_until;
    std::optional<AwaitList::Id> m_await;
};

} // namespace Standin::Scenarios
