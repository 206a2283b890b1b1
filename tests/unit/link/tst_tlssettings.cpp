// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tlssettings.h"

#include "support/certificates.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QFile>

using namespace Standin;
using namespace Qt::StringLiterals;

/// Settings against real files, right and wrong.
class TestTlsSettings : public QObject
{
    Q_OBJECT

private:
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Certificates m_certificates;

private slots:
    void defaultsAreSafe()
    {
        const auto made = TlsSettings().toConfiguration();
        VERIFY_RESULT(made);
        QCOMPARE(made->peerVerifyMode(), QSslSocket::VerifyPeer);
        QCOMPARE(made->protocol(), QSsl::TlsV1_2OrLater);
        QVERIFY(made->localCertificate().isNull());
        QVERIFY(made->allowedNextProtocols().isEmpty());
    }

    void everythingIsTakenOver()
    {
        const auto client = m_certificates.client();
        TlsSettings settings;
        settings.caFile = m_certificates.caFile();
        settings.certificateFile = client.certificate;
        settings.keyFile = client.key;
        settings.verifyPeer = false;
        settings.alpn = {u"x-amzn-mqtt-ca"_s, u"mqtt"_s};
        settings.minimumVersion = u"1.3"_s;
        const auto made = settings.toConfiguration();
        VERIFY_RESULT(made);
        QCOMPARE(made->caCertificates().size(), 1);
        QCOMPARE(made->caCertificates().constFirst().subjectDisplayName(), u"Standin test CA"_s);
        QCOMPARE(made->localCertificate(), client.toCertificate());
        QCOMPARE(made->privateKey(), client.toKey());
        QCOMPARE(made->peerVerifyMode(), QSslSocket::VerifyNone);
        QCOMPARE(made->allowedNextProtocols(), (QList<QByteArray>{"x-amzn-mqtt-ca", "mqtt"}));
        QCOMPARE(made->protocol(), QSsl::TlsV1_3OrLater);
    }

    void identities_data()
    {
        QTest::addColumn<TlsSettings>("settings");
        QTest::addColumn<QString>("commonName");
        QTest::addColumn<int>("chainLength");
        const auto ec = m_certificates.issue(u"ec"_s, {.commonName = u"ec"_s});
        const auto rsa =
            m_certificates.issue(u"rsa"_s, {.commonName = u"rsa"_s, .keyType = Certificates::KeyType::Rsa});
        const auto rsaEncrypted = m_certificates.issue(
            u"rsa2"_s, {.commonName = u"rsa2"_s, .keyType = Certificates::KeyType::Rsa, .keyPassword = u"naïve"_s});
        const auto encrypted = m_certificates.clientWithEncryptedKey(u"open sesame"_s);
        QTest::newRow("EC") << TlsSettings{.certificateFile = ec.certificate, .keyFile = ec.key} << u"ec"_s << 1;
        QTest::newRow("RSA") << TlsSettings{.certificateFile = rsa.certificate, .keyFile = rsa.key} << u"rsa"_s << 1;
        QTest::newRow("encrypted key") << TlsSettings{.certificateFile = encrypted.certificate,
                                                      .keyFile = encrypted.key,
                                                      .keyPassword = u"open sesame"_s}
                                       << u"careful device"_s << 1;
        QTest::newRow("encrypted RSA key, password beyond ASCII")
            << TlsSettings{.certificateFile = rsaEncrypted.certificate,
                           .keyFile = rsaEncrypted.key,
                           .keyPassword = u"naïve"_s}
            << u"rsa2"_s << 1;
        const QString both = m_certificates.writeFile(u"both.pem"_s, contentOf(ec.key) + contentOf(ec.certificate) +
                                                                         contentOf(m_certificates.caFile()));
        QTest::newRow("key and chain in one file") << TlsSettings{.certificateFile = both} << u"ec"_s << 2;
        QTest::newRow("PKCS#12") << TlsSettings{.pkcs12File = m_certificates.writePkcs12(u"store"_s, rsa, u"secret"_s),
                                                .keyPassword = u"secret"_s}
                                 << u"rsa"_s << 2;
        QTest::newRow("PKCS#12 without a password")
            << TlsSettings{.pkcs12File = m_certificates.writePkcs12(u"open"_s, ec, {})} << u"ec"_s << 2;
    }

    void identities()
    {
        QFETCH(TlsSettings, settings);
        const auto made = settings.toConfiguration();
        VERIFY_RESULT(made);
        QTEST(made->localCertificate().subjectDisplayName(), "commonName");
        QTEST(int(made->localCertificateChain().size()), "chainLength");
        QVERIFY(!made->privateKey().isNull());
    }

    void refused_data()
    {
        QTest::addColumn<TlsSettings>("settings");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        const auto write = [this](const QString &name, const QByteArray &text) {
            return m_certificates.writeFile(name, text);
        };
        const auto client = m_certificates.issue(u"right"_s, {.commonName = u"right"_s});
        const auto other = m_certificates.issue(u"other"_s, {.commonName = u"other"_s});
        const auto rsa = m_certificates.issue(u"r1"_s, {.commonName = u"r1"_s, .keyType = Certificates::KeyType::Rsa});
        const auto rsa2 = m_certificates.issue(u"r2"_s, {.commonName = u"r2"_s, .keyType = Certificates::KeyType::Rsa});
        const auto edwards =
            m_certificates.issue(u"ed"_s, {.commonName = u"ed"_s, .keyType = Certificates::KeyType::Ed25519});
        const auto pss =
            m_certificates.issue(u"pss"_s, {.commonName = u"pss"_s, .keyType = Certificates::KeyType::RsaPss});
        const QString pssStore = m_certificates.writePkcs12(u"pss"_s, pss, u"secret"_s);
        const auto encrypted = m_certificates.clientWithEncryptedKey(u"open sesame"_s);
        const QString store = m_certificates.writePkcs12(u"locked"_s, client, u"secret"_s);
        const QString missing = m_certificates.folder() + u"/missing.pem"_s;
        const QString empty = write(u"empty.pem"_s, "\n");
        const QString prose = write(u"prose.pem"_s, "this is no certificate");
        const QString binary = write(u"binary.pem"_s, client.toCertificate().toDer());
        QByteArray damaged = contentOf(m_certificates.caFile()) + contentOf(client.certificate);
        damaged[damaged.size() - 60] = '!';
        const QString half = write(u"half.pem"_s, damaged);
        const QString unlike = write(u"unlike.key"_s, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        const auto row = [](const char *name, const TlsSettings &settings, ErrorCode code, const QString &text,
                            const QString &where) { QTest::newRow(name) << settings << code << text << where; };
        constexpr auto bad = ErrorCode::InvalidArgument;
        row("no CA file", {.caFile = missing}, ErrorCode::FileNotReadable, QString(), missing);
        row("empty CA file", {.caFile = empty}, bad, u"the file is empty"_s, empty);
        row("CA file without PEM", {.caFile = prose}, bad, u"found no \"-----BEGIN\" line"_s, prose);
        row("CA file in DER", {.caFile = binary}, bad, u"found DER (binary)"_s, binary);
        row("CA file that is a key", {.caFile = client.key}, bad, u"found \"-----BEGIN PRIVATE KEY-----\""_s,
            client.key);
        row("CA file half damaged", {.caFile = half}, bad, u"of its 2 certificates only 1 can be read"_s, half);
        row("no certificate", {.certificateFile = missing, .keyFile = client.key}, ErrorCode::FileNotReadable,
            QString(), missing);
        row("no key", {.certificateFile = client.certificate, .keyFile = missing}, ErrorCode::FileNotReadable,
            QString(), missing);
        row("certificate without a key in it", {.certificateFile = client.certificate}, bad,
            u"expected a private key, found \"-----BEGIN CERTIFICATE-----\""_s, client.certificate);
        row("key without its certificate", {.keyFile = client.key}, bad, u"needs its certificate"_s, client.key);
        row("key of another certificate", {.certificateFile = client.certificate, .keyFile = other.key}, bad,
            u"does not belong to the certificate \"right\""_s, other.key);
        row("RSA key of another certificate", {.certificateFile = rsa.certificate, .keyFile = rsa2.key}, bad,
            u"does not belong to the certificate \"r1\""_s, rsa2.key);
        row("key of another kind", {.certificateFile = client.certificate, .keyFile = rsa.key}, bad,
            u"does not belong"_s, rsa.key);
        row("encrypted key, no password", {.certificateFile = encrypted.certificate, .keyFile = encrypted.key}, bad,
            u"give its password"_s, encrypted.key);
        row("encrypted key, wrong password",
            {.certificateFile = encrypted.certificate, .keyFile = encrypted.key, .keyPassword = u"wrong"_s}, bad,
            u"the password is wrong"_s, encrypted.key);
        row("Ed25519", {.certificateFile = edwards.certificate, .keyFile = edwards.key}, ErrorCode::Unsupported,
            u"make it an RSA or EC key"_s, edwards.key);
        row("RSA-PSS", {.certificateFile = pss.certificate, .keyFile = pss.key}, ErrorCode::Unsupported,
            u"(RSA-PSS, for example): make a certificate with an RSA or EC key"_s, pss.certificate);
        row("RSA-PSS in PKCS#12", {.pkcs12File = pssStore, .keyPassword = u"secret"_s}, bad,
            u"or its key is no RSA, EC or DSA key"_s, pssStore);
        row("damaged key", {.certificateFile = client.certificate, .keyFile = unlike}, ErrorCode::Unsupported,
            u"the key is damaged"_s, unlike);
        row("PKCS#12, wrong password", {.pkcs12File = store, .keyPassword = u"wrong"_s}, bad,
            u"the password is wrong"_s, store);
        row("PKCS#12, no password", {.pkcs12File = store}, bad, u"give its password"_s, store);
        row("PKCS#12 that is PEM", {.pkcs12File = client.certificate}, bad, u"no PKCS#12 file"_s, client.certificate);
        row("PKCS#12 that is DER", {.pkcs12File = binary}, bad, u"no PKCS#12 file"_s, binary);
        row("PKCS#12 and a key", {.keyFile = client.key, .pkcs12File = store, .keyPassword = u"secret"_s}, bad,
            u"not both"_s, store);
        row("TLS 1.1", {.minimumVersion = u"1.1"_s}, bad, u"expected \"1.2\" or \"1.3\""_s, QString());
        row("ALPN name of nothing", {.alpn = {QString()}}, bad, u"1 to 255 bytes"_s, QString());
        row("ALPN name too long", {.alpn = {QString(256, u'x')}}, bad, u"1 to 255 bytes"_s, QString());
    }

    void refused()
    {
        QFETCH(TlsSettings, settings);
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        const auto made = settings.toConfiguration();
        QVERIFY(!made);
        const QString found = made.error().toString();
        QVERIFY2(made.error().code == code, qPrintable(found));
        QVERIFY2(found.contains(text), qPrintable(found));
        QTEST(made.error().where, "where");
    }
};

STANDIN_TEST(TestTlsSettings)
#include "tst_tlssettings.moc"
