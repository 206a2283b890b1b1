// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

#include <unordered_map>

namespace Standin::Scenarios {

/// The step expectState: each device is in a state, or comes into it in time.
class StateExpectation final : public StepRun
{
public:
    StateExpectation(RunContext &run, const Step &step, const Trail &trail, int depth);
    ~StateExpectation() override;

private:
    void begin() override;
    void abandon(Stop why) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override;

    /// Looks at the device, and waits for its next change of state when it is in another one.
    void check(const QString &device);
    [[nodiscard]] bool isAsWanted(DeviceState state, const std::optional<Error> &error) const;
    void failNow();
    void cancelAwaits();
    void explain();

    const ExpectState &m_wanted;
    Clock::Instant m_until;
    QStringList m_open; ///< those not in the state yet
    QHash<QString, AwaitList::Id> m_awaits;
};

} // namespace Standin::Scenarios
