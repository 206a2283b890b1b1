// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restthread.h"
#include "support/testprogram.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QTimer>

#include <thread>

using namespace Standin;
using namespace Standin::Rest;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// REST in a thread of its own, beside the main thread of this test.
class TestRestThread : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto started = m_broker.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().toString()));
    }

    void answersWhileTheMainThreadIsBlocked_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("words");

        const QByteArray connect =
            R"({"client_id":"a","host":"127.0.0.1","port":)" + QByteArray::number(m_broker.url().port()) + '}';
        QTest::newRow("at once") << request("GET", "/livez", {}) << R"("live")"_ba;
        QTest::newRow("from the background") << request("GET", "/api/v1/devices", {}) << R"("devices":[])"_ba;
        QTest::newRow("after a device has acted")
            << request("POST", "/api/device/connect", connect) << R"("success")"_ba;
    }

    void answersWhileTheMainThreadIsBlocked()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, words);
        Engine engine({.workers = 1});
        RestThread rest(engine, {.port = 0});
        const auto url = rest.listen();
        QVERIFY2(url, url ? "" : qPrintable(url.error().toString()));

        QByteArray answer;
        std::thread asker([&] { answer = ask(static_cast<quint16>(url->port()), request); });
        asker.join(); // no event loop runs here meanwhile
        QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.constData());
        QVERIFY2(answer.contains(words), answer.constData());
    }

    void doesNotBlockTheMainThread()
    {
        QSemaphore asked;
        QSemaphore mayAnswer;
        const auto readiness = [&]() -> Result<> {
            asked.release();
            mayAnswer.acquire();
            return {};
        };
        Engine engine({.workers = 1});
        RestThread rest(engine, {.port = 0, .readiness = readiness});
        const auto url = rest.listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send(request("GET", "/readyz", {}));
        QTRY_COMPARE(asked.available(), 1);

        bool ran = false;
        QTimer::singleShot(0, this, [&] { ran = true; });
        QTRY_VERIFY(ran);
        QCOMPARE(client.socket.bytesAvailable(), 0);
        mayAnswer.release();
        QCOMPARE(client.receive().status, 200);
    }

    void reportsWhyItCannotListen_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("taken");
        QTest::newRow("no address") << u"999.1.1.1"_s << false;
        QTest::newRow("port taken") << u"127.0.0.1"_s << true;
    }

    void reportsWhyItCannotListen()
    {
        QFETCH(QString, address);
        QFETCH(bool, taken);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Engine engine({.workers = 1});
        RestThread rest(engine, {.address = address, .port = taken ? other.serverPort() : quint16(0)});
        const auto url = rest.listen();
        QVERIFY(!url);
        QCOMPARE(url.error().code, ErrorCode::InvalidArgument);
    }

    void mayEndWithoutHavingListened()
    {
        Engine engine({.workers = 1});
        const RestThread rest(engine, {.port = 0});
    }

    void endsWhileClientsWait()
    {
        QTcpServer silent; // accepts the device's connection and sends nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        Engine engine({.workers = 1});
        auto rest = std::make_unique<RestThread>(engine, RestOptions{.port = 0});
        const auto url = rest->listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send(
            request("POST", "/api/device/connect",
                    R"({"client_id":"a","host":"127.0.0.1","port":)" + QByteArray::number(silent.serverPort()) + '}'));
        QTRY_VERIFY(silent.hasPendingConnections());
        rest.reset();
        QCOMPARE(client.receive().status, 503);
        QVERIFY(client.waitForEnd());
        QVERIFY(engine.fleet().status(u"a"_s)->state == DeviceState::Connecting);
    }

private:
    static QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &body)
    {
        return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    /// Blocks until the server closes the connection.
    static QByteArray ask(quint16 port, const QByteArray &request)
    {
        constexpr int timeoutMs = 10'000;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (!socket.waitForConnected(timeoutMs))
            return {};
        socket.write(request);
        socket.waitForDisconnected(timeoutMs);
        return socket.readAll();
    }

    LocalBroker m_broker;
};

STANDIN_TEST(TestRestThread)

#include "tst_restthread.moc"
