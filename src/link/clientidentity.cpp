// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/clientidentity.h"

#include "base/file.h"
#include "link/pemfile.h"

#include <QBuffer>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// The DER of a private key contains the public key, in the same bytes as the end of the certificate's public key:
/// modulus and exponent (RSA), the point (EC), y (DSA).
bool belongTogether(const QSslCertificate &certificate, const QSslKey &key)
{
    const QSslKey publicKey = certificate.publicKey();
    if (publicKey.algorithm() != key.algorithm() || publicKey.length() != key.length())
        return false;
    constexpr int safetyBytes = 8; // y may be a little shorter than its modulus
    const QByteArray ending = publicKey.toDer().right(publicKey.length() / 8 - safetyBytes);
    const QByteArray whole = key.toDer();
    // An EC key may be stored without its public key; then only the handshake can check it.
    const bool tells = key.algorithm() != QSsl::Ec || whole.size() > publicKey.length() / 4;
    return !tells || whole.contains(ending);
}

Result<ClientIdentity> checked(const ClientIdentity &identity, const QString &certificateFile, const QString &keyFile)
{
    const QSslCertificate &certificate = identity.chain.constFirst();
    if (certificate.publicKey().isNull())
        return failure(
            ErrorCode::Unsupported,
            u"the key of the certificate \"%1\" is of a kind that TLS here cannot use (RSA-PSS, for example): "
            "make a certificate with an RSA or EC key"_s.arg(certificate.subjectDisplayName()),
            certificateFile);
    if (!belongTogether(certificate, identity.key))
        return failure(ErrorCode::InvalidArgument,
                       u"this key does not belong to the certificate \"%1\" in %2"_s.arg(
                           certificate.subjectDisplayName(), certificateFile),
                       keyFile);
    return identity;
}

QString pkcs12Problem(const QByteArray &bytes, const QString &password)
{
    constexpr QByteArrayView version3 = "\x02\x01\x03"; // the first bytes of every PFX, RFC 7292 section 4
    constexpr QByteArrayView rc2 = "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x06"; // pbeWithSHAAnd40BitRC2-CBC
    constexpr qsizetype maxHeaderBytes = 6;
    const qsizetype version = bytes.indexOf(version3);
    if (!bytes.startsWith('\x30') || version < 0 || version > maxHeaderBytes)
        return u"this is no PKCS#12 file"_s;
    if (bytes.contains(rc2))
        return u"the file is encrypted with RC2, which OpenSSL 3 refuses: rewrite it with openssl pkcs12 -legacy"_s;
    return password.isEmpty() ? u"the file does not open: give its password"_s
                              : u"the file does not open: the password is wrong, or its key is no RSA, EC or DSA key"_s;
}

} // namespace

Result<ClientIdentity> ClientIdentity::fromPem(const QString &certificateFile, const QString &keyFile,
                                               const QString &password)
{
    const auto chain = PemFile::certificates(certificateFile);
    if (!chain)
        return Failure(chain.error());
    const auto key = PemFile::privateKey(keyFile, password);
    if (!key)
        return Failure(key.error());
    return checked({*chain, *key}, certificateFile, keyFile);
}

Result<ClientIdentity> ClientIdentity::fromPkcs12(const QString &path, const QString &password)
{
    constexpr qint64 maxFileBytes = 4 * 1024 * 1024;
    return File::read(path, maxFileBytes).and_then([&](const QByteArray &bytes) {
        return fromPkcs12Bytes(bytes, password, path);
    });
}

Result<ClientIdentity> ClientIdentity::fromPkcs12Bytes(QByteArray bytes, const QString &password, const QString &path)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ClientIdentity identity;
    QSslCertificate certificate;
    QList<QSslCertificate> others;
    if (!QSslCertificate::importPkcs12(&buffer, &identity.key, &certificate, &others, password.toUtf8()))
        return failure(ErrorCode::InvalidArgument, pkcs12Problem(bytes, password), path);
    if (certificate.isNull() || identity.key.isNull())
        return failure(ErrorCode::InvalidArgument, u"expected a certificate and its key in the file"_s, path);
    identity.chain = QList{certificate} + others;
    return checked(identity, path, path);
}

} // namespace Standin
