// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin {
struct Connection;
} // namespace Standin

namespace Standin::Scenarios {

struct Scenario;

/// What a scenario may use of this machine. The later ones may use less; those with a lower number include the rights
/// of the higher ones, but for the secrets of Sent.
enum class Access : quint8 {
    All,       ///< every file, and secrets by their places (`env`, `file`, `keychain`): it was written by hand
    NoSecrets, ///< every file, no secrets: a request has changed variables or the broker
    Confined,  ///< files in its folder, no secrets: `confined` in its file, which REST has written
    Sent,      ///< likewise, but secrets may stand in it as strings: it came with a request and is in no file
};

/// The absolute path of a file that a scenario names. InvalidArgument when it may only use files in its folder, and the
/// file is elsewhere, also by a link.
[[nodiscard]] Result<QString> fileFor(const Scenario &scenario, const QString &file);

/// InvalidArgument when the scenario may not use secrets of this machine, and the connection names one. `pointer`: the
/// place of the connection.
[[nodiscard]] Result<> checkSecrets(Access access, const Connection &connection, const QString &pointer);
/// The same for one secret that was found at `where`.
[[nodiscard]] Error secretRefused(Access access, const QString &where);

} // namespace Standin::Scenarios
