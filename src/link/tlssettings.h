// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSslConfiguration>
#include <QStringList>

namespace Standin {

/// TLS settings for a broker. Paths are absolute; the password is the secret itself. A value.
struct TlsSettings
{
    QString caFile = {};          ///< PEM, the only authorities that are trusted; empty: those of the system
    QString certificateFile = {}; ///< PEM: the client's certificate, then the intermediate ones; empty: none
    QString keyFile = {};         ///< PEM; empty: the key is in certificateFile
    QString pkcs12File = {};      ///< certificate and key in one file, instead of the two above
    QString keyPassword = {};     ///< of the key or of the PKCS#12 file
    bool verifyPeer = true;
    QString serverName = {}; ///< sent to the broker (SNI) and expected in its certificate; empty: the URL's host
    QStringList alpn = {};   ///< application protocols offered, the preferred one first
    QString minimumVersion = QStringLiteral("1.2"); ///< "1.2" or "1.3"

    /// Reads the files. FileNotReadable for a missing file; InvalidArgument for wrong content, a wrong password, or a
    /// key of another certificate; Unsupported for a kind of key that the TLS library cannot use. `where` is the file.
    [[nodiscard]] Result<QSslConfiguration> toConfiguration() const;

    bool operator==(const TlsSettings &) const = default;
};

} // namespace Standin
