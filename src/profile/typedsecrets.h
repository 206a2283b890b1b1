// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

/// The secrets of a connection, each with the JSON pointer of its place in the profile file.
[[nodiscard]] QList<std::pair<QString, Secret *>> secretsOf(Connection &connection);

/// The places of those that were typed in, which a file cannot contain.
[[nodiscard]] QStringList typedSecrets(Profile profile);
/// The places of those that have to be typed in and were not yet.
[[nodiscard]] QStringList missingSecrets(Profile profile);
/// The profile with values for some of its secrets, by their places.
[[nodiscard]] Profile withTypedSecrets(Profile profile, const QMap<QString, QString> &values);

/// The profile without the values of its secrets that were typed in or sent by REST for certain devices. Places of
/// secrets (`env`, `file`) are kept.
[[nodiscard]] Profile withoutTypedSecrets(Profile profile);

} // namespace Standin
