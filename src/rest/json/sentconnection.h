// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "profile/profile.h"

#include <functional>

namespace Standin::Rest {

/// The profile with settings of `connection` that a request has sent (ConnectionFile::Secrets::Sent), and with what
/// `more` changes besides. Every call that lets a client change a connection uses it.
///
/// InvalidArgument for a wrong setting, and when secrets of the profile could be sent to another broker at the same
/// address; SecretRecipients checks that no secret is sent to another address.
[[nodiscard]] Result<Profile> withSentConnection(Profile base, JsonReader settings,
                                                 const std::function<void(Connection &)> &more = {});

} // namespace Standin::Rest
