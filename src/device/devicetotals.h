// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"

#include <atomic>

namespace Standin {

/// The sums over the records of a fleet. Every record updates them, so no loop over the records is needed. Thread-safe;
/// while devices change, two numbers that are read one after the other may belong to different moments.
struct DeviceTotals
{
    std::atomic<quint64> revisions = 0; ///< incremented by every change of a record
    std::atomic<int> online = 0;
    std::atomic<int> connecting = 0; ///< Connecting and Reconnecting
    std::atomic<int> failed = 0;
    std::atomic<quint64> received = 0; ///< including removed devices
    std::atomic<quint64> sent = 0;
    std::atomic<qint64> presetBytes = 0; ///< payloads of preset replies

    /// Their limit for all devices together.
    static constexpr qint64 mostPresetBytes = 32 * 1024 * 1024;

    void count(DeviceState state, int devices)
    {
        switch (state) {
        case DeviceState::Offline:
            break;
        case DeviceState::Connecting:
        case DeviceState::Reconnecting:
            connecting += devices;
            break;
        case DeviceState::Online:
            online += devices;
            break;
        case DeviceState::Failed:
            failed += devices;
            break;
        }
    }
};

} // namespace Standin
