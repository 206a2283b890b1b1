// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "e2e/loopbacksocket.h"
#include "e2e/program.h"
#include "support/result.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>

#include <vector>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

/// A client that only sends and never reads, so that many of them need no memory in the test.
class DeafClient
{
public:
    explicit DeafClient(quint16 port)
        : m_socket(port, SO_RCVBUF, 4096)
    {}

    /// Number of bytes that the peer accepts at once; -1 when it has closed.
    [[nodiscard]] qsizetype send(QByteArrayView bytes) const
    {
        const auto sent = ::send(m_socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
    }
    [[nodiscard]] bool isConnected() const { return m_socket.isConnected(); }

private:
    LoopbackSocket m_socket;
};

constexpr qsizetype mebibyte = 1024 * 1024;

} // namespace

/// Upper limits for the memory that clients can make the program use, one method after the other. The program must
/// answer all the time.
class TestMemory : public QObject
{
    Q_OBJECT

private:
    using Deed = void (TestMemory::*)(Program &);

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void staysBelowTheCeiling_data()
    {
        QTest::addColumn<int>("deed");
        for (std::size_t i = 0; i < deeds.size(); ++i)
            QTest::newRow(deeds[i].first) << static_cast<int>(i);
    }

    void staysBelowTheCeiling()
    {
        QFETCH(int, deed);
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
        (this->*deeds[deed].second)(standin);
        if (QTest::currentTestFailed())
            return;
        QVERIFY2(answers(standin), "it does not answer in time");
        const qint64 peak = standin.memoryKibibytes("VmHWM") / 1024;
        qInfo("peak: %lld MiB", peak);
        QVERIFY2(peak > 0 && peak < 400 * Tests::sanitizerFactor, qPrintable(QString::number(peak)));
        QCOMPARE(standin.stop(), 0);
    }

private:
    void largeBodies(Program &standin)
    {
        const QByteArray head = "POST /api/device/upload?client_id=x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                QByteArray::number(4 * mebibyte) + "\r\n\r\n";
        sendFromMany(standin, 300, head, 4 * mebibyte - 1);
    }

    void largeChunkedBodies(Program &standin)
    {
        const QByteArray head = "POST /api/device/upload?client_id=x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                                "chunked\r\n\r\n3fffff\r\n";
        sendFromMany(standin, 300, head, 4 * mebibyte - 2);
    }

    void listsOfLargeMessages(Program &standin)
    {
        uploadFrom(standin, 100, 4 * mebibyte - 2);
        for (int i = 0; i < 3; ++i) {
            const auto list = standin.get(u"/api/v1/devices"_s);
            QCOMPARE(list.json[u"devices"_s].toArray().size(), 100);
        }
        askFromMany(standin, 50, "GET /api/v1/devices HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    void journalsThatNobodyFetches(Program &standin)
    {
        uploadFrom(standin, 20, 4 * mebibyte - 2);
        askFromMany(standin, 200, "GET /api/v1/journal HTTP/1.1\r\nHost: localhost\r\n\r\n");
        uploadFrom(standin, 20, 4 * mebibyte - 2); // the journal drops entries that the answers still hold
    }

    void answersThatNobodyFetches(Program &standin)
    {
        uploadFrom(standin, 1, 4 * mebibyte - 2);
        const QByteArray one = "GET /api/v1/devices/d0 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        askFromMany(standin, 100, one.repeated(100));
    }

    void largeProperties(Program &standin)
    {
        connectDevice(standin, u"d0"_s, {{u"version"_s, u"5.0"_s}});
        QStringList arguments{u"-p"_s, QString::number(m_broker.port()), u"-V"_s, u"5"_s,  u"-q"_s,       u"1"_s,
                              u"-t"_s, u"mqtt/d0/v1/bypass"_s,           u"-m"_s, u"{}"_s, u"--repeat"_s, u"400"_s};
        for (int i = 0; i < 16; ++i)
            arguments += {u"-D"_s, u"publish"_s, u"user-property"_s, u"name"_s, QString(65'000, u'x')};
        QProcess publisher;
        publisher.start(u"mosquitto_pub"_s, arguments);
        QVERIFY(QTest::qWaitFor([&] { return publisher.state() == QProcess::NotRunning; }, 60'000));
        QVERIFY2(publisher.exitCode() == 0, publisher.readAllStandardError().constData());
        QTRY_COMPARE_WITH_TIMEOUT(standin.get(u"/api/v1/devices/d0"_s).json[u"received"_s].toInt(), 400, 60'000);
        const auto page = standin.get(u"/api/v1/journal?kind=in&limit=5"_s);
        QCOMPARE(page.json[u"entries"_s].toArray().first()[u"properties"_s].toArray().size(), 16);
    }

    void presetReplies(Program &standin)
    {
        const QByteArray body = '"' + QByteArray(4 * mebibyte - 2, 'x') + '"';
        for (int i = 0; i < 20; ++i) {
            const QString id = u"d%1"_s.arg(i);
            connectDevice(standin, id);
            for (int n = 0; n < 10; ++n)
                QVERIFY(post(standin, "/api/device/setResponseMsg?client_id=" + id.toUtf8(), body) > 0);
        }
    }

    void connectDevice(Program &standin, const QString &id, QJsonObject settings = {})
    {
        settings[u"client_id"_s] = id;
        settings[u"host"_s] = u"127.0.0.1"_s;
        settings[u"port"_s] = m_broker.port();
        QCOMPARE(standin.post(u"/api/device/connect"_s, QJsonDocument(settings).toJson()).json[u"code"_s].toInt(-1), 0);
    }

    void uploadFrom(Program &standin, int devices, qsizetype bytes)
    {
        const QByteArray body = '"' + QByteArray(bytes - 2, 'x') + '"';
        for (int i = 0; i < devices; ++i) {
            const QString id = u"d%1"_s.arg(i);
            connectDevice(standin, id);
            QCOMPARE(post(standin, "/api/device/upload?client_id=" + id.toUtf8(), body), 200);
        }
    }

    /// Returns the status. Qt's client takes seconds for a large body, because it sends it in small parts.
    static int post(const Program &standin, const QByteArray &target, const QByteArray &body)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, standin.restPort());
        socket.write("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const bool isAnswered = QTest::qWaitFor([&] { return socket.bytesAvailable() > 12; }, 20'000);
        return isAnswered ? socket.readAll().sliced(9, 3).toInt() : 0;
    }

    /// Sends `bytes` after the head, or as many as the peer accepts.
    void sendFromMany(Program &standin, int clients, const QByteArray &head, qsizetype bytes)
    {
        const QByteArray body(bytes, 'x');
        std::vector<DeafClient> senders;
        std::vector<qsizetype> sent(clients, 0);
        for (int i = 0; i < clients; ++i) {
            senders.emplace_back(standin.restPort());
            QVERIFY(senders.back().isConnected());
            QCOMPARE(senders.back().send(head), head.size());
        }
        QElapsedTimer sinceProgress;
        sinceProgress.start();
        while (sinceProgress.elapsed() < 500) {
            for (int i = 0; i < clients; ++i) {
                const qsizetype taken = senders[i].send(QByteArrayView(body).sliced(qMax<qsizetype>(sent[i], 0)));
                if (taken > 0)
                    sinceProgress.restart();
                sent[i] += taken;
            }
        }
        QVERIFY(answers(standin));
    }

    void askFromMany(Program &standin, int clients, const QByteArray &requests)
    {
        std::vector<DeafClient> askers;
        for (int i = 0; i < clients; ++i) {
            askers.emplace_back(standin.restPort());
            QVERIFY(askers.back().isConnected());
            QVERIFY(askers.back().send(requests) > 0);
        }
        for (int i = 0; i < 10; ++i)
            QVERIFY(answers(standin));
    }

    static bool answers(Program &standin)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        return standin.get(u"/livez"_s).status == 200 && elapsed.elapsed() < 5000 * Tests::sanitizerFactor;
    }

    const std::vector<std::pair<const char *, Deed>> deeds = {
        {"large bodies", &TestMemory::largeBodies},
        {"large bodies in chunks", &TestMemory::largeChunkedBodies},
        {"lists of large messages", &TestMemory::listsOfLargeMessages},
        {"journals that nobody fetches", &TestMemory::journalsThatNobodyFetches},
        {"answers that nobody fetches", &TestMemory::answersThatNobodyFetches},
        {"large properties", &TestMemory::largeProperties},
        {"preset replies", &TestMemory::presetReplies},
    };

    Broker::LocalBroker m_broker;
};

STANDIN_TEST(TestMemory)
#include "tst_memory.moc"
