// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcode.h"
#include "support/testprogram.h"

#include <QProcess>

#include <csignal>

using namespace Standin::App;
using namespace Qt::StringLiterals;

class TestUnixSignals : public QObject
{
    Q_OBJECT

private slots:
    void oneSignalEnds_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("signalNumber");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("the start, by SIGTERM") << u"starting"_s << SIGTERM << int(ExitCode::interrupted);
        QTest::newRow("the start, by SIGINT") << u"starting"_s << SIGINT << int(ExitCode::interrupted);
        QTest::newRow("the start, by SIGHUP") << u"starting"_s << SIGHUP << int(ExitCode::interrupted);
        QTest::newRow("the event loop, as it likes") << u"running"_s << SIGTERM << 77;
        QTest::newRow("a blocked main thread") << u"blocked"_s << SIGTERM << int(ExitCode::interrupted);
    }

    void oneSignalEnds()
    {
        QFETCH(QString, state);
        QFETCH(int, signalNumber);
        QFETCH(int, exitCode);
        QProcess program;
        QVERIFY(start(program, state));
        ::kill(static_cast<pid_t>(program.processId()), signalNumber);
        QVERIFY(program.waitForFinished(20'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), exitCode);
    }

    void anotherSignalEndsWhatIsSlowToEnd()
    {
        QProcess program;
        QVERIFY(start(program, u"slow"_s));
        const auto hasEnded = [&program] {
            if (program.state() == QProcess::Running)
                ::kill(static_cast<pid_t>(program.processId()), SIGINT);
            return program.state() == QProcess::NotRunning;
        };
        QVERIFY(QTest::qWaitFor(hasEnded, 20'000));
        QCOMPARE(program.exitCode(), int(ExitCode::interrupted));
    }

private:
    static bool start(QProcess &program, const QString &state)
    {
        program.start(QStringLiteral(SIGNAL_PROGRAM), {state});
        return program.waitForReadyRead() && program.readAll() == "ready\n";
    }
};

STANDIN_TEST(TestUnixSignals)
#include "tst_unixsignals.moc"
