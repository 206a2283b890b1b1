// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace Standin {

/// What PEM files hold. Every cause of failure has its own message; `where` is the path.
namespace PemFile {

/// At least one.
[[nodiscard]] Result<QList<QSslCertificate>> certificates(const QString &path);

/// The first key in the file: RSA, EC or DSA, in PKCS#8 or the older formats, encrypted or not.
[[nodiscard]] Result<QSslKey> privateKey(const QString &path, const QString &password);

} // namespace PemFile

} // namespace Standin
