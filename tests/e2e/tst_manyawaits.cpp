// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/program.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QFile>

#include <utility>
#include <vector>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

/// A client that waits for one answer. Its socket blocks for 20 s at most.
class WaitingClient
{
public:
    explicit WaitingClient(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in to = {};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience = {.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        m_isConnected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&to), sizeof to) == 0;
    }
    WaitingClient(WaitingClient &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
        , m_isConnected(other.m_isConnected)
    {}
    WaitingClient &operator=(WaitingClient &&) = delete;
    ~WaitingClient()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }

    [[nodiscard]] bool await(const QByteArray &body) const
    {
        const QByteArray request = "POST /api/v1/journal/await HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body;
        return m_isConnected && ::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL) == request.size();
    }

    /// The status of the answer; 0 when there is none.
    [[nodiscard]] int status() const
    {
        QByteArray buffer(512, '\0');
        const auto got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        return got < 12 ? 0 : buffer.sliced(9, 3).toInt();
    }

    [[nodiscard]] bool isAnswered() const
    {
        char first = 0;
        return ::recv(m_socket, &first, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }

private:
    int m_socket;
    bool m_isConnected = false;
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

    static qint64 residentKibibytes(const Program &standin)
    {
        QFile file(u"/proc/%1/statm"_s.arg(standin.processId()));
        const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return line.split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024;
    }

    /// CPU time in ms that the program uses within a second.
    static qint64 processorTime(const Program &standin)
    {
        const auto used = [&standin] {
            QFile file(u"/proc/%1/stat"_s.arg(standin.processId()));
            const QByteArrayList fields =
                file.open(QIODevice::ReadOnly) ? file.readAll().split(')').last().split(' ') : QByteArrayList();
            return (fields.value(12).toLongLong() + fields.value(13).toLongLong()) * 1000 / ::sysconf(_SC_CLK_TCK);
        };
        const qint64 before = used();
        QTest::qWait(1000); // the elapsed time is the unit of the measurement
        return used() - before;
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
    const qint64 before = residentKibibytes(standin);

    std::vector<WaitingClient> waiting;
    for (int i = 0; i < clients; ++i) {
        waiting.emplace_back(standin.restPort());
        QVERIFY2(waiting.back().await(termsFor(i == 0 ? "one" : "rest")), qPrintable(QString::number(i)));
    }
    QCOMPARE(standin.get(u"/livez"_s).status, 200);
    const qint64 each = (residentKibibytes(standin) - before) / clients;
    const qint64 idle = processorTime(standin);

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
    QVERIFY2(each < 40, qPrintable(QString::number(each)));
    QVERIFY2(idle < 200, qPrintable(QString::number(idle)));
    QCOMPARE(standin.stop(), 0);
}

STANDIN_TEST(TestManyAwaits)
#include "tst_manyawaits.moc"
