// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "broker/localbroker.h"
#include "engine/runs.h"
#include "fleet/fleet.h"
#include "journal/history/history.h"
#include "profile/profileregistry.h"
#include "scenario/file/scenariofolder.h"
#include "scenario/record/recorder.h"

namespace Standin {

struct EngineOptions
{
    int workers = 0; ///< threads for the devices; 0 means one per core
    JournalLimits journal = {};
    HistoryOptions history = {};
    QString scenarios = {}; ///< the folder of the scenario files that others may use; empty: none
};

/// The services that every program starts; window, REST and command line use them.
///
/// Its parts are made from the clock to the fleet and destroyed in the reverse order: the devices go offline while the
/// local broker still runs and the journal still exists. All users of the engine must be destroyed before it.
///
/// Make it in the main thread. Journal, profiles, fleet and recorder may be used from any thread; the broker and the
/// functions that start or stop it in the main thread only (the broker's process ends with the thread that started it).
class Engine final
{
public:
    /// The devices that were made from a sample profile.
    struct Sample
    {
        Profile profile;
        QStringList devices;
    };

    explicit Engine(const EngineOptions &options = {});
    Q_DISABLE_COPY_MOVE(Engine)

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] Journal &journal() { return m_journal; }
    /// The journal with its history on disk; the journal alone when the options name no file.
    [[nodiscard]] const History &history() const { return m_history; }
    [[nodiscard]] ProfileRegistry &profiles() { return m_profiles; }
    [[nodiscard]] Broker::LocalBroker &broker() { return m_broker; }
    [[nodiscard]] Fleet &fleet() { return m_fleet; }
    /// The scenario files that everyone with access to the engine may list, run and change. Thread-safe.
    [[nodiscard]] Scenarios::ScenarioFolder &scenarios() { return m_scenarios; }
    [[nodiscard]] Runs &runs() { return m_runs; }
    /// The rules that belong to no profile.
    [[nodiscard]] Rules::RuleBook &rules() { return m_fleet.rules(); }
    /// Makes scenarios of what is done to the devices.
    [[nodiscard]] Scenarios::Recorder &recorder() { return m_recorder; }

    /// An error while the engine cannot do everything it was asked for, which is a history that cannot be written.
    /// Thread-safe.
    [[nodiscard]] Result<> readiness() const;

    /// Starts the local broker unless it runs, and returns its URL. Its end is reported by its signal died() and in the
    /// journal. Blocks until it accepts connections.
    Result<QUrl> startBroker();

    /// Starts the local broker, makes the sample devices on it and begins to connect them; they come online after the
    /// return.
    Result<QList<Sample>> startSamples();
    /// Whether any of the sample devices still exists.
    [[nodiscard]] bool hasSamples() const;

private:
    SystemClock m_clock;
    Journal m_journal;
    History m_history;
    ProfileRegistry m_profiles;
    Broker::LocalBroker m_broker;
    Fleet m_fleet;
    Scenarios::Recorder m_recorder;
    Scenarios::ScenarioFolder m_scenarios;
    Runs m_runs;           ///< behind the fleet: what it has begun is torn down first
    QStringList m_samples; ///< the devices that were made
};

} // namespace Standin
