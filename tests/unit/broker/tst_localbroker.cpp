// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "support/backend.h"
#include "support/noroom.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

class TestLocalBroker : public QObject
{
    Q_OBJECT

private slots:
    void listensOnAFreePort()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        QVERIFY(broker.isRunning());
        QVERIFY(broker.port() > 0);
        BackEnd backEnd;
        QVERIFY(backEnd.start(broker.url()));
    }

    void twoUseDifferentPorts()
    {
        LocalBroker one;
        LocalBroker other;
        VERIFY_RESULT(one.start());
        VERIFY_RESULT(other.start());
        QVERIFY(one.port() != other.port());
    }

    void comesBackOnTheSamePort()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        const quint16 port = broker.port();
        broker.kill();
        QVERIFY(!broker.isRunning());
        VERIFY_RESULT(broker.start());
        QCOMPARE(broker.port(), port);
    }

    /// The broker must not get our environment, which may hold tokens and secrets of profiles.
    void inheritsNoSecrets()
    {
        qputenv("STANDIN_TOKEN", "hunter2");
        qputenv("THERMO_PASSWORD", "hunter2");
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        qunsetenv("STANDIN_TOKEN");
        qunsetenv("THERMO_PASSWORD");
        QFile environment(QStringLiteral("/proc/%1/environ").arg(broker.processId()));
        QVERIFY(environment.open(QIODevice::ReadOnly));
        const QByteArray variables = environment.readAll();
        QVERIFY2(variables.contains("PATH="), variables.constData());
        QVERIFY2(!variables.contains("hunter2"), variables.constData());
    }

    void asksForThePassword()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start({.port = 0, .username = u"user"_s, .password = u"pass word"_s}));
        QProcess client;
        client.start(u"mosquitto_pub"_s, {u"-p"_s, QString::number(broker.port()), u"-t"_s, u"a"_s, u"-n"_s});
        QVERIFY(client.waitForFinished());
        QVERIFY(client.exitCode() != 0);
        client.start(u"mosquitto_pub"_s, {u"-p"_s, QString::number(broker.port()), u"-u"_s, u"user"_s, u"-P"_s,
                                          u"pass word"_s, u"-t"_s, u"a"_s, u"-n"_s});
        QVERIFY(client.waitForFinished());
        QCOMPARE(client.exitCode(), 0);
    }

    void reportsItsEnd()
    {
        LocalBroker broker;
        QSignalSpy died(&broker, &LocalBroker::died);
        VERIFY_RESULT(broker.start());
        ::kill(static_cast<pid_t>(broker.processId()), SIGKILL);
        QTRY_COMPARE(died.size(), 1);
        const auto error = died.first().first().value<Error>();
        QCOMPARE(error.code, ErrorCode::ProcessFailed);
        QVERIFY2(error.message.startsWith(u"the local broker was killed or crashed"), qPrintable(error.message));
        QCOMPARE(error.where, broker.url().toString());
        VERIFY_RESULT(broker.start());
        QVERIFY(broker.isRunning());
    }

    void saysNothingWhenItIsStopped()
    {
        LocalBroker broker;
        QSignalSpy died(&broker, &LocalBroker::died);
        VERIFY_RESULT(broker.start());
        broker.kill();
        VERIFY_RESULT(broker.start());
        QCOMPARE(died.size(), 0);
    }

    void saysWhyItDidNotStart()
    {
        LocalBroker one;
        VERIFY_RESULT(one.start());
        LocalBroker other;
        const auto started = other.start({.port = one.port(), .username = {}, .password = {}});
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::ProcessFailed);
        QVERIFY2(started.error().message.contains(QStringLiteral("in use")), qPrintable(started.error().message));
    }

    void aFolderThatIsGoneIsMadeAnew()
    {
        const QTemporaryDir temporary;
        qputenv("TMPDIR", QFile::encodeName(temporary.path()));
        LocalBroker broker;
        QVERIFY(!QDir(temporary.path()).isEmpty());
        QVERIFY(QDir(temporary.path()).removeRecursively());
        QFile inTheWay(temporary.path());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto started = broker.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(started.error().where, temporary.path());
        QVERIFY(inTheWay.remove());
        VERIFY_RESULT(broker.start());
        qunsetenv("TMPDIR");
    }

    void doesNotStartHalf_data()
    {
        QTest::addColumn<QString>("username");
        QTest::addColumn<int>("room");
        QTest::newRow("configuration") << QString() << 0;
        QTest::newRow("configuration, in part") << QString() << 40;
        QTest::newRow("passwords") << QStringLiteral("u") << 0;
        QTest::newRow("passwords, in part") << QStringLiteral("u") << 40;
    }

    void doesNotStartHalf()
    {
        QFETCH(QString, username);
        QFETCH(int, room);
        LocalBroker broker;
        {
            const Tests::NoRoom noRoom(static_cast<rlim_t>(room));
            const auto started = broker.start({.port = 0, .username = username, .password = username});
            QVERIFY(!started);
            QVERIFY2(!started.error().message.isEmpty(), "no reason");
            QVERIFY(!broker.isRunning());
        }
        VERIFY_RESULT(broker.start({.port = 0, .username = username, .password = username}));
    }
};

STANDIN_TEST(TestLocalBroker)
#include "tst_localbroker.moc"
