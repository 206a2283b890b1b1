// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/QtMqtt/qmqttclient.h"
#include "scriptedpeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

/// Statements of the standard (docs/mqtt-conformance.md) that the other tests leave over, in each version.
class TestMqttConformance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void textOfConnectIsUtf8();
    void closedInsteadOfConnack();
    void byteOrderMarkIsKept();
    void unwantedMessagesAreAcknowledged();
    void acknowledgementsKeepTheOrder_data();
    void acknowledgementsKeepTheOrder();
    void matchingNormalisesNothing_data();
    void matchingNormalisesNothing();

private:
    void connectNow();
    [[nodiscard]] QByteArrayList sentAfterConnect() const { return m_peer->packets().mid(1); }

    std::unique_ptr<ScriptedPeer> m_peer;
    std::unique_ptr<QMqttClient> m_client;
};

void TestMqttConformance::initTestCase_data()
{
    QTest::addColumn<QMqttClient::ProtocolVersion>("version");
    QTest::newRow("3.1.1") << QMqttClient::MQTT_3_1_1;
}

void TestMqttConformance::init()
{
    QFETCH_GLOBAL(const QMqttClient::ProtocolVersion, version);
    m_client = std::make_unique<QMqttClient>();
    m_peer = std::make_unique<ScriptedPeer>();
    m_client->setProtocolVersion(version);
    m_client->setHostname(u"127.0.0.1"_s);
    m_client->setPort(m_peer->port());
    m_client->setClientId(u"c"_s);
}

void TestMqttConformance::connectNow()
{
    m_peer->setGreeting(bytes("20 02 00 00"));
    m_client->connectToHost();
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
}

void TestMqttConformance::textOfConnectIsUtf8()
{
    m_client->setClientId(u"ö"_s);
    m_client->setWillTopic(u"€"_s);
    m_client->setWillMessage("\xff"); // the payload is no text
    m_client->setUsername(u"😀"_s);
    connectNow();
    QCOMPARE(m_peer->packets().first(), toHex(bytes("10 1c 0004 'MQTT' 04 86 003c"
                                                    "0002 c3b6 0003 e282ac 0001 ff 0004 f09f9880")));
}

void TestMqttConformance::closedInsteadOfConnack()
{
    QSignalSpy connected(m_client.get(), &QMqttClient::connected);
    m_client->connectToHost();
    QVERIFY(m_peer->waitForPacket("10"));
    m_peer->close();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QCOMPARE(connected.size(), 0);
}

void TestMqttConformance::byteOrderMarkIsKept()
{
    connectNow();
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_peer->send(bytes("30 06 0004 efbbbf 'a'"));
    QTRY_COMPARE(received.size(), 1);
    const auto topic = received.first().at(1).value<QMqttTopicName>();
    QCOMPARE(topic.name(), u"\ufeffa"_s);

    QCOMPARE(m_client->publish(topic), 0);
    QVERIFY(m_peer->waitForPacket("30 06 00 04 ef bb bf 61"));
}

void TestMqttConformance::unwantedMessagesAreAcknowledged()
{
    connectNow(); // no subscription, and nobody listens to the signals
    m_peer->send(bytes("32 05 0001 'a' 0007 34 05 0001 'a' 0008"));
    QVERIFY(m_peer->waitForPacket("50"));
    QCOMPARE(sentAfterConnect(), QByteArrayList({"40 02 00 07", "50 02 00 08"}));
}

void TestMqttConformance::acknowledgementsKeepTheOrder_data()
{
    QTest::addColumn<int>("own");
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<QByteArrayList>("answers");
    QTest::newRow("PUBACK") << 0 << bytes("32 05 0001 'a' 0007 32 05 0001 'a' 0003 32 05 0001 'a' 0005")
                            << QByteArrayList({"40 02 00 07", "40 02 00 03", "40 02 00 05"});
    QTest::newRow("PUBREC") << 0 << bytes("34 05 0001 'a' 0007 34 05 0001 'a' 0003 34 05 0001 'a' 0005")
                            << QByteArrayList({"50 02 00 07", "50 02 00 03", "50 02 00 05"});
    QTest::newRow("PUBREL") << 3 << bytes("50 02 0002 50 02 0003 50 02 0001")
                            << QByteArrayList({"62 02 00 02", "62 02 00 03", "62 02 00 01"});
}

void TestMqttConformance::acknowledgementsKeepTheOrder()
{
    QFETCH(const int, own);
    QFETCH(const QByteArray, packets);
    QFETCH(const QByteArrayList, answers);
    connectNow();
    for (int i = 0; i < own; ++i)
        QVERIFY(m_client->publish(QMqttTopicName(u"a"_s), {}, 2) > 0);
    QTRY_COMPARE(sentAfterConnect().size(), own);
    m_peer->send(packets);
    QTRY_COMPARE(sentAfterConnect().mid(own), answers);
}

void TestMqttConformance::matchingNormalisesNothing_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("name");
    QTest::newRow("case") << u"Accounts"_s << u"accounts"_s;
    QTest::newRow("composed and decomposed") << u"\u00e4/b"_s << u"a\u0308/b"_s;
    QTest::newRow("trailing slash") << u"a"_s << u"a/"_s;
    QTest::newRow("leading slash") << u"a"_s << u"/a"_s;
    QTest::newRow("empty level") << u"a/b"_s << u"a//b"_s;
    QTest::newRow("space") << u"a"_s << u"a "_s;
    QTest::newRow("byte order mark") << u"a"_s << u"\ufeffa"_s;
}

void TestMqttConformance::matchingNormalisesNothing()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, name);
    QVERIFY(!QMqttTopicFilter(filter).match(QMqttTopicName(name)));
    QVERIFY(QMqttTopicFilter(filter).match(QMqttTopicName(filter)));
    QVERIFY(QMqttTopicFilter(name).match(QMqttTopicName(name)));
}

QTEST_GUILESS_MAIN(TestMqttConformance)
#include "tst_mqttconformance.moc"
