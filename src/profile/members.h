// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

class JsonReader;

/// Which devices a profile makes: those of the numbers 0 to `count` - 1 that are not in `except`; `names` gives some of
/// them a client id of their own. A number that a device has is its `index` in templates, and never changes.
namespace Members {

/// As many as a profile may make.
inline constexpr int mostDevices = 100'000;

/// The numbers in their order.
[[nodiscard]] QList<int> indexes(const Profile &profile);

/// The profile with one device more, of the number `profile.count`. An empty client id: as the template says.
[[nodiscard]] Profile withOneMore(Profile profile, const QString &clientId);
/// The profile without those devices. Numbers at the end are not left out but not counted any more; at least one stays.
[[nodiscard]] Profile without(Profile profile, const QList<int> &indexes);
/// The profile with another client id for one device. An empty one: as the template says.
[[nodiscard]] Profile renamed(Profile profile, int index, const QString &clientId);

/// The profile for one device alone, of that client id.
[[nodiscard]] Profile single(Profile profile, const QString &clientId);
/// The profile with the devices (`clientId`, `count`, `except`, `names`) of the other one.
[[nodiscard]] Profile ofDevices(Profile profile, const Profile &devices);

/// Reads `count`, `except` and `names` of a profile file.
void read(JsonReader &reader, Profile &profile);
/// `except` and `names` as a profile file has them; undefined where there are none.
[[nodiscard]] JsonText writtenExcept(const Profile &profile);
[[nodiscard]] JsonText writtenNames(const Profile &profile);

} // namespace Members

} // namespace Standin
