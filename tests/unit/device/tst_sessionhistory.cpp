// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionhistory.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The error of a session that the broker ended without a reason.
class TestSessionHistory : public QObject
{
    Q_OBJECT

private:
    using Instant = SessionHistory::Instant;
    static constexpr Instant start{1h};

    static Error closed() { return {ErrorCode::ConnectionLost, u"closed"_s}; }

    static SessionHistory::Sent message(quint8 qos, quint16 id, Instant at)
    {
        return {.topic = u"a/b"_s, .qos = qos, .packetId = id, .at = at};
    }

private slots:
    void recognisesASessionThatLasts_data()
    {
        QTest::addColumn<int>("delayBeforeMs");
        QTest::addColumn<int>("openForMs");
        QTest::addColumn<bool>("hasLasted");
        QTest::newRow("9.999 s") << 300 << 9'999 << false;
        QTest::newRow("10 s") << 300 << 10'000 << true;
        QTest::newRow("less than the delay") << 30'000 << 29'999 << false;
        QTest::newRow("as long as the delay") << 30'000 << 30'000 << true;
    }

    void recognisesASessionThatLasts()
    {
        QFETCH(int, delayBeforeMs);
        QFETCH(int, openForMs);
        SessionHistory history;
        history.opened(start, std::chrono::milliseconds(delayBeforeMs));
        const auto end = history.ended(closed(), start + std::chrono::milliseconds(openForMs));
        QTEST(end.hasLasted, "hasLasted");
    }

    void namesTheMessageSentBefore_data()
    {
        QTest::addColumn<int>("qos");
        QTest::addColumn<int>("beforeMs");
        QTest::addColumn<bool>("acknowledged");
        QTest::addColumn<QString>("text");
        QTest::newRow("QoS 1") << 1 << 12 << false
                               << u"closed, 12 ms after PUBLISH to \"a/b\" (QoS 1, packet id 7, not acknowledged)"_s;
        QTest::newRow("QoS 2, long ago")
            << 2 << 5000 << false
            << u"closed, 5000 ms after PUBLISH to \"a/b\" (QoS 2, packet id 7, not acknowledged)"_s;
        QTest::newRow("QoS 1, acknowledged") << 1 << 12 << true << u"closed"_s;
        QTest::newRow("QoS 0") << 0 << 12 << false << u"closed, 12 ms after PUBLISH to \"a/b\" (QoS 0)"_s;
        QTest::newRow("QoS 0, long ago") << 0 << 2001 << false << u"closed"_s;
    }

    void namesTheMessageSentBefore()
    {
        QFETCH(int, qos);
        QFETCH(int, beforeMs);
        QFETCH(bool, acknowledged);
        SessionHistory history;
        history.opened(start, 0ms);
        history.sent(message(static_cast<quint8>(qos), 7, start));
        if (acknowledged)
            history.acknowledged(7);
        history.acknowledged(8); // another one
        const auto end = history.ended(closed(), start + std::chrono::milliseconds(beforeMs));
        QTEST(end.error.message, "text");
        QCOMPARE(end.sentBefore.has_value(), end.error.message != u"closed"_s);
    }

    void addsToTheDetailToo()
    {
        SessionHistory history;
        history.opened(start, 0ms);
        history.sent(message(0, 0, start));
        Error error = closed();
        error.detail = u"d"_s;
        QCOMPARE(history.ended(error, start).error.detail, u"d, 0 ms after PUBLISH to \"a/b\" (QoS 0)"_s);
    }

    void aTopicIsText()
    {
        SessionHistory history;
        history.opened(start, 0ms);
        history.sent({.topic = u"%4/%1"_s, .qos = 0, .at = start});
        QCOMPARE(history.ended(closed(), start).error.message, u"closed, 0 ms after PUBLISH to \"%4/%1\" (QoS 0)"_s);
    }

    void aLongTopicIsCut()
    {
        SessionHistory history;
        history.opened(start, 0ms);
        history.sent({.topic = QString(65'535, u't'), .qos = 1, .packetId = 1, .at = start});
        QVERIFY(history.ended(closed(), start).error.message.size() < 300);
    }

    void forgetsTheMessagesOfEarlierSessions()
    {
        SessionHistory history;
        history.opened(start, 0ms);
        history.sent(message(1, 7, start));
        (void)history.ended(closed(), start + 1h);
        history.opened(start + 1h, 0ms);
        QVERIFY(!history.ended(closed(), start + 2h).sentBefore);
    }

    void aReasonNeedsNoOther_data()
    {
        QTest::addColumn<Error>("error");
        QTest::newRow("reason code") << Error{ErrorCode::ConnectionLost, u"said"_s, {}, quint8(0x8b)};
        QTest::newRow("keep-alive") << Error{ErrorCode::KeepAliveTimeout, u"said"_s};
        QTest::newRow("protocol") << Error{ErrorCode::ProtocolViolation, u"said"_s};
    }

    void aReasonNeedsNoOther()
    {
        QFETCH(Error, error);
        SessionHistory history;
        for (int i = 0; i < 3; ++i) {
            history.opened(start, 0ms);
            history.sent(message(1, 7, start));
            const auto end = history.ended(error, start);
            QCOMPARE(end.error, error);
            QVERIFY(!end.sentBefore);
        }
    }

    void suspectsAnotherClient_data()
    {
        QTest::addColumn<int>("openForMs"); // the second session
        QTest::addColumn<int>("qos");       // of a message at its end; -1: none
        QTest::addColumn<bool>("failedAttempt");
        QTest::addColumn<bool>("suspects");
        QTest::newRow("dropped soon after it came back") << 300 << -1 << false << true;
        QTest::newRow("after a while") << 60'000 << -1 << false << false;
        QTest::newRow("the broker was away") << 300 << -1 << true << false;
        QTest::newRow("a report of QoS 0 was sent: either may be") << 300 << 0 << false << true;
        QTest::newRow("a message of QoS 1 was not acknowledged") << 300 << 1 << false << false;
    }

    void suspectsAnotherClient()
    {
        QFETCH(int, openForMs);
        QFETCH(int, qos);
        QFETCH(bool, failedAttempt);
        SessionHistory history;
        history.opened(start, 0ms);
        QVERIFY(!history.ended(closed(), start + 1h).error.message.contains(u"another client"_s));
        if (failedAttempt)
            history.attemptFailed();
        history.opened(start + 2h, 300ms);
        const Instant end = start + 2h + std::chrono::milliseconds(openForMs);
        if (qos >= 0)
            history.sent(message(static_cast<quint8>(qos), 1, end - 10ms));
        const QString text = history.ended(closed(), end).error.message;
        QTEST(text.contains(u"; another client seems to use this client id"_s), "suspects");
    }
};

STANDIN_TEST(TestSessionHistory)
#include "tst_sessionhistory.moc"
