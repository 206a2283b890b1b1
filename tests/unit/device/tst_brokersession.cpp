// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadtimers.h"
#include "device/session/brokersession.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <sys/ioctl.h>

using namespace Standin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A broker that answers each packet with the next of these texts, and stores the packets.
class ScriptedBroker : public QTcpServer
{
public:
    explicit ScriptedBroker(const QList<QByteArray> &answers)
        : m_answers(answers)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *peer = m_peer = nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, this, [this, peer] {
                received.append(peer->readAll()); // a packet at a time: the next one waits for our answer
                if (!m_answers.isEmpty())
                    peer->write(m_answers.takeFirst());
            });
        });
    }

    [[nodiscard]] QUrl url() const { return QUrl(u"mqtt://127.0.0.1:%1"_s.arg(serverPort())); }

    void say(const QByteArray &bytes) { m_peer->write(bytes); }
    /// What has arrived, and was not read by the event loop yet.
    [[nodiscard]] int unread() const
    {
        int bytes = -1;
        return ::ioctl(static_cast<int>(m_peer->socketDescriptor()), FIONREAD, &bytes) == 0 ? bytes : -1;
    }
    void closePeer() { m_peer->disconnectFromHost(); }
    void stopReading()
    {
        m_peer->disconnect(this);
        m_peer->setReadBufferSize(1);
    }

    QList<QByteArray> received;

private:
    QList<QByteArray> m_answers;
    QTcpSocket *m_peer = nullptr;
};

struct Listener final : SessionListener
{
    void sessionOpened() override { opened = true; }
    void brokerAnswered(const BrokerAnswer &answer) override { told.append(answer); }
    void sessionFailed(const SessionEnd &end) override
    {
        failed = end.error;
        reference = end.serverReference;
    }
    void sessionLost(const SessionEnd &end) override
    {
        lost = end.error;
        reference = end.serverReference;
    }
    void messageArrived(const InboundMessage &) override {}
    void messageAcknowledged(qint32, const Result<> &result) override { acknowledged = result; }

    void messageGivenUp(qint32 id, const Error &error) override { givenUp.append({id, error}); }

    QList<std::pair<qint32, Error>> givenUp;
    bool opened = false;
    QList<BrokerAnswer> told;
    std::optional<Error> failed;
    std::optional<Error> lost;
    QString reference;
    std::optional<Result<>> acknowledged;
};

void ignored(qint32) {}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

/// An answer in one line.
QString textOf(const BrokerAnswer &answer)
{
    static const QStringList kinds = {u"CONNACK"_s, u"granted"_s, u"less"_s, u"refused"_s, u"late"_s, u"DISCONNECT"_s};
    QString text = kinds.at(static_cast<int>(answer.kind));
    if (!answer.topic.isEmpty())
        text += u" %1 QoS %2"_s.arg(answer.topic).arg(answer.qos);
    if (answer.reasonCode)
        text += u" 0x"_s + QString::number(*answer.reasonCode, 16);
    if (answer.sessionPresent)
        text += u" resumed"_s;
    for (const auto &[name, value] : answer.properties)
        text += u" %1=%2"_s.arg(name, value);
    return text;
}

const QByteArray welcome5 = QByteArray::fromHex("2003000000");
const QByteArray welcome311 = QByteArray::fromHex("20020000");

} // namespace

/// How a session handles the packets of brokers, byte by byte.
class TestBrokerSession : public QObject
{
    Q_OBJECT

private:
    const SystemClock m_clock;
    ThreadTimers m_timers{m_clock};

    static SessionSettings settings(const ScriptedBroker &broker, bool version5)
    {
        SessionSettings settings;
        settings.target.url = broker.url();
        settings.version = version5 ? MqttVersion::V5_0 : MqttVersion::V3_1_1;
        settings.clientId = u"c"_s;
        return settings;
    }

private slots:
    void refusals_data()
    {
        QTest::addColumn<bool>("version5");
        QTest::addColumn<QByteArray>("connack");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("reasonCode");
        QTest::newRow("3.1.1, bad password")
            << false << hex("20020004") << u"refused: bad user name or password (0x04)"_s << 4;
        QTest::newRow("5.0, bad password")
            << true << hex("2003008600") << u"refused: bad user name or password (0x86)"_s << 0x86;
        QTest::newRow("5.0, with a reason")
            << true << hex("200a0087071f00046e6f7065") << u"refused: not authorized (0x87): nope"_s << 0x87;
        QTest::newRow("5.0, elsewhere") << true << hex("2008 00 9d 05 1c0002 6232")
                                        << u"refused: server moved (0x9d); it points to b2"_s << 0x9d;
    }

    void refusals()
    {
        QFETCH(bool, version5);
        QFETCH(QByteArray, connack);
        QFETCH(int, reasonCode);
        const ScriptedBroker broker({connack});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, version5));
        QTRY_VERIFY(listener.failed);
        QVERIFY2(listener.failed->code == ErrorCode::BrokerRefused, qPrintable(listener.failed->toString()));
        QTEST(listener.failed->message, "text");
        QCOMPARE(int(listener.failed->reasonCode.value_or(0)), reasonCode);
        QCOMPARE(listener.reference, reasonCode == 0x9d ? u"b2"_s : QString());
        QVERIFY(!listener.opened);
    }

    void aHalfOpenLinkIsLostWhateverIsSent_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
        QTest::newRow("QoS 2") << 2;
    }

    void aHalfOpenLinkIsLostWhateverIsSent()
    {
        QFETCH(int, qos);
        const ScriptedBroker broker({welcome311}); // and then nothing
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, false);
        wanted.keepAlive = 1;
        session.open(wanted);
        QTRY_VERIFY(listener.opened);
        QTimer reports; // of a busy device
        connect(&reports, &QTimer::timeout, &reports, [&] {
            if (!listener.lost)
                (void)session.publish({.topic = u"t"_s, .payload = "x", .qos = static_cast<quint8>(qos)}, ignored);
        });
        QElapsedTimer time;
        time.start();
        reports.start(50ms);
        QTRY_VERIFY_WITH_TIMEOUT(listener.lost, 4000);
        QVERIFY(listener.lost->code == ErrorCode::KeepAliveTimeout);
        QVERIFY2(time.elapsed() < 2500, qPrintable(QString::number(time.elapsed())));
    }

    void aBrokerThatClosesOnSubscribe()
    {
        ScriptedBroker broker({welcome311});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, false);
        wanted.subscriptions = {{.topic = u"a/#"_s, .qos = 2}};
        session.open(wanted);
        QTRY_COMPARE(broker.received.size(), 2);
        broker.closePeer();
        QTRY_VERIFY(listener.failed);
        QCOMPARE(listener.failed->message,
                 u"the broker closed the connection, after SUBSCRIBE to \"a/#\" with QoS 2: does it take QoS 2?"_s);
    }

    void dismissals_data()
    {
        QTest::addColumn<QByteArray>("disconnect");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("taken over") << hex("e0018e") << ErrorCode::TakenOver
                                    << u"the broker ended the session: session taken over (0x8e)"_s;
        QTest::newRow("keep-alive") << hex("e0018d") << ErrorCode::KeepAliveTimeout
                                    << u"the broker ended the session: keep-alive timeout (0x8d)"_s;
        QTest::newRow("shutting down") << hex("e0018b") << ErrorCode::ConnectionLost
                                       << u"the broker ended the session: server shutting down (0x8b)"_s;
        QTest::newRow("too large") << hex("e00195") << ErrorCode::TooLarge
                                   << u"the broker ended the session: packet too large (0x95)"_s;
        QTest::newRow("quota, with a reason") << hex("e009 97 07 1f0004 66756c6c") << ErrorCode::BrokerRefused
                                              << u"the broker ended the session: quota exceeded (0x97): full"_s;
    }

    void dismissals()
    {
        QFETCH(QByteArray, disconnect);
        QFETCH(ErrorCode, code);
        const ScriptedBroker broker({welcome5 + disconnect});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.lost);
        QVERIFY(listener.opened);
        QVERIFY2(listener.lost->code == code, qPrintable(listener.lost->toString()));
        QTEST(listener.lost->message, "text");
    }

    void refusedSubscriptions_data()
    {
        QTest::addColumn<bool>("version5");
        QTest::addColumn<QByteArray>("suback");
        QTest::addColumn<QString>("text");
        QTest::newRow("3.1.1") << false << hex("9003000180") << u"the broker refused to subscribe to \"a/#\" (0x80)"_s;
        QTest::newRow("5.0") << true << hex("90040001 00 87")
                             << u"the broker refused to subscribe to \"a/#\": not authorized (0x87)"_s;
        QTest::newRow("5.0, with a reason")
            << true << hex("9009 0001 05 1f0002 6e6f 87")
            << u"the broker refused to subscribe to \"a/#\": not authorized (0x87): no"_s;
    }

    void refusedSubscriptions()
    {
        QFETCH(bool, version5);
        QFETCH(QByteArray, suback);
        const ScriptedBroker broker({version5 ? welcome5 : welcome311, suback});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, version5);
        wanted.subscriptions = {{.topic = u"a/#"_s, .qos = 1}};
        session.open(wanted);
        QTRY_VERIFY(listener.failed);
        QVERIFY(listener.failed->code == ErrorCode::SubscribeRefused);
        QTEST(listener.failed->message, "text");
    }

    void asksForWhatTheProfileSays_data()
    {
        QTest::addColumn<bool>("version5");
        QTest::addColumn<Subscription>("wanted");
        QTest::addColumn<QByteArray>("subscribe");
        const SubscribeOptions all{
            .noLocal = true, .retainAsPublished = true, .retainHandling = 2, .userProperties = {{u"n"_s, u"v"_s}}};
        QTest::newRow("3.1.1, QoS 0") << false << Subscription{.topic = u"a"_s} << hex("8206 0001 000161 00");
        QTest::newRow("3.1.1 has no options")
            << false << Subscription{.topic = u"a"_s, .qos = 2, .options = all} << hex("8206 0001 000161 02");
        QTest::newRow("5.0, QoS 1") << true << Subscription{.topic = u"a"_s, .qos = 1} << hex("8207 0001 00 000161 01");
        QTest::newRow("5.0, no local") << true << Subscription{.topic = u"a"_s, .qos = 1, .options = {.noLocal = true}}
                                       << hex("8207 0001 00 000161 05");
        QTest::newRow("5.0, all options") << true << Subscription{.topic = u"a"_s, .qos = 1, .options = all}
                                          << hex("820e 0001 07 26 00016e 000176 000161 2d");
    }

    void asksForWhatTheProfileSays()
    {
        QFETCH(bool, version5);
        QFETCH(Subscription, wanted);
        QFETCH(QByteArray, subscribe);
        const ScriptedBroker broker({version5 ? welcome5 : welcome311});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings given = settings(broker, version5);
        given.subscriptions = {wanted};
        session.open(given);
        QTRY_COMPARE(broker.received.size(), 2);
        QCOMPARE(broker.received.constLast().toHex(), subscribe.toHex());
    }

    void reportsWhatTheBrokerSays_data()
    {
        QTest::addColumn<bool>("version5");
        QTest::addColumn<QList<QByteArray>>("answers");
        QTest::addColumn<QStringList>("told");
        const auto row = [](const char *name, bool version5, const QList<QByteArray> &answers,
                            const QStringList &told) { QTest::newRow(name) << version5 << answers << told; };
        const QString connack = u"CONNACK 0x0"_s;
        row("3.1.1", false, {welcome311, hex("9003000102")}, {connack, u"granted a QoS 2"_s});
        row("less", false, {welcome311, hex("9003000101")}, {connack, u"less a QoS 1"_s});
        row("much less", false, {welcome311, hex("9003000100")}, {connack, u"less a QoS 0"_s});
        row("session present", false, {hex("20020100"), hex("9003000102")},
            {connack + u" resumed"_s, u"granted a QoS 2"_s});
        row("subscription refused", false, {welcome311, hex("9003000180")}, {connack, u"refused a QoS 0"_s});
        row("3.1.1, refused", false, {hex("20020005")}, {u"CONNACK 0x5"_s});
        row("5.0, limits", true,
            {hex("2026 00 00 23 11 0000000a 21 0014 24 01 25 00 27 00001000 12 0003 612d31 22 000a 28 00 29 00 2a 00 "
                 "13 001e"),
             hex("900400010001")},
            {connack + u" sessionExpiryInterval=10 receiveMaximum=20 maximumQos=1 maximumPacketSize=4096 "
                       "topicAliasMaximum=10 serverKeepAlive=30 retainAvailable=0 wildcardSubscriptionAvailable=0 "
                       "subscriptionIdentifierAvailable=0 sharedSubscriptionAvailable=0 assignedClientIdentifier=a-1"_s,
             u"less a QoS 1"_s});
        row("5.0, texts", true, {hex("201b 00 00 18 1a 0002 7269 1f 0002 6f6b 26 0001 6e 0001 76 1c 0004 6e6f6e65")},
            {connack + u" responseInformation=ri serverReference=none reasonString=ok n=v"_s});
        row("5.0, refused", true, {hex("2008 00 9d 05 1c0002 6232")}, {u"CONNACK 0x9d serverReference=b2"_s});
        row("5.0, DISCONNECT", true, {welcome5, hex("900400010002"), hex("e00e 9d 0c 1f0002 6279 1c0004 62323a31")},
            {connack, u"granted a QoS 2"_s, u"DISCONNECT 0x9d reasonString=by serverReference=b2:1"_s});
    }

    void reportsWhatTheBrokerSays()
    {
        QFETCH(bool, version5);
        QFETCH(QList<QByteArray>, answers);
        QFETCH(QStringList, told);
        const bool saysMore = answers.size() > 2;
        const QByteArray last = saysMore ? answers.takeLast() : QByteArray();
        ScriptedBroker broker(answers);
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings given = settings(broker, version5);
        given.cleanStart = false;
        given.subscriptions = {{.topic = u"a"_s, .qos = 2}};
        session.open(given);
        if (saysMore) {
            QTRY_VERIFY(listener.opened);
            broker.say(last);
        }
        QTRY_COMPARE(listener.told.size(), told.size());
        QStringList texts;
        for (const BrokerAnswer &answer : std::as_const(listener.told))
            texts.append(textOf(answer));
        QCOMPARE(texts, told);
    }

    void reportsALatePingresp()
    {
        ScriptedBroker broker({welcome311});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, false);
        wanted.keepAlive = 1;
        session.open(wanted);
        QTRY_COMPARE(broker.received.size(), 2); // PINGREQ
        QTimer::singleShot(200ms, &broker, [&broker] { broker.say(hex("d000")); });
        QTRY_COMPARE(listener.told.size(), 2);
        QVERIFY(listener.told.constLast().kind == BrokerAnswer::Kind::LatePingresp);
        QVERIFY2(listener.told.constLast().waited >= 190ms, qPrintable(textOf(listener.told.constLast())));
    }

    void namesTheSubscriptionThatIsNotAnswered()
    {
        const ScriptedBroker broker({welcome311});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings given = settings(broker, false);
        given.subscriptions = {{.topic = u"a"_s, .qos = 2}};
        given.timeoutMs = 200;
        session.open(given);
        QTRY_VERIFY(listener.failed);
        QCOMPARE(listener.failed->message,
                 u"the broker did not answer SUBSCRIBE to \"a\" with QoS 2 within 0.2 s: does it take QoS 2?"_s);
    }

    void refusedMessages_data()
    {
        QTest::addColumn<int>("qos");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("refused");
        QTest::newRow("PUBACK") << 1 << hex("4003000197") << true;
        QTest::newRow("PUBACK, no subscriber") << 1 << hex("4003000110") << false;
        QTest::newRow("PUBREC") << 2 << hex("5003000197") << true;
    }

    void refusedMessages()
    {
        QFETCH(int, qos);
        QFETCH(QByteArray, answer);
        QFETCH(bool, refused);
        const ScriptedBroker broker({welcome5, answer});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.opened);
        QVERIFY(session.publish({.topic = u"t"_s, .payload = "x", .qos = static_cast<quint8>(qos)}, ignored));
        QTRY_VERIFY(listener.acknowledged);
        QCOMPARE(listener.acknowledged->has_value(), !refused);
        if (!refused)
            return;
        const Error error = listener.acknowledged->error();
        QVERIFY(error.code == ErrorCode::PublishRefused);
        QCOMPARE(error.message, u"the broker refused the message: quota exceeded (0x97)"_s);
        QVERIFY(error.reasonCode == quint8(0x97));
    }

    // mosquitto with message_size_limit sends this answer, although PUBACK has no such code.
    void aKnownCodeInAnUnexpectedPacket_data()
    {
        QTest::addColumn<bool>("strict");
        QTest::newRow("lenient") << false;
        QTest::newRow("strict") << true;
    }

    void aKnownCodeInAnUnexpectedPacket()
    {
        QFETCH(bool, strict);
        const ScriptedBroker broker({welcome5, hex("4003000195")});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, true);
        wanted.strict = strict;
        session.open(wanted);
        QTRY_VERIFY(listener.opened);
        QVERIFY(session.publish({.topic = u"t"_s, .payload = "x", .qos = 1}, ignored));
        if (strict) {
            QTRY_VERIFY(listener.lost);
            QVERIFY(listener.lost->code == ErrorCode::ProtocolViolation);
            QVERIFY(!listener.acknowledged);
            return;
        }
        QTRY_VERIFY(listener.acknowledged);
        QVERIFY(!listener.lost);
        const Error error = listener.acknowledged->error();
        QVERIFY(error.code == ErrorCode::PublishRefused);
        QCOMPARE(error.message, u"the broker refused the message: packet too large (0x95)"_s);
        QCOMPARE(error.reasonCode, quint8(0x95));
    }

    /// The journal has it before anyone can receive it.
    void isAcceptedBeforeItIsSent_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
    }

    void isAcceptedBeforeItIsSent()
    {
        QFETCH(int, qos);
        const ScriptedBroker broker({welcome5});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.opened);
        const OutboundMessage message{.topic = u"t"_s, .payload = "x", .qos = static_cast<quint8>(qos)};
        QList<std::pair<qint32, int>> accepted;
        const auto id = session.publish(message, [&](qint32 packetId) {
            accepted.append({packetId, broker.unread()});
        });
        VERIFY_RESULT(id);
        QCOMPARE(accepted, (QList<std::pair<qint32, int>>{{*id, 0}}));
        QTRY_COMPARE(broker.received.size(), 2);
    }

    void refusesToPublish_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("times");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("too large for the broker") << 10'000 << 0 << ErrorCode::TooLarge;
        QTest::newRow("too much waits") << 1'000 << 20'000 << ErrorCode::LimitReached;
    }

    void refusesToPublish()
    {
        QFETCH(int, size);
        QFETCH(int, times);
        QFETCH(ErrorCode, code);
        const ScriptedBroker broker({hex("2008 00 00 05 27 00001000")}); // takes 4096 bytes, acknowledges nothing
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.opened);
        const OutboundMessage message{.topic = u"t"_s, .payload = QByteArray(size, 'x'), .qos = 1};
        int taken = 0;
        int accepted = 0;
        Result<qint32> id;
        while (taken <= times && (id = session.publish(message, [&accepted](qint32) { ++accepted; })))
            ++taken;
        QVERIFY(!id);
        QCOMPARE(accepted, taken);
        QVERIFY2(id.error().code == code, qPrintable(id.error().toString()));
        QVERIFY(qint64(taken) * size <= DeviceSession::maximumUnacknowledged);
        QVERIFY(taken * 2 >= times);
    }

    void refusesWhatABrokerDoesNotRead_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
    }

    void refusesWhatABrokerDoesNotRead()
    {
        QFETCH(int, qos);
        ScriptedBroker broker({welcome5});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.opened);
        broker.stopReading();
        const OutboundMessage message{
            .topic = u"t"_s, .payload = QByteArray(1024 * 1024, 'x'), .qos = static_cast<quint8>(qos)};
        int taken = 0;
        while (taken < 100 && session.publish(message, ignored))
            ++taken;
        const auto refused = session.publish(message, ignored);
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == ErrorCode::LimitReached, qPrintable(refused.error().toString()));
        QVERIFY2(taken >= 10 && taken < 32, qPrintable(QString::number(taken))); // the system accepts some of it
        QVERIFY(!listener.lost);
    }

    void reportsGivenUpMessages()
    {
        // The session is present on the second connection, on which the broker accepts 16 bytes.
        ScriptedBroker broker({welcome5, {}, hex("2008 01 00 05 27 00000010")});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, true);
        wanted.cleanStart = false;
        wanted.sessionExpiry = 60;
        session.open(wanted);
        QTRY_VERIFY(listener.opened);
        QVERIFY(session.publish({.topic = u"t"_s, .payload = "0123456789x", .qos = 1}, ignored));
        QTRY_COMPARE(broker.received.size(), 2);
        session.close(OfflineMode::Abrupt);
        listener.opened = false;
        session.open(wanted);
        QTRY_VERIFY(listener.opened);
        QCOMPARE(listener.givenUp.size(), 1);
        QCOMPARE(listener.givenUp[0].first, 1);
        QVERIFY(listener.givenUp[0].second.code == ErrorCode::TooLarge);
        QVERIFY(!session.withdraw(1));
    }

    void saysWhatTheProfileSays_data()
    {
        QTest::addColumn<MqttVersion>("version");
        QTest::addColumn<QByteArray>("connect");
        QTest::newRow("3.1") << MqttVersion::V3_1 << hex("1015 00064d5149736470 03 06 003c 0001 63 0001 77 0001 78");
        QTest::newRow("3.1.1") << MqttVersion::V3_1_1 << hex("1013 00044d515454 04 06 003c 0001 63 0001 77 0001 78");
        QTest::newRow("5.0") << MqttVersion::V5_0
                             << hex("101f 00044d515454 05 06 003c 05 1100000e10 0001 63 05 1800000007 0001 77 0001 78");
    }

    void saysWhatTheProfileSays()
    {
        QFETCH(MqttVersion, version);
        QFETCH(QByteArray, connect);
        const ScriptedBroker broker({});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted = settings(broker, false);
        wanted.version = version;
        wanted.sessionExpiry = 3600;
        wanted.will = Will{.topic = u"w"_s, .payload = "x", .delaySeconds = 7};
        session.open(wanted);
        QTRY_COMPARE(broker.received.size(), 1);
        QCOMPARE(broker.received.constFirst().toHex(), connect.toHex());
    }

    void leavesWithWill()
    {
        const ScriptedBroker broker({welcome5});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, true));
        QTRY_VERIFY(listener.opened);
        QVERIFY(session.close(OfflineMode::WithWill));
        QTRY_COMPARE(broker.received.size(), 2);
        QCOMPARE(broker.received.constLast(), hex("e00104"));
    }

    void cannotLeaveWithWillBeforeVersion5()
    {
        const ScriptedBroker broker({welcome311});
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        session.open(settings(broker, false));
        QTRY_VERIFY(listener.opened);
        QVERIFY(!session.close(OfflineMode::WithWill));
    }

    void aLinkThatCannotBeMade()
    {
        Listener listener;
        BrokerSession session(listener, m_timers.timers());
        SessionSettings wanted;
        wanted.target.url = QUrl(u"mqtts://127.0.0.1"_s);
        wanted.target.tls.caFile = u"/no/such/file"_s;
        session.open(wanted);
        QVERIFY(!listener.failed); // never from within open()
        QTRY_VERIFY(listener.failed);
        QVERIFY(listener.failed->code == ErrorCode::FileNotReadable);

        session.open(wanted); // and again, closed before it is reported
        listener.failed.reset();
        session.close(OfflineMode::Clean);
        wanted.target.url = QUrl(u"mqtt://127.0.0.1:1"_s);
        session.open(wanted);
        QTRY_VERIFY(listener.failed);
        QVERIFY(listener.failed->code == ErrorCode::ConnectionRefused);
    }
};

STANDIN_TEST(TestBrokerSession)
#include "tst_brokersession.moc"
