// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"
#include "support/testprogram.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSemaphore>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <functional>
#include <sys/socket.h>
#include <unistd.h>

using namespace Standin;

/// What a thread on an EpollDispatcher does, seen from the main thread.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private:
    /// Runs `work` in a fresh thread on the dispatcher until it quits the thread's loop; false after 10 s.
    static bool runInThread(const std::function<void(QThread &)> &work)
    {
        QThread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        auto *inside = new QObject;
        inside->moveToThread(&thread);
        connect(&thread, &QThread::finished, inside, &QObject::deleteLater);
        thread.start();
        QMetaObject::invokeMethod(
            inside, [&] { work(thread); }, Qt::QueuedConnection);
        const bool ended = thread.wait(10'000);
        if (!ended) {
            thread.quit();
            thread.wait();
        }
        return ended;
    }

private slots:
    void timersFireInOrder()
    {
        QList<int> order;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *last = new QTimer;
            for (const int ms : {30, 10, 20})
                QTimer::singleShot(ms, last, [&order, ms] { order.append(ms); });
            QObject::connect(last, &QTimer::timeout, last, [&thread, last] {
                last->deleteLater();
                thread.quit();
            });
            last->start(60);
        }));
        QCOMPARE(order, (QList<int>{10, 20, 30}));
    }

    void aTimerRepeatsUntilStopped()
    {
        int ticks = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *timer = new QTimer;
            QObject::connect(timer, &QTimer::timeout, timer, [&, timer] {
                if (++ticks == 5) {
                    timer->stop();
                    QTimer::singleShot(0, timer, [&thread, timer] {
                        timer->deleteLater();
                        thread.quit();
                    });
                }
            });
            timer->start(1);
        }));
        QCOMPARE(ticks, 5);
    }

    void timersStayOnTheirBeat()
    {
        qint64 elapsed = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *timer = new QTimer;
            auto *clock = new QElapsedTimer;
            auto *ticks = new int(0);
            clock->start();
            QObject::connect(timer, &QTimer::timeout, timer, [=, &thread, &elapsed] {
                if (++*ticks < 20)
                    return;
                elapsed = clock->elapsed();
                delete clock;
                delete ticks;
                timer->deleteLater();
                thread.quit();
            });
            timer->start(10);
        }));
        QVERIFY2(elapsed >= 195, qPrintable(QString::number(elapsed)));
    }

    void zeroTimersDoNotStarveSockets()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        bool heard = false;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *busy = new QTimer;
            busy->start(0);
            auto *notifier = new QSocketNotifier(pair[0], QSocketNotifier::Read, busy);
            QObject::connect(notifier, &QSocketNotifier::activated, busy, [&, busy] {
                heard = true;
                busy->deleteLater();
                thread.quit();
            });
            QCOMPARE(::write(pair[1], "x", 1), 1);
        }));
        QVERIFY(heard);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    void readAndWriteNotifiersOfOneSocket()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        bool writable = false;
        bool readable = false;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *owner = new QObject;
            auto *read = new QSocketNotifier(pair[0], QSocketNotifier::Read, owner);
            auto *write = new QSocketNotifier(pair[0], QSocketNotifier::Write, owner);
            QObject::connect(write, &QSocketNotifier::activated, owner, [&, write] {
                writable = true;
                write->setEnabled(false);
                QCOMPARE(::write(pair[1], "x", 1), 1);
            });
            QObject::connect(read, &QSocketNotifier::activated, owner, [&, owner] {
                readable = true;
                owner->deleteLater();
                thread.quit();
            });
        }));
        QVERIFY(writable && readable);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    void anotherThreadWakesIt()
    {
        QSemaphore started;
        QSemaphore done;
        QThread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        auto *inside = new QObject;
        inside->moveToThread(&thread);
        connect(&thread, &QThread::started, inside, [&] { started.release(); });
        thread.start();
        QVERIFY(started.tryAcquire(1, 5000));
        for (int i = 0; i < 1000; ++i)
            QMetaObject::invokeMethod(
                inside, [&] { done.release(); }, Qt::QueuedConnection);
        QVERIFY(done.tryAcquire(1000, 5000));
        inside->deleteLater();
        thread.quit();
        QVERIFY(thread.wait(5000));
    }

    void aNestedLoopRunsTimersOnceEach()
    {
        int outer = 0;
        int inner = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *timer = new QTimer;
            auto *other = new QTimer(timer);
            QObject::connect(other, &QTimer::timeout, timer, [&] { ++inner; });
            QObject::connect(timer, &QTimer::timeout, timer, [&, timer] {
                ++outer;
                QEventLoop loop;
                QTimer::singleShot(30, &loop, &QEventLoop::quit);
                loop.exec();
                timer->deleteLater();
                thread.quit();
            });
            other->start(5);
            timer->start(1);
        }));
        QCOMPARE(outer, 1); // not again from within itself
        QVERIFY(inner >= 2);
    }

    void qtSocketsWorkOnIt()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
        const quint16 port = server.serverPort();
        QByteArray echoed;
        QThread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        auto *socket = new QTcpSocket;
        socket->moveToThread(&thread);
        connect(&thread, &QThread::started, socket, [=] {
            socket->connectToHost(QHostAddress::LocalHost, port);
            socket->write(QByteArray(500'000, 'e'));
        });
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            echoed += socket->readAll();
            if (echoed.size() == 500'000) {
                socket->deleteLater();
                thread.quit();
            }
        });
        thread.start();
        QTRY_VERIFY(thread.isFinished());
        QCOMPARE(echoed.size(), 500'000);
    }

    void remainingTimeAndRegisteredTimers()
    {
        EpollDispatcher dispatcher;
        QObject object;
        dispatcher.registerTimer(7, 1000, Qt::PreciseTimer, &object);
        const int remaining = dispatcher.remainingTime(7);
        QVERIFY(remaining > 900 && remaining <= 1000);
        QCOMPARE(dispatcher.registeredTimers(&object).size(), 1);
        QCOMPARE(dispatcher.registeredTimers(&object).first().interval, 1000);
        QVERIFY(dispatcher.unregisterTimers(&object));
        QVERIFY(!dispatcher.unregisterTimer(7));
        QCOMPARE(dispatcher.remainingTime(7), -1);
    }
};

STANDIN_TEST(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
