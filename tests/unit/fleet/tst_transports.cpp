// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/fleet.h"
#include "profile/profilefile.h"
#include "support/backend.h"
#include "support/certificates.h"
#include "support/mosquitto.h"
#include "support/proxyserver.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "support/websocketbridge.h"
#include "unit/fleet/fleetworld.h"

#include <QtMqtt/QtMqtt>

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace Standin;
using namespace Qt::StringLiterals;

/// Devices of profile files on every transport and protocol version, with a real mosquitto.
class TestTransports : public QObject
{
    Q_OBJECT

private:
    using World = Tests::FleetWorld;

    /// The text of a profile file whose connection is this, read from the folder of the certificates.
    Result<Profile> profile(const QByteArray &connection)
    {
        const QString path = m_certificates.writeFile(
            u"profile.json"_s,
            "{\"format\":\"standin.profile/1\",\"clientId\":\"meter-${index}\",\"connection\":{" + connection + "}}");
        return ProfileFile::load(path).map([](const LoadedProfile &loaded) { return loaded.profile; });
    }

    static QByteArray urlKey(const char *scheme, quint16 port, const char *path = "")
    {
        return "\"url\":\"" + QByteArray(scheme) + "://127.0.0.1:" + QByteArray::number(port) + path + '"';
    }

    QByteArray proxyKey(const ProxyServer &proxy, const char *scheme) const
    {
        return ",\"proxy\":{\"url\":\"" + QByteArray(scheme) +
               "://127.0.0.1:" + QByteArray::number(proxy.serverPort()) +
               "\",\"username\":\"user\",\"password\":{\"env\":\"STANDIN_TEST_PROXY\"}}";
    }

    Certificates m_certificates;
    Certificates::Issued m_server = m_certificates.server();
    Mosquitto m_broker;
    std::unique_ptr<WebSocketBridge> m_bridge;
    std::unique_ptr<WebSocketBridge> m_secureBridge;
    ProxyServer m_socksProxy{ProxyServer::Kind::Socks5, u"user"_s, u"secret"_s};
    ProxyServer m_httpProxy{ProxyServer::Kind::Http, u"user"_s, u"secret"_s};

private slots:
    void initTestCase()
    {
        QVERIFY2(m_broker.start({.tls = Mosquitto::Tls{m_server, m_certificates.caFile()}}),
                 qPrintable(m_broker.errorText()));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(m_server.toCertificate());
        tls.setPrivateKey(m_server.toKey());
        m_bridge = std::make_unique<WebSocketBridge>(m_broker.port());
        m_secureBridge = std::make_unique<WebSocketBridge>(m_broker.port(), tls);
        QVERIFY(m_bridge->listen() && m_secureBridge->listen() && m_socksProxy.start() && m_httpProxy.start());
        for (int i = 0; i < 2; ++i) {
            const QString name = u"meter-%1"_s.arg(i);
            m_certificates.writePkcs12(name, m_certificates.client(name), u"pw"_s);
        }
        m_certificates.issue(u"locked"_s, {.commonName = u"locked"_s, .keyPassword = u"open sesame"_s});
        qputenv("STANDIN_TEST_KEY", "open sesame");
        qputenv("STANDIN_TEST_P12", "pw");
        qputenv("STANDIN_TEST_PROXY", "secret");
    }

    void devicesWork_data()
    {
        QTest::addColumn<QByteArray>("connection");
        const QByteArray mutual = urlKey("mqtts", m_broker.mutualTlsPort());
        const QByteArray ca = ",\"tls\":{\"ca\":\"ca.pem\"";
        QTest::newRow("mqtt, 3.1") << urlKey("mqtt", m_broker.port()) + ",\"version\":\"3.1\"";
        QTest::newRow("mqtt, 5.0") << urlKey("mqtt", m_broker.port()) + ",\"version\":\"5.0\"";
        QTest::newRow("mqtts") << urlKey("mqtts", m_broker.tlsPort()) + ca + '}';
        QTest::newRow("mqtts, 5.0") << urlKey("mqtts", m_broker.tlsPort()) + ca + "},\"version\":\"5.0\"";
        QTest::newRow("mqtts, a certificate for each")
            << mutual + ca + ",\"certificate\":\"${clientId}.pem\",\"key\":\"${clientId}.key\"}";
        QTest::newRow("mqtts, encrypted key") << mutual + ca +
                                                     ",\"certificate\":\"locked.pem\",\"key\":\"locked.key\","
                                                     "\"keyPassword\":{\"env\":\"STANDIN_TEST_KEY\"}}";
        QTest::newRow("mqtts, PKCS#12")
            << mutual + ca + ",\"pkcs12\":\"${clientId}.p12\",\"keyPassword\":{\"env\":\"STANDIN_TEST_P12\"}}";
        QTest::newRow("mqtts, not verified") << urlKey("mqtts", m_broker.tlsPort()) + ",\"tls\":{\"verifyPeer\":false}";
        QTest::newRow("ws") << urlKey("ws", m_bridge->port(), "/mqtt") + ",\"headers\":{\"X-Device\":\"${clientId}\"}";
        QTest::newRow("wss, 5.0") << urlKey("wss", m_secureBridge->port(), "/mqtt") + ca + "},\"version\":\"5.0\"";
        QTest::newRow("mqtt through SOCKS 5") << urlKey("mqtt", m_broker.port()) + proxyKey(m_socksProxy, "socks5");
        QTest::newRow("wss through HTTP")
            << urlKey("wss", m_secureBridge->port()) + ca + '}' + proxyKey(m_httpProxy, "http");
    }

    void devicesWork()
    {
        QFETCH(QByteArray, connection);
        auto kind = profile(connection);
        VERIFY_RESULT(kind);
        kind->count = 2;
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(QUrl(u"mqtt://127.0.0.1:%1"_s.arg(m_broker.port()))));
        const auto ids = w.fleet.addDevices(*kind);
        VERIFY_RESULT(ids);
        for (const QString &id : *ids) {
            AWAIT_RESULT(w.fleet.perform(id, Order::Connect()));
            AWAIT_RESULT(w.fleet.perform(id, Order::Publish{{.payload = "1", .qos = 1}}));
            backEnd.send(u"mqtt/%1/v1/bypass"_s.arg(id), R"({"requestTime":7})", 2);
            QTRY_COMPARE(backEnd.heardOn(u"mqtt/%1/v1/bypass/rsp"_s.arg(id)),
                         QList<QByteArray>{R"({"code":0,"requestTime":7,"result":{}})"});
            AWAIT_RESULT(w.fleet.perform(id, Order::GoOffline()));
            AWAIT_RESULT(w.fleet.perform(id, Order::Reconnect()));
        }
    }

    void headersAreRendered()
    {
        const auto kind =
            profile(urlKey("ws", m_bridge->port(), "/mqtt") + ",\"headers\":{\"X-Device\":\"${clientId}\"}");
        VERIFY_RESULT(kind);
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"m"_s, *kind));
        AWAIT_RESULT(w.fleet.perform(u"m"_s, Order::Connect()));
        QCOMPARE(m_bridge->lastRequest().rawHeader("X-Device"), QByteArray("m"));
        QCOMPARE(w.fleet.status(u"m"_s)->broker, u"ws://127.0.0.1:%1"_s.arg(m_bridge->port()));
    }

    void saysWhyItFailed_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        const QByteArray ca = ",\"tls\":{\"ca\":\"ca.pem\"";
        QTest::newRow("unknown CA") << urlKey("mqtts", m_broker.tlsPort()) << ErrorCode::TlsFailed
                                    << u"signed by the unknown CA \"Standin test CA\""_s;
        QTest::newRow("no client certificate")
            << urlKey("mqtts", m_broker.mutualTlsPort()) + ca + '}' << ErrorCode::TlsFailed << u"client certificate"_s;
        QTest::newRow("no CA file") << urlKey("mqtts", m_broker.tlsPort()) + ",\"tls\":{\"ca\":\"missing.pem\"}"
                                    << ErrorCode::FileNotReadable << u"missing.pem"_s;
        QTest::newRow("no key password set")
            << urlKey("mqtts", m_broker.mutualTlsPort()) + ca +
                   ",\"certificate\":\"locked.pem\",\"key\":\"locked.key\",\"keyPassword\":{\"env\":\"STANDIN_UNSET\"}}"
            << ErrorCode::InvalidArgument << u"STANDIN_UNSET"_s;
        QTest::newRow("mqtts at a plain port")
            << urlKey("mqtts", m_broker.port()) << ErrorCode::TlsFailed << u"does this port speak TLS?"_s;
        QTest::newRow("mqtt at a TLS port") << urlKey("mqtt", m_broker.tlsPort()) << ErrorCode::ConnectionLost
                                            << u"this may be no MQTT port without TLS"_s;
        QTest::newRow("ws at an MQTT port")
            << urlKey("ws", m_broker.port()) << ErrorCode::ConnectionLost << u"answer to the WebSocket request"_s;
    }

    void saysWhyItFailed()
    {
        QFETCH(QByteArray, connection);
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        const auto kind = profile(connection);
        VERIFY_RESULT(kind);
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"f"_s, *kind));
        AWAIT_ERROR(w.fleet.perform(u"f"_s, Order::Connect()), code);
        const Error error = *w.fleet.status(u"f"_s)->error;
        QVERIFY2(error.toString().contains(text), qPrintable(error.toString()));
    }

    void aHandshakeThatNeverEndsTimesOut()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto kind = profile(urlKey("wss", silent.serverPort()) + ",\"connectTimeoutMs\":300");
        VERIFY_RESULT(kind);
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"f"_s, *kind));
        AWAIT_ERROR(w.fleet.perform(u"f"_s, Order::Connect()), ErrorCode::ConnectTimeout);
        QVERIFY(w.fleet.status(u"f"_s)->error->message.contains(u"no WebSocket connection"_s));
    }

    void repliesGoWhereTheCommandAsks()
    {
        const auto kind = profile(urlKey("mqtt", m_broker.port()) + ",\"version\":\"5.0\"");
        VERIFY_RESULT(kind);
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"r"_s, *kind));
        AWAIT_RESULT(w.fleet.perform(u"r"_s, Order::Connect()));

        QMqttClient backEnd;
        backEnd.setProtocolVersion(QMqttClient::MQTT_5_0);
        backEnd.setHostname(u"127.0.0.1"_s);
        backEnd.setPort(m_broker.port());
        backEnd.connectToHost();
        QTRY_COMPARE(backEnd.state(), QMqttClient::Connected);
        QMqttSubscription *answers = backEnd.subscribe(QMqttTopicFilter(u"answers/+"_s), 1);
        QSignalSpy heard(answers, &QMqttSubscription::messageReceived);
        QTRY_COMPARE(answers->state(), QMqttSubscription::Subscribed);
        QMqttPublishProperties asked;
        asked.setResponseTopic(u"answers/7"_s);
        asked.setCorrelationData("call 7");
        asked.setUserProperties({{u"tenant"_s, u"a"_s}});
        backEnd.publish(QMqttTopicName(u"mqtt/r/v1/bypass"_s), asked, R"({"requestTime":7})", 1);
        QTRY_COMPARE(heard.size(), 1);
        const auto reply = heard.first().first().value<QMqttMessage>();
        QCOMPARE(reply.topic().name(), u"answers/7"_s);
        QCOMPARE(reply.payload(), R"({"code":0,"requestTime":7,"result":{}})");
        QCOMPARE(reply.publishProperties().correlationData(), "call 7");

        JournalQuery query;
        query.device = u"r"_s;
        const auto page = w.journal.read(query);
        const auto in = std::ranges::find(page.entries, EntryKind::In, [](const EntryPtr &e) { return e->kind(); });
        QVERIFY(in != page.entries.end());
        const QList<std::pair<QString, QString>> expected = {
            {u"responseTopic"_s, u"answers/7"_s}, {u"correlationData"_s, u"call 7"_s}, {u"tenant"_s, u"a"_s}};
        QCOMPARE((*in)->properties, expected);
    }

    void leavesWithItsWill_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("says");
        QTest::newRow("3.1.1: abruptly") << QByteArray("3.1.1") << false;
        QTest::newRow("5.0: says so") << QByteArray("5.0") << true;
    }

    void leavesWithItsWill()
    {
        QFETCH(QByteArray, version);
        QFETCH(bool, says);
        const auto kind = profile(urlKey("mqtt", m_broker.port()) + ",\"version\":\"" + version +
                                  "\",\"will\":{\"topic\":\"state/w\",\"payload\":\"gone\"}");
        VERIFY_RESULT(kind);
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(QUrl(u"mqtt://127.0.0.1:%1"_s.arg(m_broker.port())), u"state/#"_s));
        VERIFY_RESULT(w.fleet.addDevice(u"w"_s, *kind));
        AWAIT_RESULT(w.fleet.perform(u"w"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"w"_s, Order::GoOffline{OfflineMode::WithWill}));
        QTRY_COMPARE(backEnd.heard().size(), 1);
        const auto notes = w.journal.read({.device = u"w"_s,
                                           .kind = EntryKind::Protocol,
                                           .matched = {},
                                           .correlationKey = {},
                                           .correlationValue = {},
                                           .limit = 10});
        const bool isUnavailable = std::ranges::any_of(
            notes.entries, [](const EntryPtr &entry) { return entry->event == EntryEvent::WithWillUnavailable; });
        QCOMPARE(isUnavailable, !says);
    }

    void aDelayedWillIsNotSentWhenTheDeviceComesBack()
    {
        const auto kind = profile(urlKey("mqtt", m_broker.port()) +
                                  ",\"version\":\"5.0\",\"cleanStart\":false,\"sessionExpiry\":600,"
                                  "\"will\":{\"topic\":\"state/d\",\"payload\":\"gone\",\"delaySeconds\":300}");
        VERIFY_RESULT(kind);
        World w;
        BackEnd backEnd;
        const QUrl plain(u"mqtt://127.0.0.1:%1"_s.arg(m_broker.port()));
        QVERIFY(backEnd.start(plain, u"state/#"_s));
        VERIFY_RESULT(w.fleet.addDevice(u"d"_s, *kind));
        AWAIT_RESULT(w.fleet.perform(u"d"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"d"_s, Order::GoOffline{OfflineMode::Reset}));
        backEnd.send(u"mqtt/d/v1/bypass"_s, R"({"requestTime":1})", 1); // kept by the session
        AWAIT_RESULT(w.fleet.perform(u"d"_s, Order::Reconnect()));
        QTRY_COMPARE(w.fleet.status(u"d"_s)->received, quint64(1));
        QVERIFY(backEnd.heard().isEmpty());
        AWAIT_RESULT(w.fleet.perform(u"d"_s, Order::GoOffline()));
    }
};

STANDIN_TEST(TestTransports)
#include "tst_transports.moc"
