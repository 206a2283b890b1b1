// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslError>
#include <QSslSocket>

namespace Standin {

/// What was wrong with a TLS connection that failed, and what to do: sentences without the "TLS: " in front.
namespace TlsDiagnosis {

/// Why the broker's certificate was not accepted: which one, which check, its dates and names. `name` is what the
/// certificate had to be valid for; `leaf` is the broker's own.
[[nodiscard]] QString ofErrors(const QList<QSslError> &errors, const QSslCertificate &leaf, const QString &name);

/// What the broker rejected, by its alert.
[[nodiscard]] QString ofAlert(QSsl::AlertType alert, const QString &description, const QSslConfiguration &ours);

/// For a broker that closed the connection without an alert, during the handshake or right after it.
[[nodiscard]] QString ofSilentEnd(const QSslConfiguration &session, bool brokerSpeaks);

/// The error of OpenSSL on this side, explained where it is one of the known cases.
[[nodiscard]] QString ofLibraryText(const QString &text);

} // namespace TlsDiagnosis

} // namespace Standin
