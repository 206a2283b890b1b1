// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runstatus.h"

#include <deque>
#include <mutex>

namespace Standin {

/// Something that happened in a run.
struct RunEvent
{
    enum class Kind : quint8 { RunBegan, CaseBegan, StepEnded, CaseEnded, RunEnded };

    /// Of a step that has ended.
    struct Step
    {
        QString title = {};
        QString kind = {};
        QString pointer = {};
        QString outcome = {};
        QString reason = {}; ///< why it failed
        int depth = 0;       ///< steps around it
        qint64 tookMicros = 0;
    };

    quint64 number = 0; ///< from 1, without gaps
    Cursor cursor = 0;  ///< the end of the journal at that time
    Kind kind = Kind::RunBegan;
    QString run = {}; ///< its id
    RunCase of = {};  ///< empty for RunBegan and RunEnded
    Step step = {};   ///< of StepEnded
    QString reason = {};
    std::optional<Scenarios::Verdict> verdict = {}; ///< of CaseEnded and RunEnded
};

/// "run-began", "case-began", "step-ended", "case-ended", "run-ended".
[[nodiscard]] QString toString(RunEvent::Kind kind);

/// The newest events of all runs, for readers that pull. Thread-safe.
class RunEventLog
{
public:
    static constexpr size_t most = 10'000;

    struct Page
    {
        QList<RunEvent> events = {};
        quint64 dropped = 0; ///< events behind `after` that are not kept any more
    };

    /// Gives the event its number.
    void add(RunEvent event);
    /// Those with a higher number than `after`, the oldest first.
    [[nodiscard]] Page after(quint64 after, qsizetype most) const;
    /// The number of the last event before the first one whose cursor is not below this one: what a reader of the
    /// journal has certainly seen that has read up to `cursor`. 0 when some behind it are not kept any more.
    [[nodiscard]] quint64 numberBefore(Cursor cursor) const;
    /// The newest one; 0: there was none.
    [[nodiscard]] quint64 newest() const;

private:
    mutable std::mutex m_mutex;
    std::deque<RunEvent> m_events;
    std::optional<Cursor> m_lastDropped; ///< of the last one that is not kept any more
    quint64 m_newest = 0;
};

} // namespace Standin
