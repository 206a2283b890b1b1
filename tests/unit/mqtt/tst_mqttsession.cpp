// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/encoder.h"
#include "mqtt/core/outboundrules.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

namespace {

const Connect plain{.clientId = "c", .keepAliveSeconds = 60};
const Connect keptSession{.clientId = "c", .keepAliveSeconds = 60, .cleanSession = false};

} // namespace

/// A session with a scripted broker and a clock that the test sets.
class TestMqttSession : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void connectSendsOnePacket();
    void acceptedConnack();
    void refused_data();
    void refused();
    void firstPacketMustBeConnack_data();
    void firstPacketMustBeConnack();
    void secondConnack();
    void connackTimeout();
    void connackTimeoutCoversTheTransport();
    void noConnackTimeout();
    void commandsNeedAConnection();
    void check_data();
    void check();

    void publishQos0();
    void publishQos1();
    void publishQos2();
    void publishRefusesBadInput();
    void packetIdsRunOut();
    void tooManyOpenMessagesWaitForTheirTurn();
    void waitingMessagesSurviveALostConnection();
    void anAnswerToAWaitingMessageIsOutOfOrder();
    void receiveQos1();
    void receiveQos2ExactlyOnce();
    void sameIdAfterReleaseIsANewMessage();
    void unknownAcknowledgements_data();
    void unknownAcknowledgements();
    void pubrecAgainIsAnsweredAgain();
    void wrongAcknowledgement_data();
    void wrongAcknowledgement();

    void subscribing();
    void subscribeRefusesBadInput();
    void unsubscribing();
    void subscriptionRequestsDoNotOutliveTheConnection();

    void resendsWhenSessionIsPresent();
    void forgetsWhenSessionIsNotPresent();
    void forgetsWithCleanSession();
    void exactlyOnceAcrossConnections();
    void newIdsAvoidThoseInFlight();

    void keepAliveAfterLastPacketSent();
    void keepAliveIsNotServedByReceiving();
    void pingUnanswered_data();
    void pingUnanswered();
    void anythingReceivedProvesTheConnection_data();
    void anythingReceivedProvesTheConnection();
    void aLatePingCanBeAnswered();
    void pongsSayHowLongTheyTook();
    void keepAliveOff();
    void manualPing();
    void elapseTooEarly();

    void disconnecting();
    void bytesAfterTheEndAreIgnored();
    void malformedPacketEndsTheSession();
    void partialPacketDoesNotReachTheNextConnection();
    void eventsOfOnePortionComeOneByOne();

private:
    std::unique_ptr<SessionRig> m_rig;
    Session *m_session = nullptr;
};

void TestMqttSession::init()
{
    m_rig = std::make_unique<SessionRig>();
    m_session = &m_rig->session;
}

void TestMqttSession::connectSendsOnePacket()
{
    m_session->begin(10s, m_rig->now);
    QCOMPARE(m_session->phase(), Session::Phase::Opening);
    QCOMPARE(m_rig->take(), QByteArrayList());
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_session->phase(), Session::Phase::AwaitingConnack);
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(encode(plain))});
}

void TestMqttSession::acceptedConnack()
{
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_rig->feed("20 02 00 00"), QStringList(u"established"_s));
    QCOMPARE(m_session->phase(), Session::Phase::Online);
}

void TestMqttSession::refused_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QString>("event");
    for (int code = 1; code <= 5; ++code)
        QTest::addRow("code %d", code) << QByteArray("20 02 00 0") + QByteArray::number(code)
                                       << u"refused %1"_s.arg(code);
    QTest::newRow("reserved code") << QByteArray("20 02 00 aa") << u"refused 170"_s;
}

void TestMqttSession::refused()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QString, event);
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_rig->feed(connack), QStringList(event));
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
}

void TestMqttSession::firstPacketMustBeConnack_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("PUBLISH") << QByteArray("30 03 0001 'a'");
    QTest::newRow("PUBACK") << QByteArray("40 02 0001");
    QTest::newRow("PUBREL") << QByteArray("62 02 0001");
    QTest::newRow("SUBACK") << QByteArray("90 03 0001 00");
    QTest::newRow("PINGRESP") << QByteArray("d0 00");
}

void TestMqttSession::firstPacketMustBeConnack()
{
    QFETCH(const QByteArray, packet);
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    m_rig->take();
    QCOMPARE(m_rig->feed(packet), QStringList(u"violation: first packet of the broker is not CONNACK"_s));
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::secondConnack()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed("20 02 00 00"), QStringList(u"violation: CONNACK out of order"_s));
}

void TestMqttSession::connackTimeout()
{
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 10s);
    QCOMPARE(toText(m_session->elapse(m_rig->now + 9999ms)), QString());
    QCOMPARE(toText(m_session->elapse(m_rig->now + 10s)), u"timeout: no CONNACK within 10000 ms"_s);
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
}

void TestMqttSession::connackTimeoutCoversTheTransport()
{
    m_session->begin(3s, m_rig->now);
    QCOMPARE(toText(m_session->elapse(m_rig->now + 3s)), u"timeout: no CONNACK within 3000 ms"_s);
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
}

void TestMqttSession::noConnackTimeout()
{
    m_session->begin(0s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
}

void TestMqttSession::commandsNeedAConnection()
{
    const auto check = [this] {
        QCOMPARE(m_session->publish({.topic = "a"}, m_rig->now).error(), LocalFailure::NotConnected);
        QCOMPARE(m_session->subscribe({0, "a", {0}}, m_rig->now).error(), LocalFailure::NotConnected);
        QCOMPARE(m_session->unsubscribe({0, "a"}, m_rig->now).error(), LocalFailure::NotConnected);
        QVERIFY(!m_session->ping(m_rig->now));
    };
    check();
    m_session->begin(10s, m_rig->now);
    check();
    m_session->open(plain, true, m_rig->now);
    m_rig->take();
    check();
    m_rig->feed("20 02 00 00");
    m_session->end();
    check();
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::check_data()
{
    QTest::addColumn<Connect>("packet");
    QTest::addColumn<int>("failure");
    const QByteArray tooLong(65'536, 'x');
    QTest::newRow("plain") << plain << -1;
    QTest::newRow("will") << Connect{.will = Will{"w", "x", 2, true}} << -1;
    QTest::newRow("no client id") << Connect{} << -1;
    QTest::newRow("no client id, 5.0, session kept")
        << Connect{.level = ProtocolLevel::V5_0, .cleanSession = false} << -1;
    QTest::newRow("no client id, session kept") << Connect{.cleanSession = false} << int(LocalFailure::EmptyClientId);
    QTest::newRow("no client id, 3.1") << Connect{.level = ProtocolLevel::V3_1} << int(LocalFailure::EmptyClientId);
    QTest::newRow("U+0000 in client id") << Connect{.clientId = QByteArray("a\0", 2)} << int(LocalFailure::InvalidText);
    QTest::newRow("long client id") << Connect{.clientId = tooLong} << int(LocalFailure::TooLarge);
    QTest::newRow("long will") << Connect{.will = Will{"w", tooLong}} << int(LocalFailure::TooLarge);
    QTest::newRow("wildcard in will topic") << Connect{.will = Will{"w/#", ""}} << int(LocalFailure::InvalidTopic);
    QTest::newRow("empty will topic") << Connect{.will = Will{"", ""}} << int(LocalFailure::InvalidTopic);
    QTest::newRow("will of QoS 3") << Connect{.will = Will{"w", "", 3}} << int(LocalFailure::InvalidQos);
}

void TestMqttSession::check()
{
    QFETCH(const Connect, packet);
    QFETCH(const int, failure);
    const auto found = faultIn(packet);
    QCOMPARE(found ? int(*found) : -1, failure);
    QVERIFY(!found || !describe(*found).isEmpty());
}

void TestMqttSession::publishQos0()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->publish({.topic = "a", .payload = "x", .id = 7, .duplicate = true}, m_rig->now), 0);
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("30 04 0001 'a' 'x'"))});
}

void TestMqttSession::publishQos1()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->publish({.topic = "a", .payload = "x", .qos = 1, .retain = true}, m_rig->now), 1);
    QCOMPARE(m_session->publish({.topic = "b", .qos = 1}, m_rig->now), 2);
    QCOMPARE(m_rig->take(),
             QByteArrayList({toHex(bytes("33 06 0001 'a' 0001 'x'")), toHex(bytes("32 05 0001 'b' 0002"))}));
    QCOMPARE(m_rig->feed("40 02 0002 40 02 0001"), QStringList({u"acknowledged 2"_s, u"acknowledged 1"_s}));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::publishQos2()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->publish({.topic = "a", .payload = "x", .qos = 2}, m_rig->now), 1);
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("34 06 0001 'a' 0001 'x'"))});
    QCOMPARE(m_rig->feed("50 02 0001"), QStringList(u"received 1"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"62 02 00 01"});
    QCOMPARE(m_rig->feed("70 02 0001"), QStringList(u"completed 1"_s));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::publishRefusesBadInput()
{
    m_rig->connectWith(plain);
    const QByteArray tooLong(65'536, 'x');
    QCOMPARE(m_session->publish({.topic = ""}, m_rig->now).error(), LocalFailure::InvalidTopic);
    QCOMPARE(m_session->publish({.topic = "a/+"}, m_rig->now).error(), LocalFailure::InvalidTopic);
    QCOMPARE(m_session->publish({.topic = tooLong}, m_rig->now).error(), LocalFailure::InvalidTopic);
    QCOMPARE(m_session->publish({.topic = "a", .qos = 3}, m_rig->now).error(), LocalFailure::InvalidQos);
    const QByteArrayView tooLarge(tooLong.constData(), maximumBodySize);
    QCOMPARE(m_session->publish({.topic = "a", .payload = tooLarge}, m_rig->now).error(), LocalFailure::TooLarge);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::packetIdsRunOut()
{
    m_rig->connectWith(plain);
    for (int i = 0; i < 65'535; ++i)
        QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    m_rig->take();
    QCOMPARE(m_session->publish({.topic = "a", .qos = 1}, m_rig->now).error(), LocalFailure::NoFreePacketId);
    QCOMPARE(m_session->subscribe({0, "a", {0}}, m_rig->now).error(), LocalFailure::NoFreePacketId);
    QCOMPARE(m_session->unsubscribe({0, "a"}, m_rig->now).error(), LocalFailure::NoFreePacketId);
    QVERIFY(m_session->publish({.topic = "a"}, m_rig->now));
    m_rig->take();
    m_rig->feed("40 02 0001");
    QCOMPARE(m_session->publish({.topic = "a", .qos = 1}, m_rig->now), 0x0001);
}

void TestMqttSession::receiveQos1()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed("32 06 0001 'a' 0009 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"40 02 00 09"});
    // At least once: a repetition is delivered again.
    QCOMPARE(m_rig->feed("3a 06 0001 'a' 0009 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"40 02 00 09"});
}

void TestMqttSession::receiveQos2ExactlyOnce()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->feed("3c 06 0001 'a' 0009 'x'"), QStringList());
    QCOMPARE(m_rig->take(), QByteArrayList({"50 02 00 09", "50 02 00 09"}));
    QCOMPARE(m_rig->feed("62 02 0009"), QStringList(u"released 9"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"70 02 00 09"});
}

void TestMqttSession::sameIdAfterReleaseIsANewMessage()
{
    m_rig->connectWith(plain);
    m_rig->feed("34 06 0001 'a' 0009 'x' 62 02 0009");
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 'y'"), QStringList(u"message a = y"_s));
}

void TestMqttSession::unknownAcknowledgements_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QByteArrayList>("answer");
    QTest::newRow("PUBACK") << QByteArray("40 02 0099") << QByteArrayList();
    QTest::newRow("PUBREC") << QByteArray("50 02 0099") << QByteArrayList{"62 02 00 99"};
    QTest::newRow("PUBREL") << QByteArray("62 02 0099") << QByteArrayList{"70 02 00 99"};
    QTest::newRow("PUBCOMP") << QByteArray("70 02 0099") << QByteArrayList();
    QTest::newRow("SUBACK") << QByteArray("90 03 0099 00") << QByteArrayList();
    QTest::newRow("UNSUBACK") << QByteArray("b0 02 0099") << QByteArrayList();
}

void TestMqttSession::unknownAcknowledgements()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QByteArrayList, answer);
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed(packet), QStringList());
    QCOMPARE(m_rig->take(), answer);
    QCOMPARE(m_session->phase(), Session::Phase::Online);
}

void TestMqttSession::pubrecAgainIsAnsweredAgain()
{
    m_rig->connectWith(plain);
    QVERIFY(m_session->publish({.topic = "a", .qos = 2}, m_rig->now));
    m_rig->take();
    QCOMPARE(m_rig->feed("50 02 0001 50 02 0001"), QStringList(u"received 1"_s));
    QCOMPARE(m_rig->take(), QByteArrayList({"62 02 00 01", "62 02 00 01"}));
}

void TestMqttSession::wrongAcknowledgement_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("event");
    const auto row = [](const char *name, const char *packet, const QString &type) {
        QTest::newRow(name) << QByteArray(packet) << u"violation: %1 out of order"_s.arg(type);
    };
    // In flight: 1 awaits PUBACK, 2 PUBREC, 3 PUBCOMP, 4 SUBACK, 5 UNSUBACK.
    row("PUBACK for QoS 2", "40 02 0002", u"PUBACK"_s);
    row("PUBACK for a released message", "40 02 0003", u"PUBACK"_s);
    row("PUBACK for a SUBSCRIBE", "40 02 0004", u"PUBACK"_s);
    row("PUBREC for QoS 1", "50 02 0001", u"PUBREC"_s);
    row("PUBREC for a SUBSCRIBE", "50 02 0004", u"PUBREC"_s);
    row("PUBCOMP before PUBREC", "70 02 0002", u"PUBCOMP"_s);
    row("PUBCOMP for QoS 1", "70 02 0001", u"PUBCOMP"_s);
    row("SUBACK for a PUBLISH", "90 03 0001 00", u"SUBACK"_s);
    row("SUBACK for an UNSUBSCRIBE", "90 03 0005 00", u"SUBACK"_s);
    row("UNSUBACK for a SUBSCRIBE", "b0 02 0004", u"UNSUBACK"_s);
}

void TestMqttSession::wrongAcknowledgement()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QString, event);
    m_rig->connectWith(plain);
    QCOMPARE(m_session->publish({.topic = "a", .qos = 1}, m_rig->now), 1);
    QCOMPARE(m_session->publish({.topic = "a", .qos = 2}, m_rig->now), 2);
    QCOMPARE(m_session->publish({.topic = "a", .qos = 2}, m_rig->now), 3);
    QCOMPARE(m_session->subscribe({0, "a", {0}}, m_rig->now), 4);
    QCOMPARE(m_session->unsubscribe({0, "b"}, m_rig->now), 5);
    m_rig->feed("50 02 0003");
    QCOMPARE(m_rig->feed(packet), QStringList(event));
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
}

void TestMqttSession::subscribing()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->subscribe({0, "a/+", {2}}, m_rig->now), 1);
    QCOMPARE(m_session->subscribe({0, "b", {1}}, m_rig->now), 2);
    QCOMPARE(m_rig->take(),
             QByteArrayList({toHex(bytes("82 08 0001 0003 'a/+' 02")), toHex(bytes("82 06 0002 0001 'b' 01"))}));
    QCOMPARE(m_rig->feed("90 03 0002 80 90 03 0001 01"), QStringList({u"subscribed b: 128"_s, u"subscribed a/+: 1"_s}));
    // The id is free again.
    QCOMPARE(m_rig->feed("90 03 0001 00"), QStringList());
}

void TestMqttSession::subscribeRefusesBadInput()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->subscribe({0, "", {0}}, m_rig->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(m_session->subscribe({0, "a/#/b", {0}}, m_rig->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(m_session->subscribe({0, "a", {3}}, m_rig->now).error(), LocalFailure::InvalidQos);
    QCOMPARE(m_session->unsubscribe({0, "a+"}, m_rig->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::unsubscribing()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->unsubscribe({0, "a/+"}, m_rig->now), 1);
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("a2 07 0001 0003 'a/+'"))});
    QCOMPARE(m_rig->feed("b0 02 0001"), QStringList(u"unsubscribed a/+"_s));
}

void TestMqttSession::subscriptionRequestsDoNotOutliveTheConnection()
{
    m_rig->connectWith(keptSession);
    QVERIFY(m_session->subscribe({0, "a", {0}}, m_rig->now));
    QVERIFY(m_session->unsubscribe({0, "b"}, m_rig->now));
    m_session->end();
    m_rig->connectWith(keptSession, "20 02 01 00");
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(m_rig->feed("90 03 0001 00"), QStringList());
}

void TestMqttSession::resendsWhenSessionIsPresent()
{
    m_rig->connectWith(keptSession);
    QVERIFY(m_session->publish({.topic = "a", .qos = 2}, m_rig->now)); // 1: will await PUBCOMP
    QVERIFY(m_session->publish({.topic = "b", .qos = 1}, m_rig->now)); // 2: done
    QVERIFY(m_session->publish({.topic = "c", .payload = "x", .qos = 1, .retain = true}, m_rig->now)); // 3
    QVERIFY(m_session->publish({.topic = "d", .qos = 2}, m_rig->now));                                 // 4
    m_rig->feed("50 02 0001 40 02 0002");
    m_session->end();

    m_session->begin(10s, m_rig->now);
    m_session->open(keptSession, true, m_rig->now);
    m_rig->take();
    QCOMPARE(m_rig->feed("20 02 01 00"), QStringList(u"established, session present"_s));
    QCOMPARE(m_rig->take(), QByteArrayList({"62 02 00 01", toHex(bytes("3b 06 0001 'c' 0003 'x'")),
                                            toHex(bytes("3c 05 0001 'd' 0004"))}));
    QCOMPARE(m_rig->feed("70 02 0001 40 02 0003 50 02 0004 70 02 0004"),
             QStringList({u"completed 1"_s, u"acknowledged 3"_s, u"received 4"_s, u"completed 4"_s}));
}

void TestMqttSession::tooManyOpenMessagesWaitForTheirTurn()
{
    m_rig->connectWith(plain);
    m_rig->take();
    for (int i = 0; i < Session::maximumOpenBefore5 + 3; ++i)
        QVERIFY(m_session->publish({.topic = "a", .qos = static_cast<quint8>(1 + i % 2)}, m_rig->now));
    QCOMPARE(m_rig->take().size(), Session::maximumOpenBefore5);
    QVERIFY(m_session->publish({.topic = "q0"}, m_rig->now)); // never waits
    QCOMPARE(m_rig->take().size(), 1);

    m_rig->feed("40 02 0001"); // PUBACK allows one more
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("32 05 0001 'a' 0015"))});
    m_rig->feed("50 02 0002"); // PUBREC does not
    QCOMPARE(m_rig->take(), QByteArrayList{"62 02 00 02"});
    m_rig->feed("70 02 0002"); // PUBCOMP does
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("34 05 0001 'a' 0016"))});
}

void TestMqttSession::waitingMessagesSurviveALostConnection()
{
    m_rig->connectWith(keptSession);
    for (int i = 0; i < Session::maximumOpenBefore5 + 1; ++i)
        QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    m_session->end();
    m_session->begin(10s, m_rig->now);
    m_session->open(keptSession, true, m_rig->now);
    m_rig->take();
    m_rig->feed("20 02 01 00");
    QByteArrayList sent = m_rig->take();
    QCOMPARE(sent.size(), Session::maximumOpenBefore5);
    QVERIFY(sent.last().startsWith("3a")); // DUP
    m_rig->feed("40 02 0001");
    sent = m_rig->take();
    QCOMPARE(sent, QByteArrayList{toHex(bytes("32 05 0001 'a' 0015"))}); // sent for the first time: no DUP
}

void TestMqttSession::anAnswerToAWaitingMessageIsOutOfOrder()
{
    m_rig->connectWith(plain);
    for (int i = 0; i < Session::maximumOpenBefore5 + 1; ++i)
        QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    QCOMPARE(m_rig->feed("40 02 0015").size(), 1);
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
}

void TestMqttSession::forgetsWhenSessionIsNotPresent()
{
    m_rig->connectWith(keptSession);
    QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    m_session->end();
    m_rig->connectWith(keptSession);
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(m_rig->feed("40 02 0001"), QStringList());
    m_session->end();
    m_rig->connectWith(keptSession, "20 02 01 00");
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::forgetsWithCleanSession()
{
    m_rig->connectWith(keptSession);
    QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    m_rig->feed("34 06 0001 'a' 0009 'x'");
    m_session->end();
    m_rig->connectWith(plain, "20 02 01 00"); // "session present" though it must not be
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 'x'"), QStringList(u"message a = x"_s));
}

void TestMqttSession::exactlyOnceAcrossConnections()
{
    m_rig->connectWith(keptSession);
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 'x'"), QStringList(u"message a = x"_s));
    m_session->end();
    m_rig->connectWith(keptSession, "20 02 01 00");
    QCOMPARE(m_rig->feed("3c 06 0001 'a' 0009 'x'"), QStringList());
    QCOMPARE(m_rig->take(), QByteArrayList{"50 02 00 09"});
}

void TestMqttSession::newIdsAvoidThoseInFlight()
{
    m_rig->connectWith(keptSession);
    QCOMPARE(m_session->publish({.topic = "a", .qos = 1}, m_rig->now), 1);
    m_session->end();
    m_rig->connectWith(keptSession, "20 02 01 00");
    for (int i = 0; i < 65'534; ++i)
        QVERIFY(*m_session->publish({.topic = "b", .qos = 1}, m_rig->now) != 1);
}

void TestMqttSession::keepAliveAfterLastPacketSent()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 60s);
    m_rig->now += 50s;
    QVERIFY(m_session->publish({.topic = "a", .qos = 1}, m_rig->now));
    QCOMPARE(m_rig->feed("40 02 0001"), QStringList(u"acknowledged 1"_s));
    m_rig->take();
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 60s);
    m_rig->now += 60s;
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 30s);
    m_rig->now += 1s;
    QCOMPARE(m_rig->feed("d0 00"), QStringList(u"pong after 1000 ms"_s));
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 59s);
}

void TestMqttSession::keepAliveIsNotServedByReceiving()
{
    m_rig->connectWith(plain);
    const auto due = m_session->nextDeadline();
    m_rig->now += 30s;
    m_rig->feed("30 03 0001 'a'");
    QCOMPARE(m_session->nextDeadline(), due);
}

void TestMqttSession::pingUnanswered_data()
{
    QTest::addColumn<int>("qos"); // QoS of the messages that are sent every second; -1: none
    QTest::newRow("idle") << -1;
    QTest::newRow("busy with QoS 0") << 0;
    QTest::newRow("busy with QoS 1") << 1;
    QTest::newRow("busy with QoS 2") << 2;
}

void TestMqttSession::pingUnanswered()
{
    QFETCH(const int, qos);
    m_rig->connectWith(plain);
    QString end;
    int seconds = 0;
    int pings = 0;
    for (; end.isEmpty() && seconds < 200; ++seconds) {
        if (qos >= 0)
            QVERIFY(m_session->publish({.topic = "a", .qos = quint8(qos)}, m_rig->now));
        m_rig->take();
        m_rig->now += 1s;
        end = toText(m_session->elapse(m_rig->now));
        pings += static_cast<int>(m_rig->take().count("c0 00"));
    }
    QCOMPARE(seconds, 90);
    QCOMPARE(end, u"timeout: nothing received for 90 s, no PINGRESP either"_s);
    QCOMPARE(pings, 1);
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
}

void TestMqttSession::anythingReceivedProvesTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("PINGRESP") << QByteArray("d0 00");
    QTest::newRow("PUBLISH") << QByteArray("30 03 0001 'a'");
    QTest::newRow("unknown PUBACK") << QByteArray("40 02 0009");
    QTest::newRow("a part of a packet") << QByteArray("30");
}

void TestMqttSession::anythingReceivedProvesTheConnection()
{
    QFETCH(const QByteArray, bytes);
    m_rig->connectWith(plain);
    m_rig->now += 60s;
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    m_rig->take();
    m_rig->now += 29s;
    m_rig->feed(bytes);
    m_rig->now += 30s; // the next PINGREQ is due a keep-alive after the first one
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    QCOMPARE(m_rig->take(), QByteArrayList());
    m_rig->now += 1s;
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 59s); // 90 s after the last byte
}

void TestMqttSession::aLatePingCanBeAnswered()
{
    m_rig->connectWith(plain);
    m_rig->now += 1000s; // the program was stopped
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 30s);
    QCOMPARE(toText(m_session->elapse(m_rig->now + 29s)), QString());
}

void TestMqttSession::pongsSayHowLongTheyTook()
{
    m_rig->connectWith(plain);
    m_rig->now += 60s;
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    m_rig->now += 7s;
    m_rig->feed("30 03 0001 'a'"); // a sign of life is no answer
    m_rig->now += 250ms;
    QCOMPARE(m_rig->feed("d0 00"), QStringList(u"pong after 7250 ms"_s));
    m_rig->now += 1s;
    QCOMPARE(m_rig->feed("d0 00"), QStringList(u"pong"_s)); // nobody asked for this one
}

void TestMqttSession::keepAliveOff()
{
    m_rig->connectWith(Connect{.clientId = "c", .keepAliveSeconds = 0});
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
    QCOMPARE(toText(m_session->elapse(m_rig->now + 1000h)), QString());
    QVERIFY(m_session->ping(m_rig->now));
    QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
    QCOMPARE(m_session->phase(), Session::Phase::Online);
}

void TestMqttSession::manualPing()
{
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, false, m_rig->now);
    m_rig->feed("20 02 00 00");
    m_rig->take();
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
    QVERIFY(m_session->ping(m_rig->now));
    QVERIFY(m_session->ping(m_rig->now + 10s)); // the first one still counts
    QCOMPARE(m_rig->take(), QByteArrayList({"c0 00", "c0 00"}));
    QCOMPARE(m_session->nextDeadline(), m_rig->now + 60s);
    QCOMPARE(m_rig->feed("d0 00"), QStringList(u"pong"_s));
    QCOMPARE(m_session->nextDeadline(), std::nullopt);
}

void TestMqttSession::elapseTooEarly()
{
    QCOMPARE(toText(m_session->elapse(m_rig->now)), QString());
    m_rig->connectWith(plain);
    QCOMPARE(toText(m_session->elapse(m_rig->now + 59'999ms)), QString());
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::disconnecting()
{
    m_rig->connectWith(plain);
    m_session->disconnect({}, m_rig->now);
    QCOMPARE(m_rig->take(), QByteArrayList{"e0 00"});
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
    m_session->disconnect({}, m_rig->now);
    QCOMPARE(m_rig->take(), QByteArrayList());

    // Before CONNACK no DISCONNECT is sent.
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    m_rig->take();
    m_session->disconnect({}, m_rig->now);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::bytesAfterTheEndAreIgnored()
{
    m_rig->connectWith(plain);
    m_session->end();
    QCOMPARE(m_rig->feed("32 06 0001 'a' 0009 'x'"), QStringList());
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSession::malformedPacketEndsTheSession()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed("30 03 0001 'a' 36 05 0001 'a' 0001 30 03 0001 'b'"),
             QStringList({u"message a = "_s, u"violation: QoS 3 in PUBLISH"_s}));
    QCOMPARE(m_session->phase(), Session::Phase::Idle);
}

void TestMqttSession::partialPacketDoesNotReachTheNextConnection()
{
    m_rig->connectWith(plain);
    QCOMPARE(m_rig->feed("30 07 0003 'a'"), QStringList());
    m_session->end();
    m_session->begin(10s, m_rig->now);
    m_session->open(plain, true, m_rig->now);
    QCOMPARE(m_rig->feed("20 02 00 00"), QStringList(u"established"_s));
}

void TestMqttSession::eventsOfOnePortionComeOneByOne()
{
    m_rig->connectWith(plain);
    const QByteArray data = bytes("30 03 0001 'a' 30 03 0001 'b'");
    QByteArrayView input(data);
    QCOMPARE(toText(m_session->receive(input, m_rig->now)), u"message a = "_s);
    QCOMPARE(input.size(), 5);
    m_session->end(); // as a slot may do
    QCOMPARE(toText(m_session->receive(input, m_rig->now)), QString());
}

STANDIN_TEST(TestMqttSession)
#include "tst_mqttsession.moc"
