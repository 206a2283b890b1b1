// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionerror.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestSessionError : public QObject
{
    Q_OBJECT

private slots:
    void timeouts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<SessionPhase>("phase");
        QTest::addColumn<QString>("message");
        QTest::newRow("TCP") << u"mqtt://b"_s << SessionPhase::Linking << u"no TCP connection within 1.5 s"_s;
        QTest::newRow("TLS") << u"mqtts://b"_s << SessionPhase::Linking << u"no TLS connection within 1.5 s"_s;
        QTest::newRow("WebSocket") << u"wss://b"_s << SessionPhase::Linking
                                   << u"no WebSocket connection within 1.5 s"_s;
        QTest::newRow("CONNACK")
            << u"mqtt://b"_s << SessionPhase::Greeting
            << u"the connection was accepted, but no CONNACK came within 1.5 s: is this an MQTT port?"_s;
        QTest::newRow("SUBACK") << u"mqtt://b"_s << SessionPhase::Subscribing
                                << u"the broker did not answer SUBSCRIBE within 1.5 s"_s;
    }

    void detailOfATimeout()
    {
        const QUrl broker(u"mqtt://b"_s);
        const SessionError errors(broker, true);
        QCOMPARE(errors.timeout(SessionPhase::Subscribing, 1500).detail, u"no SUBACK within 1.5 s"_s);
        QCOMPARE(errors.timeout(SessionPhase::Linking, 1500).detail, std::nullopt);
    }

    void namesWhatWasNotAnswered_data()
    {
        QTest::addColumn<QList<Subscription>>("unanswered");
        QTest::addColumn<QString>("text");
        const Subscription first{.topic = u"a"_s, .qos = 1};
        const Subscription second{.topic = u"b/#"_s, .qos = 2};
        QTest::newRow("one") << QList{first} << u" to \"a\" with QoS 1"_s;
        QTest::newRow("QoS 2") << QList{second} << u" to \"b/#\" with QoS 2"_s;
        QTest::newRow("two") << QList{first, second} << u" to \"a\" with QoS 1 and 1 more"_s;
    }

    void namesWhatWasNotAnswered()
    {
        QFETCH(QList<Subscription>, unanswered);
        QFETCH(QString, text);
        const QUrl broker(u"mqtt://b"_s);
        const SessionError errors(broker, true);
        const QString advice = unanswered.constLast().qos == 2 ? u": does it take QoS 2?"_s : QString();
        const Error silent = errors.timeout(SessionPhase::Subscribing, 1500, unanswered);
        QCOMPARE(silent.message, u"the broker did not answer SUBSCRIBE"_s + text + u" within 1.5 s"_s + advice);
        QCOMPARE(silent.detail, u"no SUBACK"_s + text + u" within 1.5 s"_s + advice);
        const Error closed =
            errors.ended({.phase = SessionPhase::Subscribing, .detail = u"closed"_s, .unanswered = unanswered});
        QCOMPARE(closed.code, ErrorCode::ConnectionLost);
        QCOMPARE(closed.message, u"closed, after SUBSCRIBE"_s + text + advice);
    }

    void timeouts()
    {
        QFETCH(QString, url);
        QFETCH(SessionPhase, phase);
        const QUrl broker(url);
        const Error error = SessionError(broker, true).timeout(phase, 1500);
        QCOMPARE(error.code, ErrorCode::ConnectTimeout);
        QTEST(error.message, "message");
        QVERIFY(error.where.startsWith(u"b:"));
    }

    void ends_data()
    {
        using Facts = SessionError::EndFacts;
        QTest::addColumn<QString>("url");
        QTest::addColumn<Facts>("facts");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("message");
        const Error reset{ErrorCode::ConnectionLost, u"reset by peer"_s, u"elsewhere"_s};
        const Error tls{
            .code = ErrorCode::TlsFailed, .message = u"TLS: certificate refused"_s, .detail = u"certificate refused"_s};
        const auto greeting = SessionPhase::Greeting;
        QTest::newRow("keep-alive") << u"mqtt://b"_s << Facts{.timedOut = true, .detail = u"no PINGRESP"_s}
                                    << ErrorCode::KeepAliveTimeout << u"no PINGRESP"_s;
        QTest::newRow("protocol violation")
            << u"mqtt://b"_s << Facts{.isProtocolViolation = true, .detail = u"reserved bits"_s}
            << ErrorCode::ProtocolViolation << u"reserved bits"_s;
        QTest::newRow("the link ended") << u"mqtt://b"_s << Facts{.linkError = reset} << ErrorCode::ConnectionLost
                                        << u"reset by peer"_s;
        QTest::newRow("the link failed") << u"mqtts://b"_s << Facts{.phase = greeting, .linkError = tls}
                                         << ErrorCode::TlsFailed << u"TLS: certificate refused"_s;
        QTest::newRow("before CONNACK") << u"mqtt://b"_s << Facts{.phase = greeting} << ErrorCode::ConnectionLost
                                        << u"the connection was closed before CONNACK: the broker may refuse a value "
                                           "of CONNECT, or this may be no MQTT port without TLS"_s;
        QTest::newRow("before CONNACK, with a will")
            << u"mqtt://b"_s << Facts{.phase = greeting, .willTopic = u"$SYS/x"_s} << ErrorCode::ConnectionLost
            << u"the connection was closed before CONNACK: the broker may refuse a value of CONNECT, for example the "
               "will on \"$SYS/x\", or this may be no MQTT port without TLS"_s;
        QTest::newRow("no MQTT") << u"mqtt://b"_s
                                 << Facts{.phase = greeting, .isProtocolViolation = true, .detail = u"\"SSH\""_s}
                                 << ErrorCode::ProtocolViolation
                                 << u"the peer answered with \"SSH\": this may be no MQTT port without TLS"_s;
        QTest::newRow("before CONNACK, TLS")
            << u"mqtts://b"_s << Facts{.phase = greeting, .linkError = reset} << ErrorCode::ConnectionLost
            << u"the connection was closed before CONNACK: the broker may refuse a value of CONNECT, or this may be no "
               "MQTT port"_s;
        QTest::newRow("before CONNACK, WebSocket") << u"ws://b"_s << Facts{.phase = greeting, .linkError = reset}
                                                   << ErrorCode::ConnectionLost << u"reset by peer"_s;
        QTest::newRow("nothing is known")
            << u"mqtt://b"_s << Facts{.detail = u"closed"_s} << ErrorCode::ConnectionLost << u"closed"_s;
    }

    void ends()
    {
        QFETCH(QString, url);
        QFETCH(SessionError::EndFacts, facts);
        QFETCH(ErrorCode, code);
        const QUrl broker(url);
        const Error error = SessionError(broker, true).ended(facts);
        QVERIFY2(error.code == code, qPrintable(error.toString()));
        QTEST(error.message, "message");
        QVERIFY(error.where.startsWith(u"b:"));
        QVERIFY(!error.reasonCode);
        const bool isGreeting = facts.phase == SessionPhase::Greeting && facts.isProtocolViolation;
        QCOMPARE(error.detail, isGreeting                     ? std::optional(facts.detail)
                               : code == ErrorCode::TlsFailed ? facts.linkError->detail
                                                              : std::nullopt);
    }

    void refusesLocally()
    {
        const QUrl broker(u"mqtt://b:1"_s);
        const Error error = SessionError(broker, false).refusedLocally(u"client id too long"_s);
        QCOMPARE(error, (Error{ErrorCode::InvalidArgument, u"client id too long"_s, u"b:1"_s}));
    }

    void whatTheBrokerSays_data()
    {
        QTest::addColumn<bool>("isVersion5");
        QTest::addColumn<SessionPhase>("phase");
        QTest::addColumn<int>("reason");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("introduction");
        QTest::addColumn<QString>("facts");
        const auto row = [](const char *name, SessionPhase phase, int reason, ErrorCode code, const QString &facts) {
            QTest::newRow(name) << true << phase << reason << code
                                << (phase == SessionPhase::Greeting ? u"refused: "_s
                                                                    : u"the broker ended the session: "_s)
                                << facts;
        };
        row("refused", SessionPhase::Greeting, 0x87, ErrorCode::BrokerRefused, u"not authorized (0x87)"_s);
        row("taken over", SessionPhase::Open, 0x8e, ErrorCode::TakenOver, u"session taken over (0x8e)"_s);
        row("keep-alive", SessionPhase::Open, 0x8d, ErrorCode::KeepAliveTimeout, u"keep-alive timeout (0x8d)"_s);
        row("packet too large", SessionPhase::Open, 0x95, ErrorCode::TooLarge, u"packet too large (0x95)"_s);
        row("shutting down", SessionPhase::Open, 0x8b, ErrorCode::ConnectionLost, u"server shutting down (0x8b)"_s);
        row("busy", SessionPhase::Subscribing, 0x89, ErrorCode::ConnectionLost, u"server busy (0x89)"_s);
        row("any other", SessionPhase::Open, 0x97, ErrorCode::BrokerRefused, u"quota exceeded (0x97)"_s);
        QTest::newRow("3.1.1") << false << SessionPhase::Greeting << 4 << ErrorCode::BrokerRefused << u"refused: "_s
                               << u"bad user name or password (0x04)"_s;
    }

    void whatTheBrokerSays()
    {
        QFETCH(bool, isVersion5);
        QFETCH(SessionPhase, phase);
        QFETCH(int, reason);
        QFETCH(ErrorCode, code);
        QFETCH(QString, introduction);
        QFETCH(QString, facts);
        const QUrl broker(u"mqtt://b"_s);
        const Error error = SessionError(broker, isVersion5)
                                .ended({.phase = phase,
                                        .brokerReason = Mqtt::Extras::BrokerReason{.code = quint8(reason)},
                                        .timedOut = true}); // the broker's own reason counts
        QVERIFY2(error.code == code, qPrintable(error.toString()));
        QCOMPARE(error.message, introduction + facts);
        QCOMPARE(error.detail, facts);
        QCOMPARE(int(error.reasonCode.value()), reason);
    }

    void anEndWithoutAReason()
    {
        const QUrl broker(u"mqtt://b:1"_s);
        const Error error = SessionError(broker, true).ended({.brokerReason = Mqtt::Extras::BrokerReason()});
        QCOMPARE(error, (Error{ErrorCode::ConnectionLost, u"the broker ended the session"_s, u"b:1"_s, quint8(0)}));
    }

    void theBrokerPointsToAnother()
    {
        const QUrl broker(u"mqtt://b:1"_s);
        const Mqtt::Extras::BrokerReason moved{.code = 0x9d, .serverReference = u"c:1"_s};
        const Error error = SessionError(broker, true).ended({.phase = SessionPhase::Greeting, .brokerReason = moved});
        QCOMPARE(error.detail, u"server moved (0x9d); it points to c:1"_s);
        QCOMPARE(error.message, u"refused: "_s + *error.detail);
    }

    void refusedSubscriptionsAndMessages()
    {
        const QUrl broker(u"mqtt://b:1"_s);
        const SessionError version5(broker, true);
        const SessionError version311(broker, false);
        const Error old = version311.subscribeRefused(u"a/#"_s, {.code = 0x80});
        QCOMPARE(old, (Error{ErrorCode::SubscribeRefused, u"the broker refused to subscribe to \"a/#\" (0x80)"_s,
                             u"b:1"_s, quint8(0x80), u"\"a/#\" (0x80)"_s}));
        const Error subscription = version5.subscribeRefused(u"a"_s, {.code = 0x87, .reason = u"nope"_s});
        QCOMPARE(subscription.message, u"the broker refused to subscribe to \"a\": not authorized (0x87): nope"_s);
        QCOMPARE(subscription.detail, u"\"a\": not authorized (0x87): nope"_s);
        const Error message = version5.publishRefused({.code = 0x97});
        QCOMPARE(message, (Error{ErrorCode::PublishRefused, u"the broker refused the message: quota exceeded (0x97)"_s,
                                 u"b:1"_s, quint8(0x97), u"quota exceeded (0x97)"_s}));
    }
};

STANDIN_TEST(TestSessionError)
#include "tst_sessionerror.moc"
