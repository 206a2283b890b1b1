// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

#include <unistd.h>

using namespace Standin;
using namespace Qt::StringLiterals;

/// The program with few file descriptors, or with none left.
class TestDescriptors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void tooFewAtTheStart_data()
    {
        QTest::addColumn<int>("limit");
        for (const int limit : {8, 12, 20, 40})
            QTest::addRow("%d", limit) << limit;
    }

    void tooFewAtTheStart()
    {
        QFETCH(int, limit);
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.setFileLimit(limit);
        standin.start({u"serve"_s, u"--port"_s, u"0"_s});
        QCOMPARE(standin.waitForEnd(), 3);
        const QString complaints = standin.complaints();
        QVERIFY2(complaints.contains(u"may open %1 files"_s.arg(limit)) && complaints.contains(u"ulimit -n"),
                 qPrintable(complaints));
    }

    /// More devices than descriptors: some are refused with a clear message, and REST still works.
    void devicesLeaveSomeToRest_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << u"127.0.0.1"_s;
        QTest::newRow("name") << u"localhost"_s;
    }

    void devicesLeaveSomeToRest()
    {
        QFETCH(QString, host);
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        const QString file = standin.path(u"p.json"_s);
        VERIFY_RESULT(
            File::writeAtomically(file, u"{\"format\":\"standin.profile/1\",\"clientId\":\"p-${index}\",\"count\":400,"
                                        "\"connection\":{\"url\":\"mqtt://%1:%2\"}}"_s.arg(host)
                                            .arg(m_broker.port())
                                            .toUtf8()));
        standin.setFileLimit(256);
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s, u"--profile"_s, file, u"--connect"_s}));
        QVERIFY(standin.waitForLine(u"ready: "_s));
        int online = 0;
        int refused = 0;
        const QJsonObject list = standin.get(u"/api/v1/devices"_s).json;
        for (const QJsonValue &device : list[u"devices"_s].toArray()) {
            online += device[u"state"_s] == u"online"_s;
            refused += device[u"error"_s][u"code"_s] == u"limit-reached"_s;
        }
        QVERIFY2(online > 120, qPrintable(QString::number(online)));
        QCOMPARE(refused, 400 - online);
        QVERIFY(answers(standin));
        for (int i = 0; i < 20; ++i) // REST has taken some meanwhile
            QCOMPARE(standin.post(u"/api/device/offline?client_id=p-%1"_s.arg(i)).json[u"code"_s].toInt(-1), 0);
        QCOMPARE(
            standin
                .post(u"/api/device/connect"_s,
                      u"{\"client_id\":\"late\",\"host\":\"%1\",\"port\":%2}"_s.arg(host).arg(m_broker.port()).toUtf8())
                .json[u"code"_s]
                .toInt(-1),
            0);
        QCOMPARE(standin.stop(), 0);
    }

    /// Idle clients that use all descriptors.
    void newClientsAreServedBesideSilentOnes()
    {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.setFileLimit(100);
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 300; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->connectToHost(QHostAddress::LocalHost, standin.restPort());
        }
        QTRY_VERIFY(silent.back()->state() == QAbstractSocket::ConnectedState);
        QVERIFY(answers(standin));
        QVERIFY2(standin.processorTimeWithin(1000) < 300, "it waits without turning round");
        silent.clear();
        QVERIFY(answers(standin));
        QCOMPARE(standin.stop(), 0);
    }

    /// Every client waits for an answer, so no connection can be closed for another one.
    void aClientAboveTheLimitGetsAnError()
    {
        QTcpServer dead; // accepts connections and sends nothing
        QVERIFY(dead.listen(QHostAddress::LocalHost));
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.setFileLimit(100);
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        const QByteArray body =
            u"{\"client_id\":\"d\",\"host\":\"127.0.0.1\",\"port\":%1}"_s.arg(dead.serverPort()).toUtf8();
        const QByteArray request = "POST /api/device/connect HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body;
        std::vector<std::unique_ptr<QTcpSocket>> waiting;
        QByteArray told;
        for (int i = 0; i < 120 && told.isEmpty(); ++i) {
            waiting.push_back(std::make_unique<QTcpSocket>());
            QTcpSocket &socket = *waiting.back();
            socket.connectToHost(QHostAddress::LocalHost, standin.restPort());
            const auto isConnected = [&socket] { return socket.state() == QAbstractSocket::ConnectedState; };
            QTRY_VERIFY(isConnected() || socket.bytesAvailable() > 0); // it may be turned away meanwhile
            if (isConnected()) {
                socket.write(request);
                socket.flush();
            }
            if (QTest::qWaitFor([&socket] { return socket.bytesAvailable() > 0; }, 50))
                told = socket.readAll();
        }
        QVERIFY2(told.startsWith("HTTP/1.1 503 "), told.constData());
        QVERIFY2(told.contains("may open 100 files"), told.constData());
        QVERIFY2(standin.processorTimeWithin(1000) < 300, "it waits without turning round");
        waiting.clear();
        QTRY_VERIFY(answers(standin)); // as soon as it has noticed that they are gone
        QCOMPARE(standin.stop(), 0);
    }

private:
    static bool answers(Program &standin)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        return standin.get(u"/livez"_s).status == 200 && elapsed.elapsed() < 2000;
    }

    Broker::LocalBroker m_broker;
};

STANDIN_TEST(TestDescriptors)
#include "tst_descriptors.moc"
