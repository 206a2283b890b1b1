// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "scenario/file/scenario.h"
#include "scenario/record/recordingoptions.h"
#include "scenario/record/recordingwarning.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>

namespace Standin {
class Clock;
class Fleet;
class JournalReader;
} // namespace Standin

namespace Standin::Scenarios {

class RecordingBoard;

/// A recording as it is now. A value.
struct RecordingStatus
{
    enum class State : quint8 {
        Running,
        Stopped, ///< by Recorder::stop()
        Full,    ///< ended by itself, at one of its limits
    };

    QString id = {};
    QString name = {}; ///< of the scenario
    State state = State::Running;
    qint64 startedAt = 0; ///< microseconds since 1970-01-01 UTC
    qint64 endedAt = 0;   ///< 0: it runs
    qsizetype devices = 0;
    qsizetype actions = 0;  ///< what was done to the devices
    qsizetype messages = 0; ///< what the scenario is to expect
    qsizetype bytes = 0;
    /// About as many as the scenario will have.
    [[nodiscard]] qsizetype steps() const { return actions + messages; }
};

/// "running", "stopped", "full".
[[nodiscard]] QString toString(RecordingStatus::State state);

/// What becomes of a recording.
struct RecordedScenario
{
    Scenario scenario = {}; ///< not from a file: without path and source
    QList<RecordingWarning> warnings = {};
};

/// Records what is done to the devices of a fleet, by window, REST or other programs, and what happens then, and makes
/// scenarios of it (docs/scenarios.md, "Recording"). Devices of runs of scenarios are not recorded.
///
/// Functions may be called from any thread. Signals are emitted in the thread of the caller, or in that of this object,
/// which needs an event loop so that a recording ends at its limits; connect them to an object of another thread
/// queued, as usual.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    /// Running or not; the oldest one that has ended is removed when there are more.
    static constexpr qsizetype mostRecordings = 16;

    /// Clock, journal and fleet must outlive it.
    Recorder(const Clock &clock, const JournalReader &journal, Fleet &fleet, QObject *parent = nullptr);
    ~Recorder() override;

    /// Returns its id. InvalidArgument for a limit that is out of its range, LimitReached when too many run.
    Result<QString> start(const RecordingOptions &options = {});

    // nullopt, or false, for an id that is not known.

    /// Ends it; one that has ended stays as it is.
    std::optional<RecordedScenario> stop(const QString &id);
    /// Of one that runs: as far as it has come.
    [[nodiscard]] std::optional<RecordedScenario> scenario(const QString &id) const;
    /// Ends it if it runs, and forgets it.
    bool remove(const QString &id);
    [[nodiscard]] std::optional<RecordingStatus> status(const QString &id) const;

    /// In the order in which they were started.
    [[nodiscard]] QList<RecordingStatus> statuses() const;

signals:
    void started(const QString &id);
    /// It has more actions or messages; a few times a second at most.
    void progressed(const QString &id);
    /// Also when it ended by itself.
    void stopped(const QString &id);
    void removed(const QString &id);

private:
    void collect();
    /// Observes the fleet while something is recorded, and not otherwise.
    void observe();

    Fleet &m_fleet;
    const std::shared_ptr<RecordingBoard> m_board;
    mutable std::mutex m_observing; ///< held while it begins or ends to observe the fleet
    QTimer m_timer;                 ///< of this object's thread
};

} // namespace Standin::Scenarios
