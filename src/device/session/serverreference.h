// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/connection.h"

namespace Standin {

/// Evaluates a Server Reference (MQTT 5.0 section 4.11), with which a broker refers a device to another server.
namespace ServerReference {

/// The URL to use: that of the profile, with another host and port. The scheme stays, so TLS cannot be turned off; a
/// reference without a port means the default port of the scheme. Of several references the first is used.
/// InvalidArgument, with the reason in the message, when the profile does not follow references, when secrets for the
/// profile's broker would be sent to the other one without permission, or when the text is not a reference.
[[nodiscard]] Result<QUrl> resolve(const QString &reference, const Connection &connection);

} // namespace ServerReference

} // namespace Standin
