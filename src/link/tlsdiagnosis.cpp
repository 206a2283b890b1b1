// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tlsdiagnosis.h"

#include <QSslConfiguration>
#include <QTimeZone>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

QString day(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

/// The names for which it is valid.
QString namesOf(const QSslCertificate &certificate)
{
    const auto entries = certificate.subjectAlternativeNames();
    QStringList names = entries.values(QSsl::DnsEntry) + entries.values(QSsl::IpAddressEntry);
    names.sort();
    return names.join(u", "_s);
}

QString ofOtherName(const QString &which, const QString &name, const QString &names)
{
    if (names.isEmpty())
        return u"%1 names no host as subject alternative name, and the common name does not count: make one with "
               "subjectAltName=DNS:%2"_s.arg(which, name);
    return u"%1 is not for %2 but for %3: connect by such a name or set tls.serverName"_s.arg(which, name, names);
}

/// The issuer: the subject of the missing CA certificate.
QString issuerOf(const QSslCertificate &certificate)
{
    const QString name = certificate.issuerDisplayName();
    if (!name.isEmpty())
        return u"the unknown CA \"%1\""_s.arg(name);
    QStringList parts;
    for (const QByteArray &attribute : certificate.issuerInfoAttributes())
        parts.append(QString::fromLatin1(attribute) + u'=' + certificate.issuerInfo(attribute).join(u' '));
    return parts.isEmpty() ? u"an unknown CA"_s : u"the unknown CA \"%1\""_s.arg(parts.join(u", "_s));
}

QString describe(const QSslCertificate &certificate, bool isLeaf, const QString &name)
{
    if (certificate.isNull())
        return u"the certificate of %1"_s.arg(name);
    return isLeaf ? u"the certificate of %1 (CN=%2)"_s.arg(name, certificate.subjectDisplayName())
                  : u"the CA certificate \"%1\" above that of %2"_s.arg(certificate.subjectDisplayName(), name);
}

QString ofError(const QSslError &error, const QSslCertificate &certificate, const QString &which, const QString &name)
{
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return u"%1 expired on %2: renew it"_s.arg(which, day(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return u"%1 is not valid before %2: wait, or set the clock right"_s.arg(which,
                                                                                day(certificate.effectiveDate()));
    case QSslError::HostNameMismatch:
        return ofOtherName(which, name, namesOf(certificate));
    case QSslError::SelfSignedCertificate:
        return u"%1 is self-signed: to trust it give it as tls.ca"_s.arg(which);
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return u"%1 is signed by %2: give the CA's certificate as tls.ca; if that is done, the broker does not send "
               u"the "
               "intermediate certificates between the two: let it, or add them to tls.ca"_s.arg(which,
                                                                                                issuerOf(certificate));
    case QSslError::CertificateSignatureFailed:
        return u"%1 was not signed by the CA \"%2\" that is trusted here but by another of that name: "
               "give the right one as tls.ca"_s.arg(which, certificate.issuerDisplayName());
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return u"%1 was revoked: renew it"_s.arg(which);
    case QSslError::InvalidPurpose:
        return u"%1 was not made for a server: make one with the extended key usage serverAuth"_s.arg(which);
    case QSslError::InvalidCaCertificate:
        return u"%1 does not allow its owner to sign others: it lacks CA:TRUE"_s.arg(which);
    case QSslError::NoPeerCertificate:
        return u"%1 shows no certificate"_s.arg(name);
    default:
        return u"%1 is not accepted: %2"_s.arg(which, error.errorString());
    }
}

} // namespace

QString TlsDiagnosis::ofErrors(const QList<QSslError> &errors, const QSslCertificate &leaf, const QString &name)
{
    QStringList sentences;
    for (const QSslError &error : errors) {
        // OpenSSL reports no certificate when the chain is incomplete after the broker's own.
        const QSslCertificate certificate = error.certificate().isNull() ? leaf : error.certificate();
        sentences.append(ofError(error, certificate, describe(certificate, certificate == leaf, name), name));
    }
    sentences.removeDuplicates(); // an unknown CA causes two or three errors
    return sentences.join(u"; "_s);
}

QString TlsDiagnosis::ofAlert(QSsl::AlertType alert, const QString &description, const QSslConfiguration &ours)
{
    const QSslCertificate certificate = ours.localCertificate();
    const QString mine = u"this client's certificate (CN=%1)"_s.arg(certificate.subjectDisplayName());
    switch (alert) {
    case QSsl::AlertType::CertificateRequired:
        return u"the broker demands a client certificate: give tls.certificate and tls.key"_s;
    case QSsl::AlertType::HandshakeFailure:
        // Before TLS 1.3 there was no separate alert for a missing certificate.
        return certificate.isNull() ? u"the broker refused the handshake: it may demand a client certificate "
                                      "(tls.certificate), or shares no cipher with this client"_s
                                    : u"the broker refused the handshake: it may share no cipher with this client"_s;
    case QSsl::AlertType::UnknownCa:
        return u"the broker does not know the CA \"%1\" of %2"_s.arg(certificate.issuerDisplayName(), mine);
    case QSsl::AlertType::CertificateExpired:
        return u"the broker says that %1 has expired; it ends on %2"_s.arg(mine, day(certificate.expiryDate()));
    case QSsl::AlertType::BadCertificate:
    case QSsl::AlertType::UnsupportedCertificate:
    case QSsl::AlertType::CertificateRevoked:
    case QSsl::AlertType::CertificateUnknown:
        return u"the broker does not accept %1: %2"_s.arg(mine, description);
    case QSsl::AlertType::ProtocolVersion:
        return ours.protocol() == QSsl::TlsV1_3OrLater
                   ? u"the broker offers no TLS 1.3: allow 1.2 in tls.minimumVersion"_s
                   : u"the broker and this client have no version of TLS in common: this one speaks 1.2 and 1.3"_s;
    case QSsl::AlertType::NoApplicationProtocol:
        return u"the broker speaks none of the protocols in tls.alpn (%1)"_s.arg(
            QString::fromUtf8(ours.allowedNextProtocols().join(", ")));
    case QSsl::AlertType::UnrecognizedName:
        return u"the broker does not know the server name: check tls.serverName"_s;
    default:
        return u"the broker ended the TLS connection: %1"_s.arg(description);
    }
}

QString TlsDiagnosis::ofSilentEnd(const QSslConfiguration &session, bool brokerSpeaks)
{
    if (!brokerSpeaks)
        return u"the broker closed the connection during the handshake: does this port speak TLS?"_s;
    if (session.localCertificate().isNull())
        return u"the broker closed the connection: it may demand a client certificate (tls.certificate and tls.key)"_s;
    return u"the broker closed the connection: it may not accept this client's certificate (CN=%1)"_s.arg(
        session.localCertificate().subjectDisplayName());
}

QString TlsDiagnosis::ofLibraryText(const QString &text)
{
    const auto says = [&text](QStringView words) { return text.contains(words, Qt::CaseInsensitive); };
    if (says(u"wrong version number") || says(u"unknown protocol") || says(u"record layer failure"))
        return u"the port does not speak TLS: use mqtt:// or ws://, or another port"_s;
    if (says(u"unsupported protocol") || says(u"version too low"))
        return u"the broker and this client have no version of TLS in common (tls.minimumVersion)"_s;
    if (says(u"does not certify public key") || says(u"key values mismatch"))
        return u"tls.key does not belong to tls.certificate"_s;
    if (says(u"ee key too small") || says(u"ca key too small") || says(u"ca md too weak") || says(u"dh key too small"))
        return u"a certificate or key is too weak for today's TLS: make a new one (%1)"_s.arg(text);
    return text;
}

} // namespace Standin
