// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "broker/localbroker.h"
#include "fleet/fleet.h"
#include "journal/journal.h"
#include "profile/profileregistry.h"

namespace Standin {

struct EngineOptions
{
    int workers = 0; ///< threads for the devices; 0 means one per core
    JournalLimits journal = {};
};

/// What every program starts, and what window, REST and command line work on.
///
/// Its parts are made from the clock to the fleet and destroyed the other way round: the devices leave while the local
/// broker still runs, and write into a journal that is still there. Whoever uses the engine must be gone before it.
///
/// Make it in the main thread. Journal, profiles and fleet may be used from any thread; the broker, and what starts or
/// stops it, in the main thread only (the process of the broker ends with the thread that started it).
class Engine final
{
public:
    /// The devices that were made of a sample profile.
    struct Sample
    {
        Profile profile;
        QStringList devices;
    };

    explicit Engine(const EngineOptions &options = {});
    Q_DISABLE_COPY_MOVE(Engine)

    [[nodiscard]] Journal &journal() { return m_journal; }
    [[nodiscard]] ProfileRegistry &profiles() { return m_profiles; }
    [[nodiscard]] Broker::LocalBroker &broker() { return m_broker; }
    [[nodiscard]] Fleet &fleet() { return m_fleet; }

    /// Starts the local broker unless it runs (its end is told by its signal died() and in the journal), and gives its
    /// URL. Blocks until it accepts connections.
    Result<QUrl> startBroker();

    /// Starts the local broker, makes the sample devices on it and sends them online, which takes until after the
    /// return.
    Result<QList<Sample>> startSamples();
    /// Whether a sample device that was made is still there.
    [[nodiscard]] bool hasSamples() const;

private:
    SystemClock m_clock;
    Journal m_journal;
    ProfileRegistry m_profiles;
    Broker::LocalBroker m_broker;
    Fleet m_fleet;
    QStringList m_samples; ///< the devices that were made
};

} // namespace Standin
