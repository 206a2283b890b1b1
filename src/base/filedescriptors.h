// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

/// The file descriptors of this process, whose number is limited by the system. Devices leave a reserve for REST, files
/// and threads. REST leaves a smaller reserve. Thread-safe.
namespace Standin::FileDescriptors {

/// Their maximum number.
[[nodiscard]] int limit();

/// The users of descriptors.
enum class User : quint8 {
    Device,
    Rest,
};

/// Whether only the reserve of this user is left: then it must return its descriptor and report usedUp().
[[nodiscard]] bool areScarce(User user);

/// Whether this many more are available.
[[nodiscard]] bool haveRoomFor(int count);

/// LimitReached, with advice in the message.
[[nodiscard]] Error usedUp(const QString &where = {});

} // namespace Standin::FileDescriptors
