// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include <QFile>
#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace {

void require(bool done, const char *what)
{
    if (!done)
        qFatal("test certificates: cannot %s", what);
}

struct FreeBio
{
    void operator()(BIO *bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

/// A file for the output of OpenSSL; only the owner can read it, because it may hold a key.
Bio openForWriting(const QString &path)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner), "write");
    Bio bio(BIO_new_file(QFile::encodeName(path).constData(), "wb"));
    require(bio != nullptr, "write a file");
    return bio;
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    require(extension && X509_add_ext(certificate, extension, -1), "add an extension");
    X509_EXTENSION_free(extension);
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList entries;
    for (const QString &name : names)
        entries.append((QHostAddress(name).isNull() ? "DNS:" : "IP:") + name.toUtf8());
    return entries.join(',');
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    require(file.open(QIODevice::ReadOnly), "read back");
    return file.readAll();
}

const QStringList loopbackNames = {u"127.0.0.1"_s, u"::1"_s, u"localhost"_s};

} // namespace

QSslCertificate Certificates::Issued::toCertificate() const
{
    return QSslCertificate(readAll(certificate));
}

QSslKey Certificates::Issued::toKey() const
{
    const QByteArray pem = readAll(key);
    const QSslKey ec(pem, QSsl::Ec);
    return ec.isNull() ? QSslKey(pem, QSsl::Rsa) : ec;
}

void Certificates::Free::operator()(EVP_PKEY *key) const
{
    EVP_PKEY_free(key);
}

void Certificates::Free::operator()(X509 *certificate) const
{
    X509_free(certificate);
}

Certificates::Certificates(const QString &authorityName)
    : m_key(makeKey(KeyType::Ec))
    , m_certificate(make({.commonName = authorityName}, m_key.get(), true, nullptr))
{
    writePem(caFile(), m_certificate.get());
}

Certificates::Certificates(const QString &authorityName, const Certificates &issuer)
    : m_key(makeKey(KeyType::Ec))
    , m_certificate(make({.commonName = authorityName}, m_key.get(), true, &issuer))
{
    writePem(caFile(), m_certificate.get());
}

Certificates::~Certificates() = default;

Certificates::Key Certificates::makeRsaPssKey()
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA_PSS, nullptr);
    EVP_PKEY *key = nullptr;
    require(context && EVP_PKEY_keygen_init(context) > 0 && EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) > 0 &&
                EVP_PKEY_keygen(context, &key) > 0,
            "make an RSA-PSS key");
    EVP_PKEY_CTX_free(context);
    return Key(key);
}

Certificates::Key Certificates::makeKey(KeyType type)
{
    Key key;
    switch (type) {
    case KeyType::Ec:
        key.reset(EVP_EC_gen("P-256"));
        break;
    case KeyType::Rsa:
        key.reset(EVP_RSA_gen(2048));
        break;
    case KeyType::RsaPss:
        key = makeRsaPssKey();
        break;
    case KeyType::Ed25519:
        key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        break;
    }
    require(key != nullptr, "make a key");
    return key;
}

Certificates::Certificate Certificates::make(const Order &order, EVP_PKEY *key, bool isAuthority,
                                             const Certificates *authority)
{
    Certificate certificate(X509_new());
    X509 *x509 = certificate.get();
    X509 *issuer = authority ? authority->m_certificate.get() : x509;
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), m_serial++);
    ASN1_TIME_set(X509_getm_notBefore(x509), order.validFrom.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(x509), order.validUntil.toSecsSinceEpoch());
    X509_set_pubkey(x509, key);
    const QByteArray name = order.commonName.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(issuer));

    addExtension(x509, issuer, NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (isAuthority)
        addExtension(x509, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
    else
        addExtension(x509, issuer, NID_ext_key_usage, order.names.isEmpty() ? "clientAuth" : "serverAuth");
    if (!order.names.isEmpty())
        addExtension(x509, issuer, NID_subject_alt_name, alternativeNames(order.names));
    require(X509_sign(x509, authority ? authority->m_key.get() : key, EVP_sha256()) != 0, "sign");
    return certificate;
}

Certificates::Issued Certificates::issue(const QString &name, const Order &order)
{
    const Key key = makeKey(order.keyType);
    const Certificate certificate = make(order, key.get(), false, this);
    const Issued issued = {m_dir.filePath(name + u".pem"_s), m_dir.filePath(name + u".key"_s)};
    writePem(issued.certificate, certificate.get());
    writePem(issued.key, key.get(), order.keyPassword);
    return issued;
}

Certificates::Issued Certificates::server()
{
    return issue(u"server"_s, {.commonName = u"test broker"_s, .names = loopbackNames});
}

Certificates::Issued Certificates::client(const QString &commonName)
{
    return issue(commonName, {.commonName = commonName});
}

Certificates::Issued Certificates::expiredServer()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return issue(u"expired"_s, {.commonName = u"expired broker"_s,
                                .names = loopbackNames,
                                .validFrom = now.addDays(-30),
                                .validUntil = now.addDays(-1)});
}

Certificates::Issued Certificates::futureServer()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return issue(u"future"_s, {.commonName = u"future broker"_s,
                               .names = loopbackNames,
                               .validFrom = now.addDays(1),
                               .validUntil = now.addDays(30)});
}

Certificates::Issued Certificates::misnamedServer()
{
    return issue(u"misnamed"_s, {.commonName = u"other broker"_s, .names = {u"other.example"_s, u"*.other.example"_s}});
}

Certificates::Issued Certificates::clientWithEncryptedKey(const QString &password)
{
    return issue(u"encrypted"_s, {.commonName = u"careful device"_s, .keyPassword = password});
}

QString Certificates::writePkcs12(const QString &name, const Issued &issued, const QString &password)
{
    const QByteArray certificatePem = readAll(issued.certificate);
    const QByteArray keyPem = readAll(issued.key);
    const Bio certificateBio(BIO_new_mem_buf(certificatePem.constData(), int(certificatePem.size())));
    const Bio keyBio(BIO_new_mem_buf(keyPem.constData(), int(keyPem.size())));
    const Certificate certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    const Key key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    STACK_OF(X509) *chain = sk_X509_new_null();
    sk_X509_push(chain, m_certificate.get());
    PKCS12 *store = PKCS12_create(password.toUtf8().constData(), name.toUtf8().constData(), key.get(),
                                  certificate.get(), chain, 0, 0, 0, 0, 0);
    sk_X509_free(chain);
    const QString path = m_dir.filePath(name + u".p12"_s);
    require(store && i2d_PKCS12_bio(openForWriting(path).get(), store), "write PKCS#12");
    PKCS12_free(store);
    return path;
}

QString Certificates::writeFile(const QString &name, const QByteArray &text)
{
    const QString path = m_dir.filePath(name);
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(text) == text.size(), "write a file");
    return path;
}

void Certificates::writePem(const QString &path, X509 *certificate) const
{
    require(PEM_write_bio_X509(openForWriting(path).get(), certificate), "write a certificate");
}

void Certificates::writePem(const QString &path, EVP_PKEY *key, const QString &password) const
{
    const QByteArray secret = password.toUtf8();
    const EVP_CIPHER *cipher = secret.isEmpty() ? nullptr : EVP_aes_256_cbc();
    require(PEM_write_bio_PKCS8PrivateKey(openForWriting(path).get(), key, cipher, secret.constData(),
                                          int(secret.size()), nullptr, nullptr),
            "write a key");
}
