// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "journal/history/sqliteconnection.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <csignal>

using namespace Standin;
using namespace Qt::StringLiterals;

/// The program is killed while it writes its history. STANDIN_ROUNDS: how often in a row (3). STANDIN_LOST_MS: what it
/// may lose; 200 holds on a machine with nothing else to do.
class TestHistoryCrash : public QObject
{
    Q_OBJECT

private slots:
    void whatWasWrittenIsThereAndOpens()
    {
        const int rounds = qEnvironmentVariableIntValue("STANDIN_ROUNDS");
        Broker::LocalBroker broker;
        VERIFY_RESULT(broker.start());
        QTemporaryDir folder;
        const QString file = folder.filePath(u"journal.db"_s);
        qint64 before = 0;
        for (int round = 0; round < (rounds > 0 ? rounds : 3); ++round) {
            const qint64 cursor = runAndKill(broker, file);
            QVERIFY2(cursor > before, "a cursor of this run");
            auto connection = SqliteConnection::open(file, SqliteConnection::Access::Read);
            VERIFY_RESULT(connection);
            QCOMPARE(text(**connection, "PRAGMA integrity_check"_ba), u"ok"_s);
            const qint64 last = (*connection)->number("SELECT max(seq) FROM entries"_ba).value_or(0);
            QVERIFY2(last >= cursor,
                     qPrintable(u"%1 in the file, %2 when they were old enough"_s.arg(last).arg(cursor)));
            const qint64 count = (*connection)->number("SELECT count(*) FROM entries"_ba).value_or(0);
            const qint64 first =
                (*connection)
                    ->number("SELECT min(seq) FROM entries WHERE seq > "_ba + QByteArray::number(before))
                    .value_or(0);
            QCOMPARE(count - m_count, last - first + 1); // none is missing in between
            m_count = count;
            before = last;
        }
    }

    /// As with a disk that is full at the end.
    void whatCannotBeWrittenAtTheEndIsTold()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"journal.db"_s);
        const QStringList arguments{u"serve"_s, u"--port"_s, u"0"_s, u"--journal"_s, file};
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening(arguments));
        auto other = SqliteConnection::open(file, SqliteConnection::Access::Write);
        VERIFY_RESULT(other);
        VERIFY_RESULT((*other)->execute("BEGIN IMMEDIATE"_ba));
        QVERIFY(standin.post(u"/api/device/connect"_s, R"({"client_id":"d","host":"127.0.0.1","port":1})").status);
        const qint64 cursor = standin.get(u"/api/v1/devices"_s).json[u"cursor"_s].toInteger();
        QVERIFY(cursor > 0);
        QString complaints;
        const auto isTold = [&](const QString &text) {
            complaints += standin.complaints();
            return complaints.contains(text);
        };
        QTRY_VERIFY2(isTold(u"the history is not written"_s), qPrintable(complaints));
        QCOMPARE(standin.stop(), 3);
        QVERIFY2(isTold(u"entries of this run are not in the history"_s), qPrintable(complaints));
        VERIFY_RESULT((*other)->execute("COMMIT"_ba));

        Program next(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(next.startListening(arguments));
        QVERIFY(next.get(u"/api/v1/devices"_s).json[u"cursor"_s].toInteger() > cursor);
        QCOMPARE(next.stop(), 0);
    }

    /// Two programs were given the same file.
    void aSecondOneGoesOnWhenTheFirstHasEnded()
    {
        QTemporaryDir folder;
        const QStringList arguments{u"serve"_s, u"--port"_s, u"0"_s, u"--journal"_s, folder.filePath(u"journal.db"_s)};
        Program first(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(first.startListening(arguments));
        Program second(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(second.startListening(arguments));
        QCOMPARE(second.get(u"/readyz"_s).status, 503);
        QCOMPARE(first.stop(), 0);
        QTRY_COMPARE(second.get(u"/readyz"_s).status, 200);
        QString complaints;
        QTRY_VERIFY((complaints += second.complaints()).contains(u"the history is written again"_s));
        QVERIFY2(complaints.contains(u"writes its history to it"_s), qPrintable(complaints));
        QCOMPARE(second.stop(), 0); // all its entries are in the file
    }

private:
    /// Sends commands until the program is killed. Gives a cursor that was STANDIN_LOST_MS old then.
    qint64 runAndKill(const Broker::LocalBroker &broker, const QString &file)
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        if (!standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--journal"_s, file}))
            return -1;
        const QByteArray body =
            u"{\"client_id\":\"d\",\"host\":\"127.0.0.1\",\"port\":%1}"_s.arg(broker.port()).toUtf8();
        if (standin.post(u"/api/device/connect"_s, body).json[u"code"_s].toInt(-1) != 0)
            return -1;
        BackEnd backEnd;
        if (!backEnd.start(broker.url(), u"nothing"_s))
            return -1;
        qint64 cursor = -1;
        QElapsedTimer time;
        time.start();
        QTimer sender;
        int sent = 0;
        connect(&sender, &QTimer::timeout, &backEnd, [&] {
            for (; sent < time.elapsed() * 5; ++sent)
                backEnd.send(u"mqtt/d/v1/bypass"_s, R"({"requestTime":%1})"_ba.replace("%1", QByteArray::number(sent)));
        });
        sender.start(5);
        const auto elapsed = [&](qint64 milliseconds) {
            return [&time, milliseconds] { return time.hasExpired(milliseconds); };
        };
        (void)QTest::qWaitFor(elapsed(600));
        cursor = standin.get(u"/api/v1/devices"_s).json[u"cursor"_s].toInteger();
        const qint64 asked = time.elapsed();
        (void)QTest::qWaitFor(elapsed(asked + mayLose()));
        ::kill(static_cast<pid_t>(standin.processId()), SIGKILL);
        (void)standin.waitForEnd();
        return cursor;
    }

    static int mayLose()
    {
        constexpr int onABusyMachine = 1000;
        const int given = qEnvironmentVariableIntValue("STANDIN_LOST_MS");
        return given > 0 ? given : onABusyMachine * Tests::sanitizerFactor;
    }

    static QString text(SqliteConnection &connection, const QByteArray &sql)
    {
        auto query = connection.prepare(sql);
        return query && query->step().value_or(false) ? query->text(0) : QString();
    }

    qint64 m_count = 0;
};

STANDIN_TEST(TestHistoryCrash)
#include "tst_history_crash.moc"
