// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

Connect authenticating()
{
    return V5::with(PropertyId::AuthenticationMethod, "M");
}

} // namespace

/// Enhanced authentication, MQTT 5.0 section 4.12.
class TestMqtt5Authentication : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void authenticationWhileConnecting();
    void authenticationAgain();
    void authenticationFaults_data();
    void authenticationFaults();
    void authenticateOutOfTurn();
    void connackWithAnotherMethod_data();
    void connackWithAnotherMethod();

private:
    QStringList feed(QByteArrayView packets) { return m_rig->feed(packets); }
    Session &session() { return m_rig->session; }
    Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt5Authentication::authenticationWhileConnecting()
{
    m_rig->open(authenticating());
    QCOMPARE(feed("f0 0a 18 08 15 0001 'M' 16 0001 '?'"), QStringList(u"authentication continued (15=M, 16=?)"_s));
    QCOMPARE(session().authenticate(V5::only(PropertyId::AuthenticationData, "!"), now()), std::nullopt);
    QCOMPARE(m_rig->take(), hexOf({"f0 0a 18 08 16 0001 '!' 15 0001 'M'"}));
    QCOMPARE(session().phase(), Session::Phase::AwaitingConnack);
    QCOMPARE(feed("20 07 00 00 04 15 0001 'M'"), QStringList(u"established (15=M)"_s));
}

void TestMqtt5Authentication::authenticationAgain()
{
    m_rig->connectWith(authenticating(), "20 07 00 00 04 15 0001 'M'");
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->take(), hexOf({"f0 06 19 04 15 0001 'M'"}));
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating); // the broker has to answer first
    QCOMPARE(feed("f0 06 18 04 15 0001 'M'"), QStringList(u"authentication continued (15=M)"_s));
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->take(), hexOf({"f0 06 18 04 15 0001 'M'"}));
    QCOMPARE(feed("f0 06 00 04 15 0001 'M'"), QStringList(u"authentication succeeded (15=M)"_s));
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqtt5Authentication::authenticationFaults_data()
{
    QTest::addColumn<bool>("online");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("success instead of CONNACK") << false << QByteArray("f0 06 00 04 15 0001 'M'");
    QTest::newRow("another method") << false << QByteArray("f0 06 18 04 15 0001 'N'");
    QTest::newRow("no method") << false << QByteArray("f0 02 18 00");
    QTest::newRow("code of clients") << false << QByteArray("f0 06 19 04 15 0001 'M'");
    QTest::newRow("unasked") << true << QByteArray("f0 06 18 04 15 0001 'M'");
    QTest::newRow("success unasked") << true << QByteArray("f0 06 00 04 15 0001 'M'");
}

void TestMqtt5Authentication::authenticationFaults()
{
    QFETCH(const bool, online);
    QFETCH(const QByteArray, packet);
    m_rig->open(authenticating());
    if (online)
        feed("20 07 00 00 04 15 0001 'M'");
    const QStringList events = feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
}

void TestMqtt5Authentication::authenticateOutOfTurn()
{
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating);
    m_rig->open(authenticating());
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating); // nobody has asked yet
    feed("20 07 00 00 04 15 0001 'M'");
    QCOMPARE(session().authenticate(V5::only(PropertyId::AuthenticationMethod, "N"), now()),
             LocalFailure::InvalidProperty);
    session().end();
    m_rig->connectWith(V5::plain);
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Authentication::connackWithAnotherMethod_data()
{
    QTest::addColumn<bool>("asked");
    QTest::addColumn<QByteArray>("connack");
    QTest::newRow("other") << true << QByteArray("20 07 00 00 04 15 0001 'N'");
    QTest::newRow("missing") << true << QByteArray("20 03 00 00 00");
    QTest::newRow("unasked") << false << QByteArray("20 07 00 00 04 15 0001 'M'");
}

void TestMqtt5Authentication::connackWithAnotherMethod()
{
    QFETCH(const bool, asked);
    QFETCH(const QByteArray, connack);
    m_rig->open(asked ? authenticating() : V5::plain);
    QCOMPARE(feed(connack), QStringList(u"violation: CONNACK with another authentication method"_s));
}

STANDIN_TEST(TestMqtt5Authentication)
#include "tst_mqtt5authentication.moc"
