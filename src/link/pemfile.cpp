// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/pemfile.h"

#include "base/file.h"

#include <QRegularExpression>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFileBytes = 4 * 1024 * 1024; // four times the size of the system's list of authorities
constexpr QByteArrayView certificateMark = "-----BEGIN CERTIFICATE-----";

/// The label of the first block (RFC 7468 section 2). No other part of the file may be shown: it may be a key.
std::optional<QString> labelOf(const QByteArray &bytes)
{
    static const QRegularExpression begin(u"-----BEGIN ([A-Z0-9 ]{1,40})-----"_s);
    const auto match = begin.match(QString::fromLatin1(bytes));
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

/// The error for a file that is not PEM.
QString describe(const QByteArray &bytes, QStringView wanted)
{
    if (bytes.trimmed().isEmpty())
        return u"the file is empty, expected %1 in PEM"_s.arg(wanted);
    if (const auto label = labelOf(bytes))
        return u"expected %1, found \"-----BEGIN %2-----\""_s.arg(wanted, *label);
    if (bytes.startsWith('\x30'))
        return u"expected %1 in PEM (text), found DER (binary): convert it with openssl"_s.arg(wanted);
    return u"expected %1 in PEM, found no \"-----BEGIN\" line"_s.arg(wanted);
}

Failure keyFailure(const QByteArray &bytes, const QString &path, const QString &password)
{
    const bool isEncrypted = bytes.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || bytes.contains("ENCRYPTED\n") ||
                             bytes.contains("ENCRYPTED\r\n");
    if (!bytes.contains("PRIVATE KEY-----"))
        return failure(ErrorCode::InvalidArgument, describe(bytes, u"a private key"), path);
    if (isEncrypted && password.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"the key is encrypted: give its password"_s, path);
    if (isEncrypted)
        return failure(ErrorCode::InvalidArgument,
                       u"the key does not open: the password is wrong, or it is no RSA, EC or DSA key"_s, path);
    return failure(ErrorCode::Unsupported,
                   u"the key is damaged, or of a kind that TLS here cannot use: make it an RSA or EC key"_s, path);
}

} // namespace

Result<QList<QSslCertificate>> PemFile::certificates(const QString &path)
{
    return File::read(path, maxFileBytes).and_then([&](const QByteArray &bytes) {
        return certificatesIn(bytes, path);
    });
}

Result<QSslKey> PemFile::privateKey(const QString &path, const QString &password)
{
    return File::read(path, maxFileBytes).and_then([&](const QByteArray &bytes) {
        return privateKeyIn(bytes, password, path);
    });
}

Result<QList<QSslCertificate>> PemFile::certificatesIn(const QByteArray &bytes, const QString &path)
{
    const QList<QSslCertificate> found = QSslCertificate::fromData(bytes, QSsl::Pem);
    const qsizetype expected = bytes.count(certificateMark);
    if (expected == 0)
        return failure(ErrorCode::InvalidArgument, describe(bytes, u"a certificate"), path);
    // Qt skips unreadable blocks without an error.
    const bool anyNull = std::any_of(found.begin(), found.end(), [](const auto &one) { return one.isNull(); });
    if (anyNull || found.size() < expected)
        return failure(ErrorCode::InvalidArgument,
                       u"of its %1 certificates only %2 can be read: the file is damaged"_s.arg(expected).arg(
                           anyNull ? 0 : found.size()),
                       path);
    return found;
}

Result<QSslKey> PemFile::privateKeyIn(const QByteArray &bytes, const QString &password, const QString &path)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(bytes, algorithm, QSsl::Pem, QSsl::PrivateKey, password.toUtf8());
        if (!key.isNull())
            return key;
    }
    return keyFailure(bytes, path, password);
}

} // namespace Standin
