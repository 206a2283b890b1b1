// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QTcpServer>

#include <csignal>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// The headless program, from its command line to the broker and back.
class TestStandin : public QObject
{
    Q_OBJECT

private:
    LocalBroker m_broker;

    QByteArray connectBody(const QString &id) const
    {
        return u"{\"client_id\":\"%1\",\"host\":\"127.0.0.1\",\"port\":%2}"_s.arg(id).arg(m_broker.port()).toUtf8();
    }

    /// Runs a mosquitto client; true when it ended well.
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

    void theBrokerDiesWithAKilledDemo()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"demo"_s, u"--port"_s, u"0"_s}));
        const auto children = [&standin] {
            QFile file(u"/proc/%1/task/%1/children"_s.arg(standin.processId()));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u' ', Qt::SkipEmptyParts)
                                                  : QStringList();
        }();
        QCOMPARE(children.size(), 1);
        const int broker = children.first().toInt();
        QCOMPARE(::kill(broker, 0), 0);
        ::kill(static_cast<pid_t>(standin.processId()), SIGKILL);
        // Gone, or dead and waiting for its new parent to notice.
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
        QTest::newRow("missing profile") << QStringList{u"serve"_s, u"--profile"_s, u"/nowhere.json"_s} << 3
                                         << u"/nowhere.json"_s;
        QTest::newRow("beyond loopback without a token")
            << QStringList{u"serve"_s, u"--listen"_s, u"0.0.0.0"_s, u"--port"_s, u"0"_s} << 4 << u"token"_s;
        QTest::newRow("an address that is none")
            << QStringList{u"serve"_s, u"--listen"_s, u"999.1.1.1"_s} << 4 << u"999.1.1.1"_s;
        QTest::newRow("empty token file")
            << QStringList{u"serve"_s, u"--token-file"_s, u"/dev/null"_s} << 4 << u"no token"_s;
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

    void aTakenPortIsNamed()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.start({u"serve"_s, u"--port"_s, QString::number(taken.serverPort())});
        QVERIFY(standin.waitForEnd() > 0);
        QVERIFY(standin.complaints().contains(QString::number(taken.serverPort())));
    }
};

STANDIN_TEST(TestStandin)
#include "tst_standin.moc"
