// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <chrono>

namespace Standin::Scenarios {

/// Bounds of a recording; it ends by itself when one is reached, and keeps what it has.
struct RecordingLimits
{
    qsizetype items = 10'000;           ///< orders and messages
    qsizetype bytes = 16 * 1024 * 1024; ///< of them
    std::chrono::milliseconds time = std::chrono::hours(1);

    static constexpr qsizetype mostItems = 100'000;
    static constexpr qsizetype mostBytes = 256 * 1024 * 1024;
    static constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
};

/// What a recording takes in, and what its scenario is like.
struct RecordingOptions
{
    /// The client ids of the scenario's devices.
    enum class ClientIds : quint8 {
        PerRun,   ///< that of the device and the id of the run: the devices of a run can be beside the recorded ones
        Recorded, ///< those of the devices
    };
    /// Messages that the devices received.
    enum class Commands : quint8 {
        Expected,  ///< the back end, which is the system under test, has to send them again
        Published, ///< a probe publishes them: the scenario runs without a back end
    };

    QString name = {};        ///< of the scenario; empty: one with the time
    QStringList devices = {}; ///< client ids or patterns (Match::matchesGlob); empty: all
    bool telemetry = false;   ///< periodic reports of the devices are expected, too
    ClientIds clientIds = ClientIds::PerRun;
    Commands commands = Commands::Expected;
    RecordingLimits limits = {};
};

} // namespace Standin::Scenarios
