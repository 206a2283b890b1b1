// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/connection.h"

namespace Standin {

/// A secret belongs to the address that it was given for: scheme, host and port, and the proxy on the way there. No
/// change of the address, wherever it is made, takes a secret along.
///
/// The secrets of a connection are the password, that of the key, headers with a secret, and, in whatever form they are
/// given, the headers that HTTP has for credentials. The password of the proxy belongs to the proxy.
namespace SecretRecipients {

/// Secrets that belong to nobody yet, since they have just been given, belong to the address of the connection from now
/// on. InvalidArgument with the JSON pointer of the first secret that belongs to another address.
Result<> bind(Connection &connection);

/// Whether the connection has a secret that belongs to some address already.
[[nodiscard]] bool hasBound(const Connection &connection);

/// Whether connecting sends one of the secrets to the broker: the password, or by WebSocket a header.
[[nodiscard]] bool sendsSecrets(const Connection &connection);

/// Scheme, host and port, and the proxy where there is one. Names for the same scheme make no difference.
[[nodiscard]] QString addressOf(const Connection &connection);

} // namespace SecretRecipients

} // namespace Standin
