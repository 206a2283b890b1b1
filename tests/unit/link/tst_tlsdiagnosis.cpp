// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tlsdiagnosis.h"

#include "support/certificates.h"
#include "support/testprogram.h"

#include <QSslConfiguration>

using namespace Standin;
using namespace Qt::StringLiterals;

/// Cases that no available server can produce; the others are in tst_socketlink.
class TestTlsDiagnosis : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    Certificates::Issued m_client = m_certificates.client(u"meter"_s);

private slots:
    void alerts_data()
    {
        QTest::addColumn<QSsl::AlertType>("alert");
        QTest::addColumn<bool>("withCertificate");
        QTest::addColumn<QString>("text");
        using Alert = QSsl::AlertType;
        QTest::newRow("certificate required") << Alert::CertificateRequired << false << u"give tls.certificate"_s;
        QTest::newRow("handshake failure") << Alert::HandshakeFailure << false << u"may demand a client certificate"_s;
        QTest::newRow("handshake failure though we showed one") << Alert::HandshakeFailure << true << u"cipher"_s;
        QTest::newRow("unknown CA") << Alert::UnknownCa << true << u"the CA \"Standin test CA\" of this client's"_s;
        QTest::newRow("expired") << Alert::CertificateExpired << true << u"(CN=meter) has expired; it ends on 20"_s;
        QTest::newRow("bad") << Alert::BadCertificate << true << u"does not accept this client's certificate"_s;
        QTest::newRow("revoked") << Alert::CertificateRevoked << true << u"does not accept this client's certificate"_s;
        QTest::newRow("version") << Alert::ProtocolVersion << false << u"no version of TLS in common"_s;
        QTest::newRow("ALPN") << Alert::NoApplicationProtocol << false << u"in tls.alpn (mqtt, x)"_s;
        QTest::newRow("name") << Alert::UnrecognizedName << false << u"check tls.serverName"_s;
        QTest::newRow("another") << Alert::InternalError << false << u"the broker ended the TLS connection: says so"_s;
    }

    void alerts()
    {
        QFETCH(QSsl::AlertType, alert);
        QFETCH(bool, withCertificate);
        QFETCH(QString, text);
        QSslConfiguration ours = QSslConfiguration::defaultConfiguration();
        ours.setAllowedNextProtocols({"mqtt", "x"});
        if (withCertificate)
            ours.setLocalCertificate(m_client.toCertificate());
        const QString found = TlsDiagnosis::ofAlert(alert, u"says so"_s, ours);
        QVERIFY2(found.contains(text), qPrintable(found));
    }

    void errors_data()
    {
        QTest::addColumn<QSslError::SslError>("error");
        QTest::addColumn<bool>("isLeaf");
        QTest::addColumn<QString>("text");
        QTest::newRow("self-signed") << QSslError::SelfSignedCertificate << true
                                     << u"the certificate of host (CN=meter) is self-signed"_s;
        QTest::newRow("CA expired") << QSslError::CertificateExpired << false
                                    << u"the CA certificate \"meter\" above that of host expired on 20"_s;
        QTest::newRow("CA that is none") << QSslError::InvalidCaCertificate << false << u"CA:TRUE"_s;
        QTest::newRow("revoked") << QSslError::CertificateRevoked << true << u"was revoked"_s;
        QTest::newRow("another") << QSslError::PathLengthExceeded << true << u"is not accepted: "_s;
    }

    void errors()
    {
        QFETCH(QSslError::SslError, error);
        QFETCH(bool, isLeaf);
        QFETCH(QString, text);
        const QSslCertificate certificate = m_client.toCertificate();
        const QString found = TlsDiagnosis::ofErrors({QSslError(error, certificate)},
                                                     isLeaf ? certificate : QSslCertificate(), u"host"_s);
        QVERIFY2(found.contains(text), qPrintable(found));
    }

    void anErrorWithoutACertificateIsAboutTheBrokersOwn()
    {
        const QSslCertificate leaf = m_client.toCertificate();
        for (const auto error : {QSslError::UnableToGetLocalIssuerCertificate,
                                 QSslError::UnableToVerifyFirstCertificate, QSslError::CertificateExpired}) {
            const QString found = TlsDiagnosis::ofErrors({QSslError(error)}, leaf, u"host"_s);
            QVERIFY2(found.startsWith(u"the certificate of host (CN=meter)"_s), qPrintable(found));
            QVERIFY2(!found.contains(u"\"\""_s), qPrintable(found));
        }
    }

    void severalErrorsAreReportedOnce()
    {
        const QSslCertificate leaf = m_client.toCertificate();
        const QString found = TlsDiagnosis::ofErrors({QSslError(QSslError::UnableToGetLocalIssuerCertificate, leaf),
                                                      QSslError(QSslError::UnableToVerifyFirstCertificate, leaf),
                                                      QSslError(QSslError::HostNameMismatch, leaf)},
                                                     leaf, u"host"_s);
        QCOMPARE(found.count(u"unknown CA"_s), 1);
        QVERIFY2(found.contains(u"; the certificate of host (CN=meter) names no host as subject alternative name"_s),
                 qPrintable(found));
    }
};

STANDIN_TEST(TestTlsDiagnosis)
#include "tst_tlsdiagnosis.moc"
