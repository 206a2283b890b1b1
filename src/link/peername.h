// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

namespace Standin::PeerName {

/// Whether the certificate is for that host by its subject alternative names (RFC 9525). Qt also accepts the common
/// name, which RFC 9525 does not allow. A wildcard stands for the first label of a name.
[[nodiscard]] bool matches(const QSslCertificate &certificate, const QString &host);

} // namespace Standin::PeerName
