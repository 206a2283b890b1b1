// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/connection.h"

namespace Standin {

/// What becomes of a Server Reference (MQTT 5.0 section 4.11), with which a broker sends a device to another server.
namespace ServerReference {

/// The URL to go to: that of the profile, with another host and port. The scheme stays, so TLS cannot be given up; a
/// reference without a port means the usual one of the scheme. Of several references it is the first. InvalidArgument
/// when the profile does not follow references, when it would take secrets along that were given for the profile's
/// broker and must not, or when the text is no reference: the message says which.
[[nodiscard]] Result<QUrl> resolve(const QString &reference, const Connection &connection);

} // namespace ServerReference

} // namespace Standin
