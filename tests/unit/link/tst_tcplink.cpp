// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tcplink.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Standin;
using namespace Qt::StringLiterals;

/// A link with a Qt socket on the other side.
class TestTcpLink : public QObject
{
    Q_OBJECT

private:
    struct Pair
    {
        QTcpServer server;
        std::unique_ptr<TcpLink> link;
        QTcpSocket *peer = nullptr;

        bool connectBoth(const QString &host = u"127.0.0.1"_s)
        {
            if (!server.listen(QHostAddress::LocalHost))
                return false;
            link = std::make_unique<TcpLink>(host, server.serverPort());
            QSignalSpy established(link.get(), &Link::established);
            link->start();
            if (!established.wait(5000) || !(server.hasPendingConnections() || server.waitForNewConnection(5000)))
                return false;
            peer = server.nextPendingConnection();
            return peer != nullptr;
        }
    };

private slots:
    void initTestCase() { qRegisterMetaType<Standin::Error>("Standin::Error"); }

    void carriesBytesBothWays()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        QCOMPARE(pair.link->write("hello"), 5);
        QTRY_COMPARE(pair.peer->bytesAvailable(), 5);
        pair.peer->write("there");
        QSignalSpy readyRead(pair.link.get(), &QIODevice::readyRead);
        QVERIFY(readyRead.wait());
        QCOMPARE(pair.link->read(100), QByteArray("there"));
        QCOMPARE(pair.link->read(100), QByteArray()); // no more bytes now, and not the end
        QVERIFY(!pair.link->error());
    }

    void findsAHostByName()
    {
        Pair pair;
        QVERIFY(pair.connectBoth(u"localhost"_s));
    }

    void whatIsWrittenWhileReadingLeavesTogether()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        connect(pair.link.get(), &QIODevice::readyRead, pair.link.get(), [&] {
            pair.link->readAll();
            pair.link->write("a");
            QCOMPARE(pair.link->bytesToWrite(), 1);
            pair.link->write("b");
            QCOMPARE(pair.link->bytesToWrite(), 2);
        });
        pair.peer->write("go");
        QTRY_COMPARE(pair.peer->bytesAvailable(), 2);
        QCOMPARE(pair.link->bytesToWrite(), 0);
    }

    void whatIsHeldLeavesWithTheLastRelease()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        pair.link->hold();
        pair.link->hold();
        QCOMPARE(pair.link->write("a"), 1);
        pair.link->release();
        QCOMPARE(pair.link->write("b"), 1);
        QCOMPARE(pair.link->bytesToWrite(), 2);
        pair.link->release();
        QCOMPARE(pair.link->bytesToWrite(), 0);
        QTRY_COMPARE(pair.peer->bytesAvailable(), 2);
        QCOMPARE(pair.link->write("c"), 1);
        QCOMPARE(pair.link->bytesToWrite(), 0);
    }

    void aSlowPeerGetsEverything()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        const QByteArray big(20'000'000, 'x');
        QCOMPARE(pair.link->write(big), big.size());
        QVERIFY(pair.link->bytesToWrite() > 0);
        QByteArray received;
        connect(pair.peer, &QTcpSocket::readyRead, pair.peer, [&] { received += pair.peer->readAll(); });
        QTRY_COMPARE_WITH_TIMEOUT(received.size(), big.size(), 20'000);
        QTRY_COMPARE(pair.link->bytesToWrite(), 0);
    }

    void aPeerThatNeverReadsEndsTheLink()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        QSignalSpy ended(pair.link.get(), &QIODevice::readChannelFinished);
        for (qsizetype written = 0; written <= TcpLink::maxUnsentBytes + 20'000'000; written += 10'000'000)
            pair.link->write(QByteArray(10'000'000, 'x'));
        QVERIFY(ended.wait());
        QVERIFY(pair.link->error()->code == ErrorCode::TooLarge);
    }

    void noticesThatThePeerHasGone()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        connect(pair.link.get(), &QIODevice::readyRead, pair.link.get(), [&] { pair.link->readAll(); });
        QSignalSpy ended(pair.link.get(), &QIODevice::readChannelFinished);
        pair.peer->disconnectFromHost();
        QVERIFY(ended.wait());
        QVERIFY(pair.link->error()->code == ErrorCode::ConnectionLost);
        QCOMPARE(ended.size(), 1);
    }

    void deletingItWhileItReadsIsSafe()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        bool deleted = false;
        connect(pair.link.get(), &QIODevice::readyRead, this, [&] {
            pair.link.reset();
            deleted = true;
        });
        pair.peer->write("x");
        QTRY_VERIFY(deleted);
    }

    void cutIsSeenAsAnOrderlyEnd()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        QSignalSpy gone(pair.peer, &QTcpSocket::disconnected);
        pair.link->cut();
        QVERIFY(gone.wait());
        QVERIFY(pair.peer->error() == QAbstractSocket::RemoteHostClosedError);
        QVERIFY(!pair.link->isOpen());
        QVERIFY(!pair.link->error());
    }

    void resetIsSeenAsAReset()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        QSignalSpy gone(pair.peer, &QTcpSocket::disconnected);
        QSignalSpy failed(pair.peer, &QTcpSocket::errorOccurred);
        pair.link->sendReset();
        QVERIFY(gone.wait());
        // Qt reports a reset with this error, but also a regular end, with the same text. Only the socket option
        // distinguishes them.
        QCOMPARE(failed.size(), 1);
    }

    void silenceKeepsTheSocketOpen()
    {
        Pair pair;
        QVERIFY(pair.connectBoth());
        QSignalSpy readyRead(pair.link.get(), &QIODevice::readyRead);
        pair.link->goSilent();
        QCOMPARE(pair.link->write("lost"), 4);
        pair.peer->write("unheard");
        QVERIFY(pair.peer->waitForBytesWritten());
        QVERIFY(!readyRead.wait(100));
        QVERIFY(pair.peer->state() == QAbstractSocket::ConnectedState);
        QCOMPARE(pair.peer->bytesAvailable(), 0);
        QSignalSpy gone(pair.peer, &QTcpSocket::disconnected);
        pair.link.reset();
        QVERIFY(gone.wait());
    }

    void failures_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("dead port") << u"127.0.0.1"_s << 1 << ErrorCode::ConnectionRefused;
        QTest::newRow("dead port, IPv6") << u"::1"_s << 1 << ErrorCode::ConnectionRefused;
        QTest::newRow("unknown host") << u"no-such-host.invalid"_s << 1883 << ErrorCode::HostNotFound;
        QTest::newRow("dead port by name") << u"localhost"_s << 1 << ErrorCode::ConnectionRefused;
    }

    void failures()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(ErrorCode, code);
        TcpLink link(host, static_cast<quint16>(port));
        QSignalSpy failed(&link, &Link::failed);
        link.start();
        QCOMPARE(failed.size(), 0); // never from within start()
        QVERIFY(failed.wait(10'000));
        QVERIFY2(link.error()->code == code, qPrintable(link.error()->toString()));
        QCOMPARE(link.error()->detail, code == ErrorCode::HostNotFound ? std::optional(QString()) : std::nullopt);
    }

    void destroyedWhileLookingUp()
    {
        TcpLink link(u"no-such-host.invalid"_s, 1883);
        link.start();
    }
};

STANDIN_TEST(TestTcpLink)
#include "tst_tcplink.moc"
