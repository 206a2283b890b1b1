// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "profile/keychain.h"
#include "support/backend.h"
#include "support/keyring.h"
#include "support/mosquitto.h"
#include "support/quoted.h"
#include "support/result.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>

#include <csignal>
#include <sys/stat.h>

using namespace Standin;
using namespace Standin::Tests;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// The headless program, from its command line to the broker and back.
class TestStandin : public QObject
{
    Q_OBJECT

private:
    LocalBroker m_broker;
    QTemporaryDir m_files;

    /// With ' for ".

    QByteArray connectBody(const QString &id) const
    {
        return u"{\"client_id\":\"%1\",\"host\":\"127.0.0.1\",\"port\":%2}"_s.arg(id).arg(m_broker.port()).toUtf8();
    }

    /// Runs a mosquitto client; true when its exit code is 0.
    bool mosquitto(const QString &program, const QStringList &arguments, QByteArray *output = nullptr) const
    {
        QProcess process;
        process.start(program,
                      QStringList{u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_broker.port())} + arguments);
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 15'000);
        if (output)
            *output = process.readAllStandardOutput();
        const bool well = ended && process.error() == QProcess::UnknownError && process.exitCode() == 0;
        if (!well)
            qWarning() << program << process.error() << process.exitCode() << process.readAllStandardError();
        return well;
    }

    /// The only child process of a demo; -1 when there is none.
    static pid_t brokerOf(const Program &program)
    {
        QFile file(u"/proc/%1/task/%1/children"_s.arg(program.processId()));
        const QByteArrayList children =
            file.open(QIODevice::ReadOnly) ? file.readAll().simplified().split(' ') : QByteArrayList();
        bool isNumber = false;
        const int child = children.value(0).toInt(&isNumber);
        return children.size() == 1 && isNumber ? child : -1;
    }

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void theSevenCallsEndToEnd()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        QCOMPARE(standin.post(u"/api/device/connect"_s, connectBody(u"gw-1"_s)).json[u"code"_s].toInt(-1), 0);

        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"mqtt/gw-1/#"_s));
        QVERIFY(mosquitto(u"mosquitto_pub"_s, {u"-q"_s, u"1"_s, u"-t"_s, u"mqtt/gw-1/v1/bypass"_s, u"-m"_s,
                                               uR"({"traceId": "t-1", "requestTime": 1700000000123})"_s}));
        QTRY_COMPARE(backEnd.heardOn(u"mqtt/gw-1/v1/bypass/rsp"_s).size(), 1);
        QCOMPARE(backEnd.heardOn(u"mqtt/gw-1/v1/bypass/rsp"_s).first(),
                 QByteArray(R"({"code":0,"requestTime":1700000000123,"result":{}})"));

        const auto byTime =
            standin.post(u"/api/device/getMsgByRequestTime?client_id=gw-1"_s, R"({"requestTime":"1700000000123"})");
        QCOMPARE(byTime.json[u"code"_s].toInt(-1), 0);
        QCOMPARE(byTime.json[u"msg"_s].toString(), uR"({"traceId": "t-1", "requestTime": 1700000000123})"_s);
        QCOMPARE(standin.post(u"/api/device/getMsgByTraceId?client_id=gw-1"_s, R"({"traceId":"t-1"})")
                     .json[u"code"_s]
                     .toInt(-1),
                 0);
        QCOMPARE(standin.post(u"/api/device/getMsgByTraceId?client_id=gw-1"_s, R"({"traceId":"t-2"})")
                     .json[u"msg"_s]
                     .toString(),
                 u"no msg device"_s);

        QCOMPARE(
            standin.post(u"/api/device/setResponseMsg?client_id=gw-1"_s, R"({"code":7,"requestTime":"${requestTime}"})")
                .json[u"code"_s]
                .toInt(-1),
            0);
        backEnd.send(u"mqtt/gw-1/v1/bypass"_s, R"({"requestTime":2})");
        QTRY_COMPARE(backEnd.heardOn(u"mqtt/gw-1/v1/bypass/rsp"_s).size(), 2);
        QCOMPARE(backEnd.heardOn(u"mqtt/gw-1/v1/bypass/rsp"_s).last(), QByteArray(R"({"code":7,"requestTime":2})"));

        QCOMPARE(
            standin.post(u"/api/device/upload?client_id=gw-1"_s, R"({ "z": 1, "a": 2 })").json[u"code"_s].toInt(-1), 0);
        QTRY_COMPARE(backEnd.heardOn(u"mqtt/gw-1/v1/req"_s), QByteArrayList{R"({ "z": 1, "a": 2 })"});

        QCOMPARE(standin.post(u"/api/device/offline?client_id=gw-1"_s).json[u"code"_s].toInt(-1), 0);
        QVERIFY(standin.post(u"/api/device/upload?client_id=gw-1"_s, "{}").json[u"code"_s].toInt(0) != 0);
        QCOMPARE(standin.post(u"/api/device/reconnect?client_id=gw-1"_s).json[u"code"_s].toInt(-1), 0);
        QCOMPARE(standin.get(u"/api/v1/devices/gw-1"_s).json[u"state"_s].toString(), u"online"_s);
        QCOMPARE(standin.stop(), 0);
    }

    void anAcknowledgedUploadIsAtTheBroker()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        const QByteArray body =
            u"{\"client_id\":\"d\",\"host\":\"127.0.0.1\",\"port\":\"%1\"}"_s.arg(broker.port()).toUtf8();
        QCOMPARE(standin.post(u"/api/device/connect"_s, body).json[u"code"_s].toInt(-1), 0);
        broker.kill();
        QTRY_COMPARE(standin.get(u"/api/v1/devices/d"_s).json[u"state"_s].toString(), u"reconnecting"_s);
        QVERIFY(standin.post(u"/api/device/upload?client_id=d"_s, "{}").json[u"code"_s].toInt(0) != 0);
        VERIFY_RESULT(broker.start());
        BackEnd backEnd;
        QVERIFY(backEnd.start(broker.url(), u"mqtt/d/#"_s));
        QTRY_COMPARE_WITH_TIMEOUT(standin.get(u"/api/v1/devices/d"_s).json[u"state"_s].toString(), u"online"_s, 20'000);
        QCOMPARE(standin.post(u"/api/device/upload?client_id=d"_s, R"({"n":1})").json[u"code"_s].toInt(-1), 0);
        QTRY_COMPARE(backEnd.heard().size(), 1);
    }

    void aProfileMakesAFleet()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        const QString file = standin.path(u"p.json"_s);
        VERIFY_RESULT(File::writeAtomically(
            file,
            u"{\"format\":\"standin.profile/1\",\"clientId\":\"p-${index}\",\"count\":30,\"odd\":1,\"connection\":{\"url\":\"%1\"}}"_s
                .arg(m_broker.url().toString())
                .toUtf8()));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--profile"_s, file, u"--connect"_s}));
        QVERIFY(standin.waitForLine(u"ready: 30 devices online"_s));
        QCOMPARE(standin.get(u"/api/v1/devices"_s).json[u"devices"_s].toArray().size(), 30);
        QVERIFY(standin.complaints().contains(u"/odd: unknown key"_s));
    }

    void theDemoRunsOnItsOwnBroker()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        QVERIFY(standin.waitForLine(u"ready: 3 devices online"_s));
        QTRY_VERIFY(standin.get(u"/api/v1/journal?kind=out"_s).json[u"entries"_s].toArray().size() >= 3);
        QCOMPARE(standin.stop(), 0);
    }

    void theEndOfTheBrokerIsReported()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        QVERIFY(standin.waitForLine(u"ready: 3 devices online"_s));
        const pid_t broker = brokerOf(standin);
        QVERIFY(broker > 0);
        ::kill(broker, SIGKILL);
        QString complaints;
        const auto isTold = [&] {
            complaints += standin.complaints();
            return complaints.contains(u"the local broker was killed or crashed"_s);
        };
        QTRY_VERIFY2(isTold(), qPrintable(complaints));
        const QJsonArray entries = standin.get(u"/api/v1/journal?kind=protocol"_s).json[u"entries"_s].toArray();
        QVERIFY(std::ranges::any_of(
            entries, [](const QJsonValue &entry) { return entry[u"event"_s] == u"local-broker-died"_s; }));
        QCOMPARE(standin.stop(), 0);
    }

    /// The next program removes the folder that a killed program has left.
    void aKilledDemoLeavesNothingForLong()
    {
        Program killed(QStringLiteral(STANDIN_PROGRAM));
        const QString temporary = killed.path(u"tmp"_s);
        QVERIFY(QDir().mkpath(temporary));
        const auto folders = [&temporary] {
            return QDir(temporary).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
        };
        killed.setVariable(u"TMPDIR"_s, temporary);
        QVERIFY(killed.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        ::kill(static_cast<pid_t>(killed.processId()), SIGKILL);
        QCOMPARE(killed.waitForEnd(), -1);
        QCOMPARE(folders(), 1);
        Program next(QStringLiteral(STANDIN_PROGRAM));
        next.setVariable(u"TMPDIR"_s, temporary);
        QVERIFY(next.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        QCOMPARE(folders(), 1);
        QCOMPARE(next.stop(), 0);
        QCOMPARE(folders(), 0);
    }

    void theBrokerEndsWithAKilledDemo()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        const pid_t broker = brokerOf(standin);
        QVERIFY(broker > 0);
        QCOMPARE(::kill(broker, 0), 0);
        ::kill(static_cast<pid_t>(standin.processId()), SIGKILL);
        // The process has ended, or is a zombie.
        QTRY_VERIFY(::kill(broker, 0) != 0 || [broker] {
            QFile file(u"/proc/%1/stat"_s.arg(broker));
            return !file.open(QIODevice::ReadOnly) || file.readAll().contains(") Z ");
        }());
    }

    void wrongUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        QTest::newRow("no command") << QStringList{} << 4 << u"subcommand"_s;
        QTest::newRow("unknown option") << QStringList{u"serve"_s, u"--what"_s} << 4 << u"--what"_s;
        QTest::newRow("missing profile") << QStringList{u"serve"_s, u"--profile"_s, u"/nowhere.json"_s} << 4
                                         << u"/nowhere.json"_s;
        QTest::newRow("a folder as profile") << QStringList{u"serve"_s, u"--profile"_s, u"/"_s} << 4 << u"/"_s;
        const auto broken = [this](const QString &name, const QByteArray &text) {
            const QString path = m_files.filePath(name);
            return File::writeAtomically(path, text) ? QStringList{u"serve"_s, u"--profile"_s, path} : QStringList();
        };
        QTest::newRow("profile that is no JSON") << broken(u"a.json"_s, "{") << 4 << u"line 1, column 2"_s;
        QTest::newRow("profile of another format")
            << broken(u"b.json"_s, quoted("{'format':'x'}")) << 4 << u"is this a profile"_s;
        QTest::newRow("profile of a newer format")
            << broken(u"c.json"_s, quoted("{'format':'standin.profile/9'}")) << 4 << u"newer format"_s;
        QTest::newRow("profile with a wrong value")
            << broken(u"d.json"_s, quoted("{'format':'standin.profile/1','clientId':'a','count':0}")) << 4
            << u"/count"_s;
        QTest::newRow("profile with port 0")
            << broken(u"e.json"_s,
                      quoted("{'format':'standin.profile/1','clientId':'a','connection':{'url':'mqtt://h:0'}}"))
            << 4 << u"/connection/url: port 0"_s;
        QTest::newRow("two devices of one name")
            << broken(u"f.json"_s, quoted("{'format':'standin.profile/1','clientId':'a','count':2}")) << 4
            << u"put ${index} into \"clientId\""_s;
        QTest::newRow("a port that is no number")
            << QStringList{u"serve"_s, u"--port"_s, u"abc"_s} << 4 << u"--port: Value abc not in range"_s;
        QTest::newRow("a port that is too large")
            << QStringList{u"serve"_s, u"--port"_s, u"99999"_s} << 4 << u"--port: Value 99999 not in range"_s;
        QTest::newRow("rules without a format") << QStringList{u"serve"_s, u"--port"_s, u"0"_s, u"--rules"_s,
                                                               broken(u"i.json"_s, "{\"rules\":[]}").value(2)}
                                                << 4 << u"/format: expected \"standin.rules/1\", found nothing"_s;
        QTest::newRow("missing token file")
            << QStringList{u"serve"_s, u"--token-file"_s, u"/nowhere.token"_s} << 4 << u"/nowhere.token"_s;
        QTest::newRow("token of two words")
            << QStringList{u"serve"_s, u"--token-file"_s, broken(u"g.token"_s, "two words").value(2)} << 4
            << u"one word"_s;
        QTest::newRow("beyond loopback without a token")
            << QStringList{u"serve"_s, u"--listen"_s, u"0.0.0.0"_s, u"--port"_s, u"0"_s} << 4 << u"token"_s;
        QTest::newRow("an address that is none")
            << QStringList{u"serve"_s, u"--listen"_s, u"999.1.1.1"_s} << 4 << u"999.1.1.1"_s;
        QTest::newRow("empty token file")
            << QStringList{u"serve"_s, u"--token-file"_s, broken(u"h.token"_s, "").value(2)} << 4
            << u"there is no token in it"_s;
        const QString pipe = m_files.filePath(u"pipe"_s);
        ::mkfifo(QFile::encodeName(pipe).constData(), 0600);
        QTest::newRow("pipe as token file") << QStringList{u"serve"_s, u"--token-file"_s, pipe} << 4 << u"a pipe"_s;
        QTest::newRow("pipe as profile") << QStringList{u"serve"_s, u"--profile"_s, pipe} << 4 << u"a pipe"_s;
        QTest::newRow("device as profile")
            << QStringList{u"serve"_s, u"--profile"_s, u"/dev/zero"_s} << 4 << u"a device"_s;
    }

    void wrongUse()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.start(arguments);
        QCOMPARE(standin.waitForEnd(), exitCode);
        const QString complaints = standin.complaints();
        QVERIFY2(complaints.contains(says), qPrintable(complaints));
    }

    /// The program would wait 10 s for a broker that does not report that it listens.
    void theStartCanBeInterrupted_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("headless") << QStringLiteral(STANDIN_PROGRAM) << QStringList{u"demo"_s, u"--port"_s, u"0"_s};
#ifdef STANDIN_GUI_PROGRAM
        QTest::newRow("window") << QStringLiteral(STANDIN_GUI_PROGRAM) << QStringList{u"--demo"_s, u"--port"_s, u"0"_s};
#endif
    }

    void theStartCanBeInterrupted()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        Program standin(program);
        const QString started = standin.path(u"started"_s);
        const QString mosquitto = standin.path(u"mosquitto"_s);
        VERIFY_RESULT(File::writeAtomically(mosquitto, "#!/bin/sh\n: > " + started.toUtf8() + "\nexec sleep 60\n"));
        QVERIFY(QFile::setPermissions(mosquitto, QFile::ReadOwner | QFile::ExeOwner));
        standin.setVariable(u"PATH"_s, QFileInfo(mosquitto).path() + u':' + qEnvironmentVariable("PATH"));
        standin.start(arguments);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(started), 5'000 * Tests::sanitizerFactor);
        QCOMPARE(standin.stop(), 2);
    }

    void whiteSpaceIsNoPartOfTheToken_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing around it") << "secret"_ba;
        QTest::newRow("line feed") << "secret\n"_ba;
        QTest::newRow("CR LF") << "secret\r\n"_ba;
        QTest::newRow("blanks") << " secret \t"_ba;
    }

    void whiteSpaceIsNoPartOfTheToken()
    {
        QFETCH(QByteArray, text);
        Program fromFile(QStringLiteral(STANDIN_PROGRAM));
        const QString path = fromFile.path(u"token"_s);
        VERIFY_RESULT(File::writeAtomically(path, text));
        QVERIFY(fromFile.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--token-file"_s, path}));
        Program fromVariable(QStringLiteral(STANDIN_PROGRAM));
        fromVariable.setVariable(u"STANDIN_TOKEN"_s, QString::fromUtf8(text));
        QVERIFY(fromVariable.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        for (Program *standin : {&fromFile, &fromVariable}) {
            QCOMPARE(standin->get(u"/livez"_s).status, 401);
            standin->setToken("secret");
            QCOMPARE(standin->get(u"/livez"_s).status, 200);
        }
    }

    /// The program that has started it may be killed.
    void endsWithItsInput()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--end-with-input"_s}));
        QCOMPARE(standin.get(u"/livez"_s).status, 200);
        standin.closeInput();
        QCOMPARE(standin.waitForEnd(), 0);
    }

    void anEmptyTokenVariableIsRefused_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("nothing") << QString();
        QTest::newRow("white space") << u" \n"_s;
    }

    void anEmptyTokenVariableIsRefused()
    {
        QFETCH(QString, value);
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.setVariable(u"STANDIN_TOKEN"_s, value);
        standin.start({u"serve"_s, u"--port"_s, u"0"_s});
        QCOMPARE(standin.waitForEnd(), 4);
        QVERIFY(standin.complaints().contains(u"STANDIN_TOKEN: there is no token in it"_s));
    }

    void namesADeviceThatFails()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        const QString file = standin.path(u"p.json"_s);
        VERIFY_RESULT(File::writeAtomically(
            file,
            quoted("{'format':'standin.profile/1','clientId':'gw-1','connection':{'url':'mqtt://127.0.0.1:1'}}")));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--profile"_s, file, u"--connect"_s}));
        QVERIFY(standin.waitForLine(u"ready: 0 devices online"_s));
        QString complaints;
        QTRY_VERIFY((complaints += standin.complaints()).contains(u"1 device failed: gw-1: "_s));
    }

    /// The reader of the output has ended; the devices must still work.
    void continuesWithoutAReader()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        const QString file = standin.path(u"p.json"_s);
        VERIFY_RESULT(
            File::writeAtomically(file, u"{\"format\":\"standin.profile/1\",\"clientId\":\"p-${index}\",\"count\":1000,"
                                        "\"connection\":{\"url\":\"%1\"}}"_s.arg(m_broker.url().toString())
                                            .toUtf8()));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--profile"_s, file, u"--connect"_s}));
        standin.closeOutput(); // "ready" was not printed yet
        QTRY_COMPARE(standin.get(u"/api/v1/devices/p-999"_s).json[u"state"_s].toString(), u"online"_s);
        QCOMPARE(standin.get(u"/livez"_s).status, 200);
        QCOMPARE(standin.stop(), 0);
    }

    void aTakenPortIsNamed()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.start({u"serve"_s, u"--port"_s, QString::number(taken.serverPort())});
        QVERIFY(standin.waitForEnd() > 0);
        QVERIFY(standin.complaints().contains(QString::number(taken.serverPort())));
    }

    void findsPasswordsInTheKeychain_data()
    {
        QTest::addColumn<bool>("hasKeyring");
        QTest::newRow("keychain") << true;
        QTest::newRow("no keychain") << false;
    }

    void findsPasswordsInTheKeychain()
    {
        QFETCH(bool, hasKeyring);
        Mosquitto broker;
        QVERIFY2(broker.start({.user = Mosquitto::User{u"me"_s, u"hunter2"_s}}), qPrintable(broker.errorText()));
        if (hasKeyring && !(Keychain::isBuiltIn() && Keyring::isInstalled()))
            QSKIP("there is no keychain here");
        Keyring keyring; // ends after the program
        QVERIFY(!hasKeyring ||
                (keyring.start() && keyring.store(u"thermo for mqtt://127.0.0.1:%1"_s.arg(broker.port()), "hunter2")));
        const QString profile = m_files.filePath(u"keychain.json"_s);
        VERIFY_RESULT(File::writeAtomically(
            profile,
            quoted(u"{'format':'standin.profile/1','clientId':'k-${index}','count':2,'connection':{'url':"
                   "'mqtt://127.0.0.1:%1','username':'me','password':{'keychain':'thermo'}}}"_s.arg(broker.port())
                       .toUtf8())));
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        const QString none = u"unix:path=/nonexistent"_s;
        for (const auto *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"})
            standin.setVariable(QString::fromLatin1(name),
                                keyring.environment().value(QString::fromLatin1(name), none));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--profile"_s, profile, u"--connect"_s}));
        const auto device = [&standin] { return standin.get(u"/api/v1/devices/k-1"_s).json; };
        const QString state = hasKeyring ? u"online"_s : u"failed"_s;
        QTRY_COMPARE_WITH_TIMEOUT(device().value(u"state"_s).toString(), state, 30'000);
        if (!hasKeyring)
            QCOMPARE(device().value(u"error"_s)[u"code"_s].toString(), u"keychain-failed"_s);
        QCOMPARE(standin.stop(), 0);
    }
};

STANDIN_TEST(TestStandin)
#include "tst_standin.moc"
