// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/connection.h"

namespace Standin {

/// A secret belongs to the address that it was given for: scheme, host and port, and the proxy. After any change of the
/// address the old secret is not sent.
///
/// The secrets of a connection are the password, that of the key, headers with a secret, and, in any form, the headers
/// that HTTP defines for credentials. The password of the proxy belongs to the proxy.
namespace SecretRecipients {

/// Secrets without a recipient, which were just given, belong to the address of the connection from now on.
/// InvalidArgument with the JSON pointer of the first secret that belongs to another address.
Result<> bind(Connection &connection);

/// Whether the connection has a secret with a recipient.
[[nodiscard]] bool hasBound(const Connection &connection);

/// InvalidArgument when `after` has a secret with a recipient, and could trust another broker at the same address than
/// `before`: the secret would be sent to that. `pointer`: the place of the connection.
[[nodiscard]] Result<> checkTrust(const Connection &before, const Connection &after, const QString &pointer);

/// Whether connecting sends one of the secrets to the broker: the password, or by WebSocket a header.
[[nodiscard]] bool sendsSecrets(const Connection &connection);

/// Scheme, host and port, and the proxy if there is one. Names of the same scheme are equal.
[[nodiscard]] QString addressOf(const Connection &connection);

} // namespace SecretRecipients

} // namespace Standin
