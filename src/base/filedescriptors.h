// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

/// The file descriptors of this process, of which the system gives a limited number. Devices leave some to what must go
/// on whatever the devices do: REST, files, threads. REST leaves some, too. Thread-safe.
namespace Standin::FileDescriptors {

/// How many there may be.
[[nodiscard]] int limit();

/// Who wants one.
enum class User : quint8 {
    Device,
    Rest,
};

/// Whether only those are left that this user must leave alone: it gives back what it took, and tells usedUp().
[[nodiscard]] bool areScarce(User user);

/// Whether so many more can be had.
[[nodiscard]] bool haveRoomFor(int count);

/// LimitReached, in words that say what to do.
[[nodiscard]] Error usedUp(const QString &where = {});

} // namespace Standin::FileDescriptors
