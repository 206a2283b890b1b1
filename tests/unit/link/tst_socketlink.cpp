// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/socketlink.h"

#include "base/epolldispatcher.h"
#include "link/tlssettings.h"
#include "support/certificates.h"
#include "support/proxyserver.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "support/wiretap.h"

#include <QSignalSpy>
#include <QSslServer>
#include <QTcpServer>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

enum class Way {
    Tls,
    Socks,
    Http,
    TlsOverSocks,
    TlsOverHttp,
};

bool isEncrypted(Way way)
{
    return way == Way::Tls || way == Way::TlsOverSocks || way == Way::TlsOverHttp;
}

QSslConfiguration serverConfiguration(const Certificates::Issued &issued)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(issued.toCertificate());
    configuration.setPrivateKey(issued.toKey());
    return configuration;
}

/// A link, a wiretap on its first hop, optionally a proxy, and a Qt socket at the other end.
struct Line
{
    std::unique_ptr<QTcpServer> server;
    std::unique_ptr<ProxyServer> proxyServer;
    std::unique_ptr<Wiretap> tap;
    std::unique_ptr<SocketLink> link;
    QTcpSocket *peer = nullptr;

    bool connectAll(Way way, const Certificates &certificates, const Certificates::Issued &identity)
    {
        std::optional<SocketLink::Tls> tls;
        if (isEncrypted(way)) {
            auto secure = std::make_unique<QSslServer>();
            secure->setSslConfiguration(serverConfiguration(identity));
            server = std::move(secure);
            const auto configuration = TlsSettings{.caFile = certificates.caFile()}.toConfiguration();
            if (!configuration)
                return false;
            tls = SocketLink::Tls{*configuration, {}};
        } else {
            server = std::make_unique<QTcpServer>();
        }
        if (!server->listen(QHostAddress::LocalHost))
            return false;

        QNetworkProxy proxy(QNetworkProxy::NoProxy);
        if (way != Way::Tls) {
            const bool socks = way == Way::Socks || way == Way::TlsOverSocks;
            proxyServer = std::make_unique<ProxyServer>(socks ? ProxyServer::Kind::Socks5 : ProxyServer::Kind::Http);
            if (!proxyServer->start())
                return false;
            proxy = proxyServer->proxy();
        }
        tap = std::make_unique<Wiretap>(proxyServer ? proxyServer->serverPort() : server->serverPort());
        if (!tap->start())
            return false;
        proxy.setPort(tap->serverPort());
        link = std::make_unique<SocketLink>(u"127.0.0.1"_s, proxyServer ? server->serverPort() : tap->serverPort(),
                                            proxy, tls);
        QSignalSpy established(link.get(), &Link::established);
        link->start();
        if (!QTest::qWaitFor([&] { return server->hasPendingConnections() && established.size() == 1; }, 10'000))
            return false;
        peer = server->nextPendingConnection();
        return true;
    }
};

/// Runs the server's side of one handshake that is expected to fail.
struct TlsServer : QSslServer
{
    explicit TlsServer(const QSslConfiguration &configuration)
    {
        setSslConfiguration(configuration);
        listen(QHostAddress::LocalHost);
    }
};

} // namespace

/// On the dispatcher that devices run on.
class TestSocketLink : public QObject
{
    Q_OBJECT

private:
    static void ways()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("TLS") << int(Way::Tls);
        QTest::newRow("SOCKS 5") << int(Way::Socks);
        QTest::newRow("HTTP proxy") << int(Way::Http);
        QTest::newRow("TLS through SOCKS 5") << int(Way::TlsOverSocks);
        QTest::newRow("TLS through an HTTP proxy") << int(Way::TlsOverHttp);
    }

#define CONNECT_ALL(line)                                                                                              \
    QFETCH(int, way);                                                                                                  \
    Line line;                                                                                                         \
    QVERIFY(line.connectAll(static_cast<Way>(way), m_certificates, m_server))

    /// Starts a link and returns how it fails, or nothing when it does not.
    static std::optional<Error> failureOf(SocketLink &link)
    {
        QSignalSpy established(&link, &Link::established);
        QSignalSpy failed(&link, &Link::failed);
        QSignalSpy finished(&link, &QIODevice::readChannelFinished);
        link.start();
        if (established.size() || failed.size())
            qFatal("signals from within start()");
        const bool came = QTest::qWaitFor([&] { return !established.isEmpty() || !failed.isEmpty(); }, 10'000);
        if (came && failed.isEmpty()) // TLS 1.3 checks the client's certificate after its handshake
            [[maybe_unused]]
            const bool ended = QTest::qWaitFor([&] { return !finished.isEmpty(); }, 1000);
        if (failed.size() + finished.size() > 1)
            qFatal("failed twice");
        return link.error();
    }

    static SocketLink::Tls tlsOf(const TlsSettings &settings)
    {
        const auto configuration = settings.toConfiguration();
        if (!configuration)
            qFatal("%s", qPrintable(configuration.error().toString()));
        return {*configuration, settings.serverName};
    }

    Certificates m_certificates;
    Certificates m_others{u"Another CA"_s};
    Certificates::Issued m_server = m_certificates.server();

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Standin::Error>("Standin::Error");
    }

    void carriesBytesBothWays_data()
    {
        ways();
    }
    void carriesBytesBothWays()
    {
        CONNECT_ALL(line);
        QCOMPARE(line.link->write("hello"), 5);
        QTRY_COMPARE(line.peer->bytesAvailable(), 5);
        QCOMPARE(line.peer->readAll(), QByteArray("hello"));
        QSignalSpy readyRead(line.link.get(), &QIODevice::readyRead);
        line.peer->write("there");
        QTRY_COMPARE(readyRead.size(), 1);
        QCOMPARE(line.link->read(100), QByteArray("there"));
        QCOMPARE(line.link->read(100), QByteArray()); // no more bytes now, and not the end
        QVERIFY(!line.link->error());
        QVERIFY(!line.proxyServer || line.proxyServer->targets().size() == 1);
    }

    void whatIsWrittenWhileReadingLeavesTogether_data()
    {
        ways();
    }
    void whatIsWrittenWhileReadingLeavesTogether()
    {
        CONNECT_ALL(line);
        bool kept = false;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] {
            line.link->readAll();
            line.link->write("a");
            line.link->write("b");
            kept = line.link->bytesToWrite() == 2;
        });
        line.peer->write("go");
        QTRY_COMPARE(line.peer->bytesAvailable(), 2);
        QVERIFY(kept);
        QCOMPARE(line.link->bytesToWrite(), 0);
    }

    void whatIsHeldLeavesWithTheRelease_data()
    {
        ways();
    }
    void whatIsHeldLeavesWithTheRelease()
    {
        CONNECT_ALL(line);
        line.link->hold();
        line.link->write("a");
        line.link->write("b");
        QCOMPARE(line.link->bytesToWrite(), 2);
        line.link->release();
        QCOMPARE(line.link->bytesToWrite(), 0);
        QTRY_COMPARE(line.peer->bytesAvailable(), 2);
    }

    void aSlowPeerGetsEverything_data()
    {
        ways();
    }
    void aSlowPeerGetsEverything()
    {
        CONNECT_ALL(line);
        const QByteArray big(8'000'000, 'x');
        QCOMPARE(line.link->write(big), big.size());
        qsizetype received = 0;
        connect(line.peer, &QTcpSocket::readyRead, line.peer, [&] { received += line.peer->readAll().size(); });
        QTRY_COMPARE_WITH_TIMEOUT(received, big.size(), 30'000);
        QTRY_COMPARE(line.link->bytesToWrite(), 0);
    }

    void aPeerThatNeverReadsEndsTheLink()
    {
        Line line;
        QVERIFY(line.connectAll(Way::Tls, m_certificates, m_server));
        line.tap->pauseReading();
        QSignalSpy ended(line.link.get(), &QIODevice::readChannelFinished);
        for (qint64 written = 0; written <= SocketLink::maxUnsentBytes + 20'000'000; written += 10'000'000)
            line.link->write(QByteArray(10'000'000, 'x'));
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(line.link->error()->code == ErrorCode::TooLarge);
    }

    void noticesThatThePeerHasGone_data()
    {
        ways();
    }
    void noticesThatThePeerHasGone()
    {
        CONNECT_ALL(line);
        QByteArray read;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] { read += line.link->readAll(); });
        QSignalSpy ended(line.link.get(), &QIODevice::readChannelFinished);
        line.peer->write("last words");
        line.peer->disconnectFromHost();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(read, QByteArray("last words"));
        QVERIFY2(line.link->error()->code == ErrorCode::ConnectionLost, qPrintable(line.link->error()->toString()));
        QCOMPARE(line.link->write("x"), -1);
    }

    void deletingItWhileItReadsIsSafe_data()
    {
        ways();
    }
    void deletingItWhileItReadsIsSafe()
    {
        CONNECT_ALL(line);
        bool deleted = false;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] {
            line.link->write("x");
            line.link.reset();
            deleted = true;
        });
        line.peer->write("x");
        QTRY_VERIFY(deleted);
        QTRY_VERIFY(line.tap->end() != Wiretap::End::None);
    }

    void closeDeliversWhatWasWritten_data()
    {
        ways();
    }
    void closeDeliversWhatWasWritten()
    {
        CONNECT_ALL(line);
        QSignalSpy gone(line.peer, &QTcpSocket::disconnected);
        line.link->write("goodbye");
        line.link->close();
        QVERIFY(!line.link->isOpen());
        QTRY_COMPARE(line.tap->end(), Wiretap::End::Fin);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(line.peer->readAll(), QByteArray("goodbye"));
        QVERIFY(!line.link->error());
    }

    void cutIsAFinAndNothingElse_data()
    {
        ways();
    }
    void cutIsAFinAndNothingElse()
    {
        CONNECT_ALL(line);
        line.link->write("x");
        QTRY_COMPARE(line.peer->bytesAvailable(), 1);
        const QByteArray before = line.tap->sent();
        line.link->cut();
        QVERIFY(!line.link->isOpen());
        QTRY_COMPARE(line.tap->end(), Wiretap::End::Fin);
        QCOMPARE(line.tap->sent(), before); // no close_notify of TLS
        QVERIFY(!line.link->error());
    }

    void cutIsAFinEvenWithBytesUnread()
    {
        Line line;
        QVERIFY(line.connectAll(Way::Tls, m_certificates, m_server));
        line.peer->write(QByteArray(100'000, 'x'));
        QTRY_COMPARE(line.peer->bytesToWrite(), 0);
        line.link->cut();
        QTRY_COMPARE(line.tap->end(), Wiretap::End::Fin);
    }

    void resetIsAResetAndNothingElse_data()
    {
        ways();
    }
    void resetIsAResetAndNothingElse()
    {
        CONNECT_ALL(line);
        line.link->write("x");
        QTRY_COMPARE(line.peer->bytesAvailable(), 1);
        const QByteArray before = line.tap->sent();
        line.link->sendReset();
        QVERIFY(!line.link->isOpen());
        QTRY_COMPARE(line.tap->end(), Wiretap::End::Reset);
        QCOMPARE(line.tap->sent(), before);
    }

    void silence_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<Wiretap::End>("end");
        for (const auto &[name, way] : {std::pair("TLS", Way::Tls), std::pair("TLS through SOCKS 5", Way::TlsOverSocks),
                                        std::pair("HTTP proxy", Way::Http)}) {
            QTest::addRow("%s, then cut", name) << int(way) << Wiretap::End::Fin;
            QTest::addRow("%s, then reset", name) << int(way) << Wiretap::End::Reset;
            QTest::addRow("%s, then deleted", name) << int(way) << Wiretap::End::None;
        }
    }
    void silence()
    {
        CONNECT_ALL(line);
        QFETCH(Wiretap::End, end);
        line.link->write("x");
        QTRY_COMPARE(line.peer->bytesAvailable(), 1);
        const QByteArray before = line.tap->sent();
        QSignalSpy readyRead(line.link.get(), &QIODevice::readyRead);
        line.link->goSilent();
        QVERIFY(line.link->isOpen());
        QCOMPARE(line.link->write("lost"), 4);
        line.peer->write("unheard");
        QVERIFY(!readyRead.wait(100)); // there is no event to wait for: it must not come
        QVERIFY(line.tap->end() == Wiretap::End::None);
        switch (end) {
        case Wiretap::End::Fin:
            line.link->cut();
            break;
        case Wiretap::End::Reset:
            line.link->sendReset();
            break;
        case Wiretap::End::None:
            line.link.reset();
            break;
        }
        if (end == Wiretap::End::None)
            QTRY_VERIFY(line.tap->end() != Wiretap::End::None);
        else
            QTRY_COMPARE(line.tap->end(), end);
        QCOMPARE(line.tap->sent(), before);
    }

    void badServers_data()
    {
        QTest::addColumn<QSslConfiguration>("server");
        QTest::addColumn<TlsSettings>("client");
        QTest::addColumn<QString>("text");
        const QString ca = m_certificates.caFile();
        const auto day = [](int fromNow) {
            return QDateTime::currentDateTimeUtc().addDays(fromNow).date().toString(Qt::ISODate);
        };
        const TlsSettings plain = {.caFile = ca};
        QTest::newRow("expired") << serverConfiguration(m_certificates.expiredServer()) << plain
                                 << u"TLS: the certificate of 127.0.0.1 (CN=expired broker) expired on %1"_s.arg(
                                        day(-1));
        QTest::newRow("not yet valid")
            << serverConfiguration(m_certificates.futureServer()) << plain
            << u"TLS: the certificate of 127.0.0.1 (CN=future broker) is not valid before %1"_s.arg(day(1));
        QTest::newRow("for another name")
            << serverConfiguration(m_certificates.misnamedServer()) << plain
            << u"TLS: the certificate of 127.0.0.1 (CN=other broker) is not for 127.0.0.1 but for *.other.example, "
               "other.example: connect by such a name or set tls.serverName"_s;
        QTest::newRow("for its common name alone")
            << serverConfiguration(
                   m_certificates.issue(u"cn"_s, {.commonName = u"127.0.0.1"_s, .names = {u"other.example"_s}}))
            << plain << u"(CN=127.0.0.1) is not for 127.0.0.1 but for other.example"_s;
        QTest::newRow("for another name than tls.serverName")
            << serverConfiguration(m_server) << TlsSettings{.caFile = ca, .serverName = u"broker.local"_s}
            << u"TLS: the certificate of broker.local (CN=test broker) is not for broker.local but for 127.0.0.1"_s;
        QTest::newRow("unknown CA")
            << serverConfiguration(m_others.server()) << plain
            << u"TLS: the certificate of 127.0.0.1 (CN=test broker) is signed by the unknown CA \"Another CA\": "
               "give the CA's certificate as tls.ca"_s;
        Certificates intermediate(u"Plant CA"_s, m_certificates);
        QTest::newRow("the intermediate certificate is not sent")
            << serverConfiguration(intermediate.server()) << plain
            << u"(CN=test broker) is signed by the unknown CA \"Plant CA\": give the CA's certificate as tls.ca; if "
               u"that "
               "is done, the broker does not send the intermediate certificates"_s;
        QTest::newRow("unknown to the system")
            << serverConfiguration(m_server) << TlsSettings() << u"is signed by the unknown CA \"Standin test CA\""_s;
        Certificates namesake;
        QTest::newRow("another CA of the same name")
            << serverConfiguration(namesake.server()) << plain << u"by another of that name"_s;
        QTest::newRow("a client's certificate")
            << serverConfiguration(m_certificates.issue(u"clientlike"_s, {.commonName = u"127.0.0.1"_s})) << plain
            << u"was not made for a server"_s;
        QSslConfiguration old = serverConfiguration(m_server);
        old.setProtocol(QSsl::TlsV1_2);
        QTest::newRow("no TLS 1.3") << old << TlsSettings{.caFile = ca, .minimumVersion = u"1.3"_s}
                                    << u"TLS: the broker offers no TLS 1.3"_s;
        for (const auto &[name, protocol] :
             {std::pair("TLS 1.2", QSsl::TlsV1_2), std::pair("TLS 1.3", QSsl::TlsV1_3)}) {
            QSslConfiguration strict = serverConfiguration(m_server);
            strict.setProtocol(protocol);
            strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
            strict.setCaCertificates(QSslCertificate::fromPath(ca));
            QTest::addRow("requires a client certificate, %s", name) << strict << plain << u"a client certificate"_s;
        }
    }
    void badServers()
    {
        QFETCH(QSslConfiguration, server);
        QFETCH(TlsSettings, client);
        QFETCH(QString, text);
        const TlsServer listener(server);
        SocketLink link(u"127.0.0.1"_s, listener.serverPort(), QNetworkProxy::NoProxy, tlsOf(client));
        const auto error = failureOf(link);
        QVERIFY(error);
        QVERIFY2(error->code == ErrorCode::TlsFailed, qPrintable(error->toString()));
        QVERIFY2(error->message.contains(text), qPrintable(error->toString()));
        QCOMPARE(error->message, u"TLS: "_s + error->detail.value());
        QVERIFY(!error->detail->contains(u"TLS: "_s));
        QCOMPARE(error->where, u"127.0.0.1:%1"_s.arg(listener.serverPort()));
    }

    void goodServers_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<TlsSettings>("client");
        QTest::addColumn<bool>("misnamed");
        const QString ca = m_certificates.caFile();
        QTest::newRow("by address") << u"127.0.0.1"_s << TlsSettings{.caFile = ca} << false;
        QTest::newRow("by name") << u"localhost"_s << TlsSettings{.caFile = ca} << false;
        QTest::newRow("by the given server name")
            << u"127.0.0.1"_s << TlsSettings{.caFile = ca, .serverName = u"a.other.example"_s} << true;
        QTest::newRow("not verified") << u"127.0.0.1"_s << TlsSettings{.caFile = ca, .verifyPeer = false} << true;
        QTest::newRow("not verified, no CA") << u"127.0.0.1"_s << TlsSettings{.verifyPeer = false} << true;
    }
    void goodServers()
    {
        QFETCH(QString, host);
        QFETCH(TlsSettings, client);
        QFETCH(bool, misnamed);
        TlsServer server(serverConfiguration(misnamed ? m_certificates.misnamedServer() : m_server));
        Wiretap tap(server.serverPort());
        QVERIFY(tap.start());
        SocketLink link(host, tap.serverPort(), QNetworkProxy::NoProxy, tlsOf(client));
        QSignalSpy established(&link, &Link::established);
        link.start();
        QTRY_COMPARE(established.size(), 1);
        if (!client.serverName.isEmpty())
            QVERIFY(tap.sent().contains(client.serverName.toUtf8())); // SNI
    }

    void offersItsProtocols()
    {
        QSslConfiguration configuration = serverConfiguration(m_server);
        configuration.setAllowedNextProtocols({"mqtt"});
        TlsServer server(configuration);
        SocketLink link(u"127.0.0.1"_s, server.serverPort(), QNetworkProxy::NoProxy,
                        tlsOf({.caFile = m_certificates.caFile(), .alpn = {u"other"_s, u"mqtt"_s}}));
        link.start();
        QTRY_VERIFY(server.hasPendingConnections());
        auto *peer = qobject_cast<QSslSocket *>(server.nextPendingConnection());
        QCOMPARE(peer->sslConfiguration().nextNegotiatedProtocol(), QByteArray("mqtt"));
    }

    void showsItsCertificate_data()
    {
        QTest::addColumn<TlsSettings>("client");
        const QString ca = m_certificates.caFile();
        const auto client = m_certificates.client(u"meter"_s);
        const auto locked =
            m_certificates.issue(u"locked"_s, {.commonName = u"meter"_s, .keyPassword = u"open sesame"_s});
        QTest::newRow("PEM") << TlsSettings{.caFile = ca, .certificateFile = client.certificate, .keyFile = client.key};
        QTest::newRow("PEM, encrypted") << TlsSettings{.caFile = ca,
                                                       .certificateFile = locked.certificate,
                                                       .keyFile = locked.key,
                                                       .keyPassword = u"open sesame"_s};
        QTest::newRow("PKCS#12") << TlsSettings{
            .caFile = ca, .pkcs12File = m_certificates.writePkcs12(u"m"_s, client, u"pw"_s), .keyPassword = u"pw"_s};
    }
    void showsItsCertificate()
    {
        QFETCH(TlsSettings, client);
        QSslConfiguration configuration = serverConfiguration(m_server);
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setCaCertificates(QSslCertificate::fromPath(m_certificates.caFile()));
        TlsServer server(configuration);
        SocketLink link(u"127.0.0.1"_s, server.serverPort(), QNetworkProxy::NoProxy, tlsOf(client));
        link.start();
        QTRY_VERIFY(server.hasPendingConnections());
        auto *peer = qobject_cast<QSslSocket *>(server.nextPendingConnection());
        QCOMPARE(peer->peerCertificate().subjectDisplayName(), u"meter"_s);
    }

    void aClientCertificateOfAnUnknownCa()
    {
        const auto client = m_others.client();
        QSslConfiguration configuration = serverConfiguration(m_server);
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setCaCertificates(QSslCertificate::fromPath(m_certificates.caFile()));
        const TlsServer server(configuration);
        SocketLink link(
            u"127.0.0.1"_s, server.serverPort(), QNetworkProxy::NoProxy,
            tlsOf({.caFile = m_certificates.caFile(), .certificateFile = client.certificate, .keyFile = client.key}));
        const auto error = failureOf(link);
        QVERIFY(error);
        QVERIFY2(error->code == ErrorCode::TlsFailed, qPrintable(error->toString()));
        QVERIFY2(error->message.contains(u"this client's certificate (CN=device)"_s), qPrintable(error->toString()));
    }

    void portsWithoutTls_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("text");
        QTest::newRow("speaks HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << u"does not speak TLS"_s;
        QTest::newRow("hangs up") << QByteArray() << u"does this port speak TLS?"_s;
    }
    void portsWithoutTls()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, text);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *peer = server.nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer, answer] {
                peer->readAll();
                peer->write(answer);
                peer->disconnectFromHost();
            });
        });
        SocketLink link(u"127.0.0.1"_s, server.serverPort(), QNetworkProxy::NoProxy, tlsOf({}));
        const auto error = failureOf(link);
        QVERIFY(error);
        QVERIFY2(error->code == ErrorCode::TlsFailed, qPrintable(error->toString()));
        QVERIFY2(error->message.contains(text), qPrintable(error->toString()));
    }

    void aHandshakeThatNeverEndsCanBeLeft()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Wiretap tap(server.serverPort());
        QVERIFY(tap.start());
        SocketLink link(u"127.0.0.1"_s, tap.serverPort(), QNetworkProxy::NoProxy, tlsOf({}));
        QSignalSpy failed(&link, &Link::failed);
        link.start();
        QTRY_VERIFY(!tap.sent().isEmpty());
        link.close();
        QTRY_VERIFY(tap.end() != Wiretap::End::None);
        QCOMPARE(failed.size(), 0);
    }

    void proxiesWithPasswords_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("password");
        QTest::newRow("SOCKS 5") << int(ProxyServer::Kind::Socks5) << u"right"_s;
        QTest::newRow("SOCKS 5, wrong") << int(ProxyServer::Kind::Socks5) << u"wrong"_s;
        QTest::newRow("HTTP") << int(ProxyServer::Kind::Http) << u"right"_s;
        QTest::newRow("HTTP, wrong") << int(ProxyServer::Kind::Http) << u"wrong"_s;
    }
    void proxiesWithPasswords()
    {
        QFETCH(int, kind);
        QFETCH(QString, password);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        ProxyServer proxyServer(static_cast<ProxyServer::Kind>(kind), u"user"_s, u"right"_s);
        QVERIFY(proxyServer.start());
        QNetworkProxy proxy = proxyServer.proxy();
        proxy.setPassword(password);
        SocketLink link(u"127.0.0.1"_s, server.serverPort(), proxy, std::nullopt);
        QSignalSpy established(&link, &Link::established);
        QSignalSpy failed(&link, &Link::failed);
        link.start();
        QTRY_COMPARE(established.size() + failed.size(), 1);
        QCOMPARE(established.size(), password == u"right" ? 1 : 0);
        if (link.error())
            QVERIFY2(link.error()->message.contains(u"requires another user name or password"_s),
                     qPrintable(link.error()->toString()));
    }

    void failures_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<int>("proxyKind");
        QTest::addColumn<bool>("deadProxy");
        QTest::addColumn<ErrorCode>("code");
        const int socks = QNetworkProxy::Socks5Proxy;
        const int http = QNetworkProxy::HttpProxy;
        const int none = QNetworkProxy::NoProxy;
        QTest::newRow("dead port") << u"127.0.0.1"_s << true << none << false << ErrorCode::ConnectionRefused;
        QTest::newRow("unknown host") << u"no-such-host.invalid"_s << true << none << false << ErrorCode::HostNotFound;
        QTest::newRow("dead SOCKS 5 proxy") << u"127.0.0.1"_s << true << socks << true << ErrorCode::ConnectionRefused;
        QTest::newRow("dead HTTP proxy") << u"127.0.0.1"_s << false << http << true << ErrorCode::ConnectionRefused;
        QTest::newRow("dead port behind SOCKS 5")
            << u"127.0.0.1"_s << false << socks << false << ErrorCode::ConnectionRefused;
        QTest::newRow("dead port behind HTTP")
            << u"127.0.0.1"_s << true << http << false << ErrorCode::ConnectionRefused;
    }
    void failures()
    {
        QFETCH(QString, host);
        QFETCH(bool, encrypted);
        QFETCH(int, proxyKind);
        QFETCH(bool, deadProxy);
        QFETCH(ErrorCode, code);
        ProxyServer proxyServer(proxyKind == QNetworkProxy::HttpProxy ? ProxyServer::Kind::Http
                                                                      : ProxyServer::Kind::Socks5);
        QVERIFY(proxyServer.start());
        QNetworkProxy proxy = proxyServer.proxy();
        proxy.setType(static_cast<QNetworkProxy::ProxyType>(proxyKind));
        if (deadProxy)
            proxyServer.close();
        SocketLink link(host, 1, proxy, encrypted ? std::optional(tlsOf({})) : std::nullopt);
        const auto error = failureOf(link);
        QVERIFY(error);
        QVERIFY2(error->code == code, qPrintable(error->toString()));
        QCOMPARE(error->detail, code == ErrorCode::HostNotFound ? std::optional(QString()) : std::nullopt);
        if (deadProxy)
            QVERIFY2(error->message.contains(u"proxy 127.0.0.1:%1"_s.arg(proxy.port())), qPrintable(error->toString()));
    }

    void destroyedWhileConnecting_data()
    {
        failures_data();
    }
    void destroyedWhileConnecting()
    {
        QFETCH(QString, host);
        SocketLink link(host, 1, QNetworkProxy::NoProxy, tlsOf({}));
        link.start();
        QCoreApplication::processEvents();
    }
};

STANDIN_TEST(TestSocketLink, [] { QCoreApplication::setEventDispatcher(new EpollDispatcher); })

#include "tst_socketlink.moc"
