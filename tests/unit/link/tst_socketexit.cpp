// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/socketexit.h"

#include "support/testprogram.h"

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Standin;

using Leave = void (*)(int);

namespace {

/// Both ends of a TCP connection on loopback. Blocking sockets, because Qt's do not show whether a FIN or an RST came.
struct Connection
{
    int ours = -1;
    int peer = ::socket(AF_INET, SOCK_STREAM, 0);

    Connection()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        const timeval tenSeconds{10, 0};
        ::setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &tenSeconds, sizeof tenSeconds);
        if (::bind(listener, plain, size) == 0 && ::listen(listener, 1) == 0 &&
            ::getsockname(listener, plain, &size) == 0 && ::connect(peer, plain, size) == 0)
            ours = ::accept(listener, nullptr, nullptr);
        ::close(listener);
    }
    ~Connection() { ::close(peer); }
    Q_DISABLE_COPY_MOVE(Connection)

    /// 0 after a FIN alone, ECONNRESET after an RST, EPIPE after a FIN that an RST followed, EIO where a byte came.
    [[nodiscard]] int endAtPeer() const
    {
        char byte = 0;
        const ssize_t received = ::recv(peer, &byte, 1, 0);
        if (received != 0)
            return received < 0 ? errno : EIO;
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(peer, SOL_SOCKET, SO_ERROR, &error, &size);
        return error;
    }
};

} // namespace

class TestSocketExit : public QObject
{
    Q_OBJECT

private slots:
    void peerSees_data()
    {
        QTest::addColumn<Leave>("leave");
        QTest::addColumn<bool>("isUnread");
        QTest::addColumn<int>("end");
        const auto row = [](const char *name, Leave leave, bool isUnread, int end) {
            QTest::newRow(name) << leave << isUnread << end;
        };
        row(
            "close", [](int) {}, false, 0);
        row(
            "close, bytes unread", [](int) {}, true, ECONNRESET);
        row("finish", SocketExit::finish, false, 0);
        row("finish, bytes unread", SocketExit::finish, true, 0);
        row("reset", SocketExit::resetOnClose, false, ECONNRESET);
        row("reset, bytes unread", SocketExit::resetOnClose, true, ECONNRESET);
    }

    void peerSees()
    {
        QFETCH(Leave, leave);
        QFETCH(bool, isUnread);
        const QByteArray unread(10'000, 'x'); // more than is read at once
        const Connection connection;
        QVERIFY(connection.ours >= 0);
        if (isUnread)
            QCOMPARE(::send(connection.peer, unread.constData(), unread.size(), 0), unread.size());
        leave(connection.ours);
        ::close(connection.ours);
        QTEST(connection.endAtPeer(), "end");
    }

    void finishActsBeforeTheSocketIsClosed()
    {
        const Connection connection;
        SocketExit::finish(connection.ours);
        QCOMPARE(connection.endAtPeer(), 0);
        QCOMPARE(::close(connection.ours), 0);
    }

    void resetActsWhenTheSocketIsClosed()
    {
        const Connection connection;
        SocketExit::resetOnClose(connection.ours);
        QCOMPARE(::send(connection.ours, "x", 1, 0), 1);
        QCOMPARE(connection.endAtPeer(), EIO);
        QCOMPARE(::close(connection.ours), 0);
        QCOMPARE(connection.endAtPeer(), ECONNRESET);
    }
};

STANDIN_TEST(TestSocketExit)
#include "tst_socketexit.moc"
