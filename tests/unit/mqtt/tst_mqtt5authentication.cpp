// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedsession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// MQTT 5.0, sections 3.15 and 4.12: enhanced authentication, at first and again.
class TestMqtt5Authentication : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void exchange();
    void onlyAuthBeforeConnack();
    void withoutAMethod();
    void violationsWhileConnecting_data();
    void violationsWhileConnecting();
    void rejected();

    void again();
    void violationsWhenOnline_data();
    void violationsWhenOnline();
    void failedAgain();
    void otherMethodIsRefused();
    void tooLarge();

private:
    [[nodiscard]] Connect withMethod() const;
    [[nodiscard]] auto authenticate(const Properties &properties = {})
    {
        return m_peer->session.authenticate(properties, m_peer->now);
    }

    std::unique_ptr<ScriptedSession> m_peer;
};

void TestMqtt5Authentication::init()
{
    m_peer = std::make_unique<ScriptedSession>(ProtocolLevel::V5_0);
}

Connect TestMqtt5Authentication::withMethod() const
{
    Properties properties;
    properties.add(PropertyId::AuthenticationMethod, "m");
    properties.add(PropertyId::AuthenticationData, "first");
    return m_peer->connectPacket(properties);
}

void TestMqtt5Authentication::exchange()
{
    m_peer->open(withMethod());
    QCOMPARE(m_peer->sent(),
             QByteArrayList{toHex(bytes("10 1a 0004 'MQTT' 05 02 003c 0c 15 0001 'm' 16 0005 'first' 0001 'c'"))});
    for (const char *round : {"1", "2"}) {
        QCOMPARE(m_peer->feed("f0 0a 18 08 15 0001 'm' 16 0001 '"_ba + round + "'"),
                 QStringList(u"challenge "_s + QLatin1String(round)));
        Properties answer;
        answer.add(PropertyId::AuthenticationData, "x");
        QCOMPARE(authenticate(answer), std::nullopt);
        const QByteArray sent = QByteArray::fromHex(m_peer->sent().value(0));
        QVERIFY(sent.startsWith(bytes("f0 0a 18 08")));
        QVERIFY(sent.contains(bytes("15 0001 'm'")));
        QVERIFY(sent.contains(bytes("16 0001 'x'")));
    }
    QCOMPARE(m_peer->feed("20 07 00 00 04 15 0001 'm'"), QStringList(u"established"_s));
}

void TestMqtt5Authentication::onlyAuthBeforeConnack()
{
    m_peer->open(withMethod());
    m_peer->feed("f0 06 18 04 15 0001 'm'");
    (void)m_peer->sent();
    Session &client = m_peer->session;
    QCOMPARE(client.publish({.topic = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QCOMPARE(client.subscribe({.filter = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QCOMPARE(client.unsubscribe({.filter = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QVERIFY(!client.ping(m_peer->now));
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QCOMPARE(authenticate(), std::nullopt);
    QCOMPARE(authenticate(), LocalFailure::NotAuthenticating); // one answer to one challenge
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("f0 06 18 04 15 0001 'm'"))});
}

void TestMqtt5Authentication::withoutAMethod()
{
    m_peer->establish(m_peer->connectPacket());
    QCOMPARE(authenticate(), LocalFailure::NotAuthenticating);
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QCOMPARE(m_peer->feed("f0 06 18 04 15 0001 'm'"), QStringList(u"violation: AUTH out of order"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 82"});
}

void TestMqtt5Authentication::violationsWhileConnecting_data()
{
    QTest::addColumn<bool>("hasMethod");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("AUTH says success") << true << QByteArray("f0 06 00 04 15 0001 'm'");
    QTest::newRow("AUTH starts anew") << true << QByteArray("f0 06 19 04 15 0001 'm'");
    QTest::newRow("AUTH with another method") << true << QByteArray("f0 06 18 04 15 0001 'n'");
    QTest::newRow("AUTH without a method") << true << QByteArray("f0 02 18 00");
    QTest::newRow("AUTH without anything") << true << QByteArray("f0 00");
    QTest::newRow("CONNACK with another method") << true << QByteArray("20 07 00 00 04 15 0001 'n'");
    QTest::newRow("CONNACK without a method") << true << QByteArray("20 03 00 00 00");
    QTest::newRow("AUTH for a client without a method") << false << QByteArray("f0 06 18 04 15 0001 'm'");
    QTest::newRow("CONNACK with a method for a client without") << false << QByteArray("20 07 00 00 04 15 0001 'm'");
}

void TestMqtt5Authentication::violationsWhileConnecting()
{
    QFETCH(const bool, hasMethod);
    QFETCH(const QByteArray, packet);
    m_peer->open(hasMethod ? withMethod() : m_peer->connectPacket());
    (void)m_peer->sent();
    const QStringList events = m_peer->feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
}

void TestMqtt5Authentication::rejected()
{
    m_peer->open(withMethod());
    m_peer->feed("f0 06 18 04 15 0001 'm'");
    QCOMPARE(authenticate(), std::nullopt);
    QCOMPARE(m_peer->feed("20 03 00 87 00"), QStringList(u"refused 0x87"_s));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
}

void TestMqtt5Authentication::again()
{
    m_peer->establish(withMethod(), "15 0001 'm'");
    QCOMPARE(authenticate(), std::nullopt);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("f0 06 19 04 15 0001 'm'"))});
    QCOMPARE(authenticate(), LocalFailure::NotAuthenticating); // one at a time
    QCOMPARE(m_peer->feed("f0 06 18 04 15 0001 'm'"), QStringList(u"challenge "_s));
    QVERIFY(m_peer->session.publish({.topic = "a"}, m_peer->now)); // life goes on meanwhile
    (void)m_peer->sent();
    QCOMPARE(authenticate(), std::nullopt);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("f0 06 18 04 15 0001 'm'"))});
    QCOMPARE(m_peer->feed("f0 06 00 04 15 0001 'm'"), QStringList(u"authenticated"_s));
    QCOMPARE(authenticate(), std::nullopt);
}

void TestMqtt5Authentication::violationsWhenOnline_data()
{
    QTest::addColumn<bool>("isGoingOn");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("AUTH unasked") << false << QByteArray("f0 06 18 04 15 0001 'm'");
    QTest::newRow("success unasked") << false << QByteArray("f0 06 00 04 15 0001 'm'");
    QTest::newRow("AUTH starts anew") << true << QByteArray("f0 06 19 04 15 0001 'm'");
    QTest::newRow("AUTH with another method") << true << QByteArray("f0 06 18 04 15 0001 'n'");
    QTest::newRow("success with another method") << true << QByteArray("f0 06 00 04 15 0001 'n'");
    QTest::newRow("AUTH without a method") << true << QByteArray("f0 02 18 00");
}

void TestMqtt5Authentication::violationsWhenOnline()
{
    QFETCH(const bool, isGoingOn);
    QFETCH(const QByteArray, packet);
    m_peer->establish(withMethod(), "15 0001 'm'");
    if (isGoingOn)
        QCOMPARE(authenticate(), std::nullopt);
    (void)m_peer->sent();
    const QStringList events = m_peer->feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 82"});
}

void TestMqtt5Authentication::failedAgain()
{
    m_peer->establish(withMethod(), "15 0001 'm'");
    QCOMPARE(authenticate(), std::nullopt);
    QCOMPARE(m_peer->feed("e0 01 87"), QStringList(u"dismissed 0x87"_s));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
}

void TestMqtt5Authentication::otherMethodIsRefused()
{
    m_peer->establish(withMethod(), "15 0001 'm'");
    Properties other;
    other.add(PropertyId::AuthenticationMethod, "n");
    QCOMPARE(authenticate(other), LocalFailure::InvalidProperty);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Authentication::tooLarge()
{
    m_peer->establish(withMethod(), "15 0001 'm' 27 0000000b");
    Properties properties;
    properties.add(PropertyId::ReasonString, "r");
    QCOMPARE(authenticate(properties), LocalFailure::TooLarge);
    properties = {};
    properties.addUserProperty("n", "v");
    QCOMPARE(authenticate(properties), LocalFailure::TooLarge);
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QCOMPARE(authenticate(), std::nullopt);
}

QTEST_APPLESS_MAIN(TestMqtt5Authentication)
#include "tst_mqtt5authentication.moc"
