// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tlssettings.h"

#include "link/clientidentity.h"
#include "link/pemfile.h"

#include <QSslSocket>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

Result<QSsl::SslProtocol> protocolOf(const QString &minimumVersion)
{
    if (minimumVersion == u"1.2")
        return QSsl::TlsV1_2OrLater;
    if (minimumVersion == u"1.3")
        return QSsl::TlsV1_3OrLater;
    return failure(ErrorCode::InvalidArgument,
                   u"expected \"1.2\" or \"1.3\" as the least version of TLS, found \"%1\""_s.arg(minimumVersion));
}

Result<QList<QByteArray>> protocolNames(const QStringList &alpn)
{
    constexpr qsizetype maxNameBytes = 255; // RFC 7301 section 3.1
    QList<QByteArray> names;
    for (const QString &protocol : alpn) {
        const QByteArray name = protocol.toUtf8();
        if (name.isEmpty() || name.size() > maxNameBytes)
            return failure(ErrorCode::InvalidArgument,
                           u"an ALPN protocol has 1 to 255 bytes, found \"%1\""_s.arg(protocol));
        names.append(name);
    }
    return names;
}

Result<> addIdentity(QSslConfiguration &configuration, const Result<ClientIdentity> &identity)
{
    if (!identity)
        return Failure(identity.error());
    configuration.setLocalCertificateChain(identity->chain);
    configuration.setPrivateKey(identity->key);
    return {};
}

Result<> addIdentity(QSslConfiguration &configuration, const TlsSettings &settings)
{
    if (!settings.pkcs12File.isEmpty()) {
        if (!settings.certificateFile.isEmpty() || !settings.keyFile.isEmpty())
            return failure(ErrorCode::InvalidArgument,
                           u"a PKCS#12 file stands for certificate and key: give it or them, not both"_s,
                           settings.pkcs12File);
        return addIdentity(configuration, ClientIdentity::fromPkcs12(settings.pkcs12File, settings.keyPassword));
    }
    if (!settings.certificateFile.isEmpty()) {
        const QString keyFile = settings.keyFile.isEmpty() ? settings.certificateFile : settings.keyFile;
        return addIdentity(configuration,
                           ClientIdentity::fromPem(settings.certificateFile, keyFile, settings.keyPassword));
    }
    if (!settings.keyFile.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"this key needs its certificate beside it"_s, settings.keyFile);
    return {};
}

} // namespace

Result<QSslConfiguration> TlsSettings::toConfiguration() const
{
    if (!QSslSocket::supportsSsl())
        return failure(ErrorCode::Unsupported, u"Qt finds no TLS library: install OpenSSL 3 (libssl3)"_s);
    const auto protocol = protocolOf(minimumVersion);
    if (!protocol)
        return Failure(protocol.error());
    const auto protocols = protocolNames(alpn);
    if (!protocols)
        return Failure(protocols.error());

    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(*protocol);
    configuration.setAllowedNextProtocols(*protocols);
    configuration.setPeerVerifyMode(verifyPeer ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (!caFile.isEmpty()) {
        const auto authorities = PemFile::certificates(caFile);
        if (!authorities)
            return Failure(authorities.error());
        configuration.setCaCertificates(*authorities);
    }
    if (const auto added = addIdentity(configuration, *this); !added)
        return Failure(added.error());
    return configuration;
}

} // namespace Standin
