// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslError>
#include <QSslSocket>

namespace Standin {

/// Says of a TLS connection that failed what was wrong and what to do: sentences without the "TLS: " in front.
namespace TlsDiagnosis {

/// What spoke against the broker's certificate: which one, which check, its dates and names. `name` is what the
/// certificate was to be good for; `leaf` is the broker's own.
[[nodiscard]] QString ofErrors(const QList<QSslError> &errors, const QSslCertificate &leaf, const QString &name);

/// What the broker objected to.
[[nodiscard]] QString ofAlert(QSsl::AlertType alert, const QString &description, const QSslConfiguration &ours);

/// For a broker that closed the connection without an alert, during the handshake or right after it.
[[nodiscard]] QString ofSilentEnd(const QSslConfiguration &session, bool brokerSpeaks);

/// What OpenSSL says went wrong here, put into words where it is one of the well-known cases.
[[nodiscard]] QString ofLibraryText(const QString &text);

} // namespace TlsDiagnosis

} // namespace Standin
