// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// Statements of the standard (docs/mqtt-conformance.md) that have no other test, in each version.
class TestMqttConformance : public ClientAndPeer
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void textOfConnectIsUtf8();
    void onlyOneConnect();
    void closedInsteadOfConnack();
    void disconnectClosesTheConnection();
    void violationClosesTheConnection();
    void byteOrderMarkIsKept();
    void unwantedMessagesAreAcknowledged();
    void acknowledgementsKeepTheOrder_data();
    void acknowledgementsKeepTheOrder();
    void matchingNormalisesNothing_data();
    void matchingNormalisesNothing();

private:
    [[nodiscard]] QByteArrayList sentAfterConnect() const { return m_peer->packets().mid(1); }
    [[nodiscard]] static bool isV5();
    /// PUBLISH on topic "a".
    [[nodiscard]] static QByteArray publishPacket(quint8 qos, quint8 id);
};

void TestMqttConformance::initTestCase_data()
{
    QTest::addColumn<QMqttClient::ProtocolVersion>("version");
    QTest::newRow("3.1.1") << QMqttClient::MQTT_3_1_1;
    QTest::newRow("5.0") << QMqttClient::MQTT_5_0;
}

void TestMqttConformance::init()
{
    QFETCH_GLOBAL(const QMqttClient::ProtocolVersion, version);
    renew(version);
}

bool TestMqttConformance::isV5()
{
    QFETCH_GLOBAL(const QMqttClient::ProtocolVersion, version);
    return version == QMqttClient::MQTT_5_0;
}

QByteArray TestMqttConformance::publishPacket(quint8 qos, quint8 id)
{
    const QByteArray body = bytes("0001 'a' 00") + static_cast<char>(id) + (isV5() ? bytes("00") : QByteArray());
    return QByteArray(1, static_cast<char>(0x30 | qos << 1)) + static_cast<char>(body.size()) + body;
}

void TestMqttConformance::textOfConnectIsUtf8()
{
    m_client->setClientId(u"ö"_s);
    m_client->setWillTopic(u"€"_s);
    m_client->setWillMessage("\xff"); // the payload is no text
    m_client->setUsername(u"😀"_s);
    connectNow();
    const char *expected = isV5() ? "10 1e 0004 'MQTT' 05 86 003c 00 0002 c3b6 00 0003 e282ac 0001 ff 0004 f09f9880"
                                  : "10 1c 0004 'MQTT' 04 86 003c 0002 c3b6 0003 e282ac 0001 ff 0004 f09f9880";
    QCOMPARE(m_peer->packets().first(), toHex(bytes(expected)));
}

void TestMqttConformance::onlyOneConnect()
{
    connectNow();
    QTest::ignoreMessage(QtWarningMsg, "connectToHost() called when already connecting or connected");
    m_client->connectToHost();
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), 0);
    QVERIFY(m_peer->waitForPacket("30"));
    QCOMPARE(m_peer->packets().size(), 2);
    QCOMPARE(m_peer->connectionCount(), 1);
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

void TestMqttConformance::disconnectClosesTheConnection()
{
    connectNow();
    m_client->disconnectFromHost();
    QTRY_COMPARE(sentAfterConnect(), QByteArrayList{"e0 00"});
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttConformance::violationClosesTheConnection()
{
    connectNow();
    m_peer->send(bytes("36 06 0001 'a' 0007 00")); // QoS 3
    QTRY_VERIFY(!m_peer->isConnected());
    QTRY_COMPARE(m_client->error(), QMqttClient::ProtocolViolation);
    QCOMPARE(sentAfterConnect(), isV5() ? QByteArrayList{"e0 01 81"} : QByteArrayList());
}

void TestMqttConformance::byteOrderMarkIsKept()
{
    connectNow();
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_peer->send(bytes(isV5() ? "30 07 0004 efbbbf 'a' 00" : "30 06 0004 efbbbf 'a'"));
    QTRY_COMPARE(received.size(), 1);
    const auto topic = received.first().at(1).value<QMqttTopicName>();
    QCOMPARE(topic.name(), u"\ufeffa"_s);

    QCOMPARE(m_client->publish(topic), 0);
    QVERIFY(m_peer->waitForPacket(isV5() ? "30 07 00 04 ef bb bf 61" : "30 06 00 04 ef bb bf 61"));
}

void TestMqttConformance::unwantedMessagesAreAcknowledged()
{
    connectNow(); // no subscription, and no slot is connected
    m_peer->send(publishPacket(1, 7) + publishPacket(2, 8));
    QVERIFY(m_peer->waitForPacket("50"));
    QCOMPARE(sentAfterConnect(), QByteArrayList({"40 02 00 07", "50 02 00 08"}));
}

void TestMqttConformance::acknowledgementsKeepTheOrder_data()
{
    QTest::addColumn<quint8>("inboundQos");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("PUBACK") << quint8(1) << QByteArray("40 02 00 0");
    QTest::newRow("PUBREC") << quint8(2) << QByteArray("50 02 00 0");
    QTest::newRow("PUBREL") << quint8(0) << QByteArray("62 02 00 0");
}

void TestMqttConformance::acknowledgementsKeepTheOrder()
{
    QFETCH(const quint8, inboundQos);
    QFETCH(const QByteArray, answer);
    connectNow();
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_client->publish(QMqttTopicName(u"a"_s), {}, 2) > 0);
    QTRY_COMPARE(sentAfterConnect().size(), 3);
    QByteArray packets;
    QByteArrayList answers;
    for (const quint8 id : {2, 3, 1}) {
        packets += inboundQos > 0 ? publishPacket(inboundQos, id) : bytes("50 02 00") + static_cast<char>(id);
        answers += answer + QByteArray::number(id);
    }
    m_peer->send(packets);
    QTRY_COMPARE(sentAfterConnect().mid(3), answers);
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

STANDIN_TEST(TestMqttConformance)
#include "tst_mqttconformance.moc"
