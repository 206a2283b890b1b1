// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/sequence.h"

#include <vector>

namespace Standin::Scenarios {

/// The steps that hold other steps: group, include, repeat, forEachDevice and parallel. Their steps are run in parts
/// (rounds, devices, branches), one after the other or beside each other.
class PartsStep final : public StepRun
{
public:
    PartsStep(RunContext &run, const Step &step, const Trail &trail, int depth);
    ~PartsStep() override;

    [[nodiscard]] bool letsGoOn() const override { return !m_hasEndedEarly; }

private:
    struct Part
    {
        qsizetype number = 0;
        QString label = {};
        qint64 startedAt = 0;
        Clock::Instant started = {};
        Cursor after = 0;
        std::unique_ptr<Sequence> sequence = {};
    };

    void begin() override;
    void abandon(Stop why) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override { return std::nullopt; }

    /// How many parts there are, and whether they run beside each other.
    Result<> prepare();
    [[nodiscard]] const Steps &stepsOf(qsizetype number) const;
    [[nodiscard]] QString labelOf(qsizetype number) const;
    /// What a part begins with.
    [[nodiscard]] Trail trailOf(qsizetype number) const;

    void startNext();
    void startAll();
    void startPart(qsizetype number);
    void partEnded(qsizetype number);
    void takePart(Part &part);
    void stopOthers();
    void end();

    const Trail m_outer;
    QStringList m_devices; ///< of forEachDevice
    qsizetype m_count = 1;
    bool m_isParallel = false;
    bool m_isPlain = true; ///< one part, whose steps are those of this step
    qsizetype m_next = 0;
    qsizetype m_ended = 0;
    std::vector<Part> m_parts; ///< parallel: all; otherwise the current one
    StepOutcome m_outcome = StepOutcome::Passed;
    bool m_hasEndedEarly = false; ///< no further part begins
    bool m_isStarting = false;
    Timer m_nextTurn;
};

} // namespace Standin::Scenarios
