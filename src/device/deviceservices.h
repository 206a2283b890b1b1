// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/session/devicesession.h"

namespace Standin {

class Clock;
class Journal;
class SentMessages;
class Timers;

/// What a device is given to work with. All of it outlives the device; timers and sessions are those of its thread.
struct DeviceServices
{
    Journal &journal;
    const Clock &clock;
    Timers &timers;
    SentMessages &sentMessages; ///< of the whole fleet
    const SessionFactory &makeSession;
};

} // namespace Standin
