// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/linktarget.h"

#include "support/certificates.h"
#include "support/mosquitto.h"
#include "support/proxyserver.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "support/websocketbridge.h"

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttSubscription>

#include <QSignalSpy>

using namespace Standin;
using namespace Qt::StringLiterals;

/// MQTT over every kind of link, made by URL, with a real mosquitto.
class TestLinkBroker : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static QUrl url(const QString &scheme, quint16 port, const QString &path = {})
    {
        return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(port).arg(path));
    }

    /// A client on a link of its own.
    struct Client
    {
        std::unique_ptr<Link> link;
        QMqttClient mqtt;

        ~Client() { mqtt.disconnect(); }

        bool open(const LinkTarget &target)
        {
            auto made = makeLink(target);
            if (!made)
                return false;
            link = std::move(*made);
            QObject::connect(link.get(), &Link::established, &mqtt, [this] {
                mqtt.setTransport(link.get(), QMqttClient::IODevice);
                mqtt.connectToHost();
            });
            link->start();
            return QTest::qWaitFor([this] { return mqtt.state() == QMqttClient::Connected || link->error(); },
                                   10'000) &&
                   !link->error();
        }
    };

    void targets()
    {
        QTest::addColumn<LinkTarget>("target");
        const TlsSettings oneWay = {.caFile = m_certificates.caFile()};
        const TlsSettings mutual = {
            .caFile = m_certificates.caFile(), .certificateFile = m_client.certificate, .keyFile = m_client.key};
        QTest::newRow("mqtt") << LinkTarget{url(u"mqtt"_s, m_broker.port()), {}, {}};
        QTest::newRow("mqtts") << LinkTarget{url(u"mqtts"_s, m_broker.tlsPort()), oneWay, {}};
        QTest::newRow("mqtts, both ways") << LinkTarget{url(u"mqtts"_s, m_broker.mutualTlsPort()), mutual, {}};
        QTest::newRow("ws") << LinkTarget{url(u"ws"_s, m_bridge->port(), u"/mqtt"_s), {}, {}};
        QTest::newRow("wss") << LinkTarget{url(u"wss"_s, m_secureBridge->port(), u"/mqtt"_s), oneWay, {}};
        QTest::newRow("mqtt through SOCKS 5")
            << LinkTarget{url(u"mqtt"_s, m_broker.port()), {}, {}, m_socksProxy.proxy()};
        QTest::newRow("mqtts through HTTP")
            << LinkTarget{url(u"mqtts"_s, m_broker.tlsPort()), oneWay, {}, m_httpProxy.proxy()};
        QTest::newRow("wss through SOCKS 5")
            << LinkTarget{url(u"wss"_s, m_secureBridge->port()), oneWay, {}, m_socksProxy.proxy()};
        QTest::newRow("ws through HTTP") << LinkTarget{url(u"ws"_s, m_bridge->port()), {}, {}, m_httpProxy.proxy()};
    }

    Certificates m_certificates;
    Certificates::Issued m_server = m_certificates.server();
    Certificates::Issued m_client = m_certificates.client(u"meter"_s);
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
        m_bridge = std::make_unique<WebSocketBridge>(m_broker.port());
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(m_server.toCertificate());
        tls.setPrivateKey(m_server.toKey());
        m_secureBridge = std::make_unique<WebSocketBridge>(m_broker.port(), tls);
        QVERIFY(m_bridge->listen() && m_secureBridge->listen());
        QVERIFY(m_socksProxy.start() && m_httpProxy.start());
    }

    void messagesGoRound_data() { targets(); }
    void messagesGoRound()
    {
        QFETCH(LinkTarget, target);
        for (const qsizetype frameSize : {qsizetype(0), qsizetype(1)}) {
            m_bridge->setFrameSize(frameSize);
            m_secureBridge->setFrameSize(frameSize);
            Client client;
            QVERIFY2(client.open(target),
                     qPrintable(client.link ? client.link->error().value_or(Error()).toString() : QString()));
            QMqttSubscription *subscription = client.mqtt.subscribe(QMqttTopicFilter(u"t/#"_s), 2);
            QSignalSpy messages(&client.mqtt, &QMqttClient::messageReceived);
            QTRY_VERIFY(subscription->state() == QMqttSubscription::Subscribed);
            const QByteArray big(100'000, 'x');
            for (const quint8 qos : {quint8(0), quint8(1), quint8(2)})
                client.mqtt.publish(QMqttTopicName(u"t/%1"_s.arg(qos)), big, qos);
            QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 3, 20'000);
            for (const auto &message : messages)
                QCOMPARE(message[0].toByteArray(), big);
        }
    }

    void theWillShowsHowItLeft_data() { targets(); }
    void theWillShowsHowItLeft()
    {
        QFETCH(LinkTarget, target);
        Client watcher;
        QVERIFY(watcher.open({url(u"mqtt"_s, m_broker.port()), {}, {}}));
        QMqttSubscription *subscription = watcher.mqtt.subscribe(QMqttTopicFilter(u"will/#"_s), 1);
        QTRY_VERIFY(subscription->state() == QMqttSubscription::Subscribed);
        QStringList wills;
        connect(&watcher.mqtt, &QMqttClient::messageReceived, this,
                [&](const QByteArray &payload) { wills.append(QString::fromUtf8(payload)); });

        const auto leave = [&](const QByteArray &how) {
            Client client;
            client.mqtt.setWillTopic(u"will/x"_s);
            client.mqtt.setWillMessage(how);
            client.mqtt.setWillQoS(1);
            if (!client.open(target))
                return false;
            if (how == "clean") {
                client.mqtt.disconnectFromHost();
                client.link->close();
            } else if (how == "cut") {
                client.link->cut();
            } else {
                client.link->sendReset();
            }
            return true;
        };
        QVERIFY(leave("clean"));
        QVERIFY(leave("cut"));
        QTRY_COMPARE(wills, QStringList{u"cut"_s});
        QVERIFY(leave("reset"));
        QTRY_COMPARE(wills, (QStringList{u"cut"_s, u"reset"_s}));
    }

    void aBrokerThatDemandsACertificate()
    {
        auto link = makeLink({url(u"mqtts"_s, m_broker.mutualTlsPort()), {.caFile = m_certificates.caFile()}, {}});
        VERIFY_RESULT(link);
        (*link)->start();
        QTRY_VERIFY((*link)->error());
        const Error error = *(*link)->error();
        QVERIFY2(error.code == ErrorCode::TlsFailed, qPrintable(error.toString()));
        QCOMPARE(error.message, u"TLS: the broker demands a client certificate: give tls.certificate and tls.key"_s);
    }

    void aBrokerThatDoesNotKnowOurCa()
    {
        Certificates others(u"Another CA"_s);
        const auto client = others.client();
        auto link =
            makeLink({url(u"mqtts"_s, m_broker.mutualTlsPort()),
                      {.caFile = m_certificates.caFile(), .certificateFile = client.certificate, .keyFile = client.key},
                      {}});
        VERIFY_RESULT(link);
        (*link)->start();
        QTRY_VERIFY((*link)->error());
        const Error error = *(*link)->error();
        QVERIFY2(error.code == ErrorCode::TlsFailed, qPrintable(error.toString()));
        QCOMPARE(error.message, u"TLS: the broker does not know the CA \"Another CA\" of this client's certificate "
                                "(CN=device)"_s);
    }

    void mqttsAtAPlainPort()
    {
        auto link = makeLink({url(u"mqtts"_s, m_broker.port()), {}, {}});
        VERIFY_RESULT(link);
        (*link)->start();
        QTRY_VERIFY((*link)->error());
        QVERIFY2((*link)->error()->message.contains(u"does this port speak TLS?"_s),
                 qPrintable((*link)->error()->toString()));
    }

    void refusedTargets_data()
    {
        QTest::addColumn<LinkTarget>("target");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("unknown scheme") << LinkTarget{QUrl(u"http://h"_s), {}, {}} << ErrorCode::Unsupported;
        QTest::newRow("no host") << LinkTarget{QUrl(u"mqtt:"_s), {}, {}} << ErrorCode::InvalidArgument;
        QTest::newRow("no CA file") << LinkTarget{QUrl(u"mqtts://h"_s), {.caFile = u"/no/such/file"_s}, {}}
                                    << ErrorCode::FileNotReadable;
        QTest::newRow("no CA file, wss") << LinkTarget{QUrl(u"wss://h"_s), {.caFile = u"/no/such/file"_s}, {}}
                                         << ErrorCode::FileNotReadable;
        QTest::newRow("bad header") << LinkTarget{QUrl(u"ws://h"_s), {}, {{"a b", "c"}}} << ErrorCode::InvalidArgument;
    }
    void refusedTargets()
    {
        QFETCH(LinkTarget, target);
        QFETCH(ErrorCode, code);
        const auto link = makeLink(target);
        QVERIFY(!link);
        QVERIFY2(link.error().code == code, qPrintable(link.error().toString()));
    }
};

STANDIN_TEST(TestLinkBroker)
#include "tst_link_broker.moc"
