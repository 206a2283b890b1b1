// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace Standin {

/// The credentials of a TLS client: its certificate, the intermediate certificates, and its key.
struct ClientIdentity
{
    QList<QSslCertificate> chain;
    QSslKey key;

    /// Both may be the same file.
    [[nodiscard]] static Result<ClientIdentity> fromPem(const QString &certificateFile, const QString &keyFile,
                                                        const QString &password);
    [[nodiscard]] static Result<ClientIdentity> fromPkcs12(const QString &path, const QString &password);
    /// Reads a PKCS#12 file; `path` is used in errors.
    [[nodiscard]] static Result<ClientIdentity> fromPkcs12Bytes(QByteArray bytes, const QString &password,
                                                                const QString &path);
};

} // namespace Standin
