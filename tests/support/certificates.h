// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>
#include <QTemporaryDir>

#include <openssl/types.h>

#include <memory>

/// A certificate authority of the test and the certificates that it issues, as PEM files in a folder that is removed
/// with the object. Made with OpenSSL in a few milliseconds. A failure ends the test program.
class Certificates
{
public:
    /// Paths of PEM files.
    struct Issued
    {
        QString certificate;
        QString key;

        [[nodiscard]] QSslCertificate toCertificate() const;
        /// For keys without a password.
        [[nodiscard]] QSslKey toKey() const;
    };

    enum class KeyType : quint8 {
        Ec,
        Rsa,
        RsaPss,
        Ed25519,
    };

    struct Order
    {
        QString commonName;
        /// Host names and addresses for which it is valid; none for a client's.
        QStringList names = {};
        QDateTime validFrom = QDateTime::currentDateTimeUtc().addDays(-1);
        QDateTime validUntil = QDateTime::currentDateTimeUtc().addDays(30);
        KeyType keyType = KeyType::Ec;
        /// Empty: the key is not encrypted.
        QString keyPassword = {};
    };

    explicit Certificates(const QString &authorityName = QStringLiteral("Standin test CA"));
    /// An intermediate authority, whose certificate `issuer` signs.
    Certificates(const QString &authorityName, const Certificates &issuer);
    ~Certificates();
    Q_DISABLE_COPY_MOVE(Certificates)

    [[nodiscard]] QString folder() const { return m_dir.path(); }
    [[nodiscard]] QString caFile() const { return m_dir.filePath(QStringLiteral("ca.pem")); }

    /// Written as NAME.pem and NAME.key.
    Issued issue(const QString &name, const Order &order);

    /// Valid for 127.0.0.1, ::1 and localhost.
    Issued server();
    Issued client(const QString &commonName = QStringLiteral("device"));
    /// As server(), but valid until yesterday, or from tomorrow on.
    Issued expiredServer();
    Issued futureServer();
    /// Valid only for other.example and its sub-domains.
    Issued misnamedServer();
    /// A client certificate whose key has this password.
    Issued clientWithEncryptedKey(const QString &password);

    /// The certificate, its key (without a password) and the CA in NAME.p12.
    QString writePkcs12(const QString &name, const Issued &issued, const QString &password);
    /// Any text, as a file of this name.
    QString writeFile(const QString &name, const QByteArray &text);

private:
    struct Free
    {
        void operator()(EVP_PKEY *key) const;
        void operator()(X509 *certificate) const;
    };
    using Key = std::unique_ptr<EVP_PKEY, Free>;
    using Certificate = std::unique_ptr<X509, Free>;

    /// Signed by `authority`; nullptr: by itself.
    [[nodiscard]] Certificate make(const Order &order, EVP_PKEY *key, bool isAuthority, const Certificates *authority);
    [[nodiscard]] static Key makeKey(KeyType type);
    [[nodiscard]] static Key makeRsaPssKey();
    void writePem(const QString &path, X509 *certificate) const;
    void writePem(const QString &path, EVP_PKEY *key, const QString &password) const;

    QTemporaryDir m_dir;
    long m_serial = 1;
    Key m_key;
    Certificate m_certificate;
};
