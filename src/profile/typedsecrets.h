// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

/// The secrets of a connection, each with the JSON pointer of its place in the profile file.
[[nodiscard]] QList<std::pair<QString, Secret *>> secretsOf(Connection &connection);

/// The places of those that were typed in and that no file can hold.
[[nodiscard]] QStringList typedSecrets(Profile profile);
/// The places of those that are to be typed in and have not been yet.
[[nodiscard]] QStringList missingSecrets(Profile profile);
/// The profile with values for some of its secrets, by their places.
[[nodiscard]] Profile withTypedSecrets(Profile profile, const QMap<QString, QString> &values);

/// The profile without the values of its secrets, which were typed in or sent by REST for certain devices. Where a
/// secret is to be found (`env`, `file`) stays.
[[nodiscard]] Profile withoutTypedSecrets(Profile profile);

} // namespace Standin
