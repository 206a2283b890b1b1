// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/loopbacksocket.h"
#include "e2e/program.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

#include <vector>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

/// A client that waits for one answer. Its socket blocks for 20 s at most.
class WaitingClient
{
public:
    explicit WaitingClient(quint16 port)
        : m_socket(port, SO_RCVTIMEO, timeval{.tv_sec = 20, .tv_usec = 0})
    {}

    [[nodiscard]] bool await(const QByteArray &body) const
    {
        const QByteArray request = "POST /api/v1/journal/await HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body;
        return m_socket.isConnected() &&
               ::send(m_socket.descriptor(), request.data(), request.size(), MSG_NOSIGNAL) == request.size();
    }

    /// The status of the answer; 0 when there is none.
    [[nodiscard]] int status() const
    {
        QByteArray buffer(512, '\0');
        const auto got = ::recv(m_socket.descriptor(), buffer.data(), buffer.size(), 0);
        return got < 12 ? 0 : buffer.sliced(9, 3).toInt();
    }

    [[nodiscard]] bool isAnswered() const
    {
        char first = 0;
        return ::recv(m_socket.descriptor(), &first, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }

private:
    LoopbackSocket m_socket;
};

QByteArray termsFor(const QByteArray &device)
{
    return R"({"after":0,"timeoutMs":120000,"kind":"lifecycle","device":")" + device + "\"}";
}

/// For this process and the programs that it starts. Returns it.
int raiseFileLimit()
{
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 1'000'000));
}

} // namespace

/// Thousands of clients that wait for entries of the journal.
class TestManyAwaits : public QObject
{
    Q_OBJECT

private slots:
    void waitAtOnceAndAllWake();

private:
    /// Makes an entry of the device.
    static int touch(Program &standin, const QString &device)
    {
        return standin.post(u"/api/v1/devices/%1:connect"_s.arg(device), {}).status;
    }
};

void TestManyAwaits::waitAtOnceAndAllWake()
{
    const int clients = std::min(5'000, raiseFileLimit() / 2 - 200);
    QVERIFY2(clients > 600, "the system allows too few open files");
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    QVERIFY(standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}));
    for (const auto *id : {"one", "rest"}) {
        // Nobody listens on port 1, so it changes its state and fails.
        const QByteArray body =
            R"({"connection":{"url":"mqtt://127.0.0.1:1","reconnect":{"attempts":1}},"clientId":")" + QByteArray(id) +
            "\"}";
        QCOMPARE(standin.post(u"/api/v1/devices"_s, body).status, 201);
    }
    const qint64 before = standin.memoryKibibytes("VmRSS");

    std::vector<WaitingClient> waiting;
    for (int i = 0; i < clients; ++i) {
        waiting.emplace_back(standin.restPort());
        QVERIFY2(waiting.back().await(termsFor(i == 0 ? "one" : "rest")), qPrintable(QString::number(i)));
    }
    QCOMPARE(standin.get(u"/livez"_s).status, 200);
    const qint64 each = (standin.memoryKibibytes("VmRSS") - before) / clients;
    const qint64 idle = standin.processorTimeWithin(1000);

    QElapsedTimer elapsed;
    elapsed.start();
    QCOMPARE(touch(standin, u"one"_s), 502);
    QCOMPARE(waiting.front().status(), 200);
    const qint64 single = elapsed.restart();
    QVERIFY(!waiting.back().isAnswered());
    QCOMPARE(touch(standin, u"rest"_s), 502);
    for (int i = 1; i < clients; ++i)
        QCOMPARE(waiting[i].status(), 200);
    qInfo("%d waited: %lld KiB each, %lld ms of CPU in a second, one woke in %lld ms, all in %lld ms", clients, each,
          idle, single, elapsed.elapsed());
    QVERIFY2(each < 40 * Standin::Tests::sanitizerFactor, qPrintable(QString::number(each)));
    QVERIFY2(idle < 200, qPrintable(QString::number(idle)));
    QCOMPARE(standin.stop(), 0);
}

STANDIN_TEST(TestManyAwaits)
#include "tst_manyawaits.moc"
