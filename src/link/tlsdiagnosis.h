// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslError>
#include <QSslSocket>

namespace Standin {

/// The cause of a failed TLS connection and the remedy: sentences without the prefix "TLS: ".
namespace TlsDiagnosis {

/// Why the broker's certificate was not accepted: which certificate, which check, its dates and names. `name` is the
/// expected name; `leaf` is the broker's own certificate.
[[nodiscard]] QString ofErrors(const QList<QSslError> &errors, const QSslCertificate &leaf, const QString &name);

/// Why the broker refused the connection, from its alert.
[[nodiscard]] QString ofAlert(QSsl::AlertType alert, const QString &description, const QSslConfiguration &ours);

/// For a broker that closed the connection without an alert, during the handshake or right after it.
[[nodiscard]] QString ofSilentEnd(const QSslConfiguration &session, bool brokerSpeaks);

/// The error of OpenSSL on this side, with an explanation for the known cases.
[[nodiscard]] QString ofLibraryText(const QString &text);

} // namespace TlsDiagnosis

} // namespace Standin
