// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

class JsonReader;

/// The devices of a profile: the numbers 0 to `count` - 1 without those in `except`; `names` gives some of them their
/// own client id. The number of a device is its `index` in templates, and never changes.
namespace Members {

/// The maximum number for one profile.
inline constexpr int mostDevices = 100'000;

/// The numbers in their order.
[[nodiscard]] QList<int> indexes(const Profile &profile);

/// The profile with an additional device, number `profile.count`. An empty client id: that of the template.
[[nodiscard]] Profile withOneMore(Profile profile, const QString &clientId);
/// The profile without those devices. For numbers at the end `count` is reduced instead of adding them to `except`; at
/// least one device stays.
[[nodiscard]] Profile without(Profile profile, const QList<int> &indexes);
/// The profile with another client id for one device. An empty one: that of the template.
[[nodiscard]] Profile renamed(Profile profile, int index, const QString &clientId);

/// The profile for one device alone, of that client id.
[[nodiscard]] Profile single(Profile profile, const QString &clientId);
/// The profile with the devices (`clientId`, `count`, `except`, `names`) of the other one.
[[nodiscard]] Profile ofDevices(Profile profile, const Profile &devices);

/// Reads `count`, `except` and `names` of a profile file.
void read(JsonReader &reader, Profile &profile);
/// `except` and `names` in the form of a profile file; undefined if there are none.
[[nodiscard]] JsonText writtenExcept(const Profile &profile);
[[nodiscard]] JsonText writtenNames(const Profile &profile);

} // namespace Members

} // namespace Standin
