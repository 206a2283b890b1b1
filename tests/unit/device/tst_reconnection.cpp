// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/reconnection.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Whether, when and where a device connects again.
class TestReconnection : public QObject
{
    Q_OBJECT

private:
    using Instant = Reconnection::Instant;

    static Connection connection(int attempts = 0)
    {
        Connection connection;
        connection.url = QUrl(u"mqtt://one.test:1"_s);
        connection.reconnect = {.initialMs = 100, .maxMs = 800, .jitter = 0, .attempts = attempts};
        connection.serverReference = ServerReferencePolicy::Follow;
        return connection;
    }

    static SessionEnd closed() { return {.error = {ErrorCode::ConnectionLost, u"closed"_s}}; }

    static SessionEnd with(int reasonCode, const QString &reference = {})
    {
        return {.error = {.code = ErrorCode::BrokerRefused,
                          .message = u"said"_s,
                          .reasonCode = static_cast<quint8>(reasonCode),
                          .detail = u"said"_s},
                .serverReference = reference};
    }

    /// The delays in ms after sessions that are open for so long each; -1: no further attempt.
    static QList<qint64> delays(Reconnection &reconnection, const Connection &connection, std::chrono::seconds open,
                                int times, const SessionEnd &end = closed())
    {
        QList<qint64> delays;
        Instant now{1h};
        for (int i = 0; i < times; ++i) {
            reconnection.opened(now);
            now += open;
            delays.append(reconnection.afterLoss(end, connection, now).delay.value_or(-1ms).count());
        }
        return delays;
    }

private slots:
    void shortSessionsAreFailedAttempts()
    {
        Reconnection reconnection(1);
        QCOMPARE(delays(reconnection, connection(), 1s, 5), (QList<qint64>{100, 200, 400, 800, 800}));
        QCOMPARE(reconnection.attempt(), 5);
    }

    void aSessionThatLastsBeginsAnew()
    {
        Reconnection reconnection(1);
        QCOMPARE(delays(reconnection, connection(), 1s, 3), (QList<qint64>{100, 200, 400}));
        QCOMPARE(delays(reconnection, connection(), 10s, 2), (QList<qint64>{100, 100}));
    }

    void shortSessionsUseUpTheAttempts()
    {
        Reconnection reconnection(1);
        QCOMPARE(delays(reconnection, connection(3), 1s, 4), (QList<qint64>{100, 200, 400, -1}));
    }

    void anOrderBeginsAgain()
    {
        Reconnection reconnection(1);
        (void)delays(reconnection, connection(), 1s, 3);
        reconnection.begin();
        QCOMPARE(reconnection.attempt(), 0);
        QCOMPARE(delays(reconnection, connection(), 1s, 1), QList<qint64>{100});
    }

    void theReasonDecides_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QList<qint64>>("delays");
        QTest::newRow("taken over") << 0x8e << QList<qint64>{-1, -1};
        QTest::newRow("not authorized") << 0x87 << QList<qint64>{-1, -1};
        QTest::newRow("administrative action") << 0x98 << QList<qint64>{-1, -1};
        QTest::newRow("busy") << 0x89 << QList<qint64>{800, 800};
        QTest::newRow("quota exceeded") << 0x97 << QList<qint64>{800, 800};
        QTest::newRow("shutting down") << 0x8b << QList<qint64>{100, 200};
    }

    void theReasonDecides()
    {
        QFETCH(int, code);
        QFETCH(QList<qint64>, delays);
        Reconnection lost(1);
        QCOMPARE(TestReconnection::delays(lost, connection(), 1s, 2, with(code)), delays);
        Reconnection refused(1);
        for (const qint64 delay : std::as_const(delays))
            QCOMPARE(refused.afterFailure(with(code), connection(), true).delay.value_or(-1ms).count(), delay);
    }

    void waitingLongerCountsToo()
    {
        Reconnection reconnection(1);
        QCOMPARE(delays(reconnection, connection(2), 1s, 3, with(0x89)), (QList<qint64>{800, 800, -1}));
    }

    void aFirstAttemptIsNotRepeated()
    {
        Reconnection reconnection(1);
        QVERIFY(!reconnection.afterFailure(closed(), connection(), false).delay);
        QVERIFY(!reconnection.afterFailure(with(0x89), connection(), false).delay);
    }

    // Another server

    void followsAtOnce_data()
    {
        QTest::addColumn<bool>("isReturning");
        QTest::newRow("first attempt") << false;
        QTest::newRow("on its return") << true;
    }

    void followsAtOnce()
    {
        QFETCH(bool, isReturning);
        Reconnection reconnection(1);
        const auto plan = reconnection.afterFailure(with(0x9d, u"two.test:2"_s), connection(), isReturning);
        QVERIFY(plan.delay == 0ms);
        QCOMPARE(reconnection.server(), QUrl(u"mqtt://two.test:2"_s));
        QCOMPARE(plan.error.message, u"said"_s);
        reconnection.begin();
        QVERIFY(!reconnection.server());
    }

    void stopsWhereItMustNotFollow()
    {
        Connection stops = connection();
        stops.serverReference = ServerReferencePolicy::Stop;
        Reconnection reconnection(1);
        const auto plan = reconnection.afterFailure(with(0x9c, u"two.test"_s), stops, true);
        QVERIFY(!plan.delay);
        QVERIFY(!reconnection.server());
        QVERIFY(plan.error.message.startsWith(u"said; not followed: "_s));
        QCOMPARE(plan.error.detail, plan.error.message);
        QCOMPARE(plan.error.reasonCode, quint8(0x9c));
    }

    void doesNotFollowForEver()
    {
        Reconnection reconnection(1);
        int followed = 0;
        while (reconnection.afterFailure(with(0x9c, u"two.test"_s), connection(), true).delay)
            QVERIFY(++followed <= Reconnection::mostReferences);
        QCOMPARE(followed, Reconnection::mostReferences);

        reconnection.begin(); // also when each of the servers accepts it first
        QCOMPARE(delays(reconnection, connection(), 1s, 6, with(0x9c, u"two.test"_s)),
                 (QList<qint64>{0, 0, 0, 0, 0, -1}));
        reconnection.begin(); // but each after a session that lasts is a new one
        QCOMPARE(delays(reconnection, connection(), 20s, 7, with(0x9c, u"two.test"_s)), QList<qint64>(7, 0));
    }

    void comesBackFromATemporaryServer_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("stays");
        QTest::newRow("use another server") << 0x9c << false;
        QTest::newRow("server moved") << 0x9d << true;
    }

    void comesBackFromATemporaryServer()
    {
        QFETCH(int, code);
        QFETCH(bool, stays);
        Reconnection reconnection(1);
        (void)reconnection.afterFailure(with(code, u"two.test"_s), connection(), true);
        QVERIFY(reconnection.server());
        QVERIFY(reconnection.afterFailure(closed(), connection(), true).delay == 100ms);
        QCOMPARE(reconnection.server().has_value(), stays);
    }

    void anotherProfileKnowsNothingOfTheServer()
    {
        Reconnection reconnection(1);
        (void)reconnection.afterFailure(with(0x9d, u"two.test"_s), connection(), true);
        reconnection.returnToProfile();
        QVERIFY(!reconnection.server());
    }
};

STANDIN_TEST(TestReconnection)
#include "tst_reconnection.moc"
