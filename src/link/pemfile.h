// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace Standin {

/// Reads PEM files. Every cause of failure has its own message; `where` is the path.
namespace PemFile {

/// At least one certificate.
[[nodiscard]] Result<QList<QSslCertificate>> certificates(const QString &path);

/// The first key in the file: RSA, EC or DSA, in PKCS#8 or the older formats, encrypted or not.
[[nodiscard]] Result<QSslKey> privateKey(const QString &path, const QString &password);

/// The same for bytes that were read already; `path` is used in errors.
[[nodiscard]] Result<QList<QSslCertificate>> certificatesIn(const QByteArray &bytes, const QString &path);
[[nodiscard]] Result<QSslKey> privateKeyIn(const QByteArray &bytes, const QString &password, const QString &path);

} // namespace PemFile

} // namespace Standin
