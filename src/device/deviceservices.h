// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/session/devicesession.h"

namespace Standin {

class Clock;
class Journal;
class Keychain;
class SentMessages;
class ScriptEngine;
class Timers;

namespace Rules {
class RuleBook;
} // namespace Rules

/// The services that a device uses. They outlive the device; timers and sessions are those of its thread.
struct DeviceServices
{
    Journal &journal;
    const Clock &clock;
    Timers &timers;
    SentMessages &sentMessages; ///< of all devices of the fleet
    Keychain &keychain;         ///< of all devices of the fleet
    Rules::RuleBook &rules;     ///< of all devices of the fleet
    ScriptEngine &scripts;      ///< of the thread
    const SessionFactory &makeSession;
};

} // namespace Standin
