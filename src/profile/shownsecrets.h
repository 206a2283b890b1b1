// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

namespace Standin {

/// The form in which REST shows a profile, and takes it back. It has no secret: of those that have a place (`env`,
/// `file`, `keychain`) the place is shown, all others are `{"ask": true}`. Among them are all values of headers,
/// because a file may have credentials there; and a URL has no query.
namespace ShownSecrets {

[[nodiscard]] Profile hidden(Profile profile);

/// A profile that a client has sent, in the place of `current` (nullptr: there is none). Secrets that stand in it as
/// hidden() shows them are those of `current`, and so is the folder of relative paths.
///
/// InvalidArgument with a JSON pointer for another place, because a client must not be able to make this machine send
/// the contents of its variables and files; and when a secret of `current` could be sent to another broker then.
[[nodiscard]] Result<Profile> restored(Profile sent, const Profile *current);

} // namespace ShownSecrets

} // namespace Standin
