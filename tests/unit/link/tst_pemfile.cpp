// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/pemfile.h"

#include "support/certificates.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// Forms of PEM files that tst_tlssettings does not test.
class TestPemFile : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    Certificates::Issued m_client = m_certificates.client();

private slots:
    void keys_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("message"); // empty: no error
        const QSslKey key = m_client.toKey();
        const QByteArray plain = key.toPem();
        const QByteArray locked = key.toPem("4711");
        QVERIFY(locked.contains("ENCRYPTED\n"));
        const QString give = u"the key is encrypted: give its password"_s;
        const QString wrong = u"the key does not open: the password is wrong, or it is no RSA, EC or DSA key"_s;
        QTest::newRow("older format") << plain << QString() << QString();
        QTest::newRow("a password that is not needed") << plain << u"4711"_s << QString();
        QTest::newRow("CR LF") << QByteArray(plain).replace("\n", "\r\n") << QString() << QString();
        QTest::newRow("text before it") << "my key\n" + plain << QString() << QString();
        QTest::newRow("behind a certificate") << m_client.toCertificate().toPem() + plain << QString() << QString();
        QTest::newRow("older format, encrypted") << locked << u"4711"_s << QString();
        QTest::newRow("older format, no password") << locked << QString() << give;
        QTest::newRow("older format, wrong password") << locked << u"4712"_s << wrong;
        QTest::newRow("empty") << QByteArray() << QString() << u"the file is empty, expected a private key in PEM"_s;
        QTest::newRow("public key") << key.toPem().replace("EC PRIVATE", "PUBLIC") << QString()
                                    << u"expected a private key, found \"-----BEGIN PUBLIC KEY-----\""_s;
        QTest::newRow("without a line feed")
            << QByteArray(m_client.toCertificate().toPem()).replace("\n", "") << QString()
            << u"expected a private key, found \"-----BEGIN CERTIFICATE-----\""_s;
        QTest::newRow("a label that is none") << QByteArray(plain).replace("EC PRIVATE KEY", "secret") << QString()
                                              << u"expected a private key in PEM, found no \"-----BEGIN\" line"_s;
        QTest::newRow("one line without an end") << QByteArray("-----BEGIN CERTIFICATE-----") << QString()
                                                 << u"expected a private key, found \"-----BEGIN CERTIFICATE-----\""_s;
    }

    void keys()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, password);
        QFETCH(QString, message);
        const QString path = m_certificates.writeFile(u"tried.key"_s, text);
        const auto key = PemFile::privateKey(path, password);
        if (message.isEmpty()) {
            VERIFY_RESULT(key);
            QCOMPARE(*key, m_client.toKey());
            return;
        }
        QVERIFY(!key);
        QCOMPARE(key.error().message, message);
        QCOMPARE(key.error().where, path);
    }

    void certificatesComeInTheOrderOfTheFile()
    {
        const QSslCertificate first = m_client.toCertificate();
        const QSslCertificate second = m_certificates.server().toCertificate();
        const QString path = m_certificates.writeFile(
            u"two.pem"_s, "first\n" + first.toPem() + m_client.toKey().toPem() + "second\n" + second.toPem());
        const auto found = PemFile::certificates(path);
        VERIFY_RESULT(found);
        QCOMPARE(*found, (QList{first, second}));
    }

    void filesAboveFourMebibytesAreRefused()
    {
        const QByteArray much(4 * 1024 * 1024 + 1, '\n');
        const QString path = m_certificates.writeFile(u"much.pem"_s, much);
        QVERIFY(PemFile::certificates(path).error().code == ErrorCode::TooLarge);
        QVERIFY(PemFile::privateKey(path, {}).error().code == ErrorCode::TooLarge);
    }
};

STANDIN_TEST(TestPemFile)
#include "tst_pemfile.moc"
