// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"
#include "support/testprogram.h"

#include <QAbstractEventDispatcher>
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

/// The actions of a thread on an EpollDispatcher, recorded for the main thread.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private:
    /// Runs `work` in a new thread on the dispatcher until it quits the thread's loop; false after 10 s.
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

    void sendsPostedEventsBeforeItWaits()
    {
        bool delivered = false;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *object = new QObject;
            QMetaObject::invokeMethod(
                object,
                [&, object] {
                    delivered = true;
                    object->deleteLater();
                    thread.quit();
                },
                Qt::QueuedConnection);
            thread.eventDispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
        }));
        QVERIFY(delivered);
    }

    void postingWhileItIsAboutToBlockKeepsItAwake()
    {
        bool delivered = false;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *object = new QObject;
            const auto post = [&, object] {
                QObject::disconnect(thread.eventDispatcher(), nullptr, object, nullptr);
                const auto end = [&, object] {
                    delivered = true;
                    object->deleteLater();
                    thread.quit();
                };
                QMetaObject::invokeMethod(object, end, Qt::QueuedConnection);
            };
            QObject::connect(thread.eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock, object, post);
        }));
        QVERIFY(delivered);
    }

    void doesNotWaitAfterAnEventThatWasPostedBefore()
    {
        int delivered = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            QObject object;
            auto *dispatcher = thread.eventDispatcher();
            for (int i = 0; i < 3; ++i) {
                QMetaObject::invokeMethod(
                    &object, [&delivered] { ++delivered; }, Qt::QueuedConnection);
                dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
            }
            thread.quit();
        }));
        QCOMPARE(delivered, 3);
    }

    void aWriteNotifierThatIsTurnedOnAndOffManyTimes()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        int whileOff = -1;
        int whileOn = -1;
        QVERIFY(runInThread([&](QThread &thread) {
            int writable = 0;
            QSocketNotifier read(pair[0], QSocketNotifier::Read);
            QSocketNotifier write(pair[0], QSocketNotifier::Write);
            QObject::connect(&write, &QSocketNotifier::activated, &write, [&] { ++writable; });
            auto *dispatcher = thread.eventDispatcher();
            for (int i = 0; i < 100; ++i) {
                write.setEnabled(i % 2 == 0);
                if (i % 3 == 0)
                    write.setEnabled(i % 2 != 0);
            }
            write.setEnabled(false);
            dispatcher->processEvents(QEventLoop::AllEvents);
            whileOff = writable;
            write.setEnabled(true);
            dispatcher->processEvents(QEventLoop::AllEvents);
            whileOn = writable;
            thread.quit();
        }));
        QCOMPARE(whileOff, 0);
        QCOMPARE(whileOn, 1);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    /// The numbers of closed sockets are used again at once.
    void socketsOfTheSameNumberOneAfterTheOther()
    {
        int heard = 0;
        int written = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *dispatcher = thread.eventDispatcher();
            for (int i = 0; i < 20; ++i) {
                std::array<int, 2> pair;
                QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
                {
                    QSocketNotifier write(pair[0], QSocketNotifier::Write);
                    QSocketNotifier read(pair[0], QSocketNotifier::Read);
                    QObject::connect(&write, &QSocketNotifier::activated, &write, [&] {
                        ++written;
                        write.setEnabled(false);
                    });
                    QObject::connect(&read, &QSocketNotifier::activated, &read, [&] { ++heard; });
                    QCOMPARE(::write(pair[1], "x", 1), 1);
                    dispatcher->processEvents(QEventLoop::AllEvents);
                    if (i % 2 == 0)
                        write.setEnabled(true); // the kernel does not know of it yet
                }
                ::close(pair[0]);
                ::close(pair[1]);
            }
            thread.quit();
        }));
        QCOMPARE(heard, 20);
        QCOMPARE(written, 20);
    }

    void doesNotWaitUnlessRequested()
    {
        bool any = true;
        bool lateIsActive = false;
        QVERIFY(runInThread([&](QThread &thread) {
            QTimer late;
            late.start(3'600'000);
            auto *dispatcher = thread.eventDispatcher();
            dispatcher->processEvents(QEventLoop::AllEvents); // takes the wake-up of this call
            any = dispatcher->processEvents(QEventLoop::AllEvents);
            lateIsActive = late.isActive();
            thread.quit();
        }));
        QVERIFY(!any); // there was nothing to do
        QVERIFY(lateIsActive);
    }

    void excludedSocketsWait()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        int whileExcluded = -1;
        int afterwards = -1;
        QVERIFY(runInThread([&](QThread &thread) {
            int heard = 0;
            QSocketNotifier notifier(pair[0], QSocketNotifier::Read);
            QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
                ++heard;
                char byte = 0;
                QCOMPARE(::read(pair[0], &byte, 1), 1);
            });
            QCOMPARE(::write(pair[1], "x", 1), 1);
            auto *dispatcher = thread.eventDispatcher();
            dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers);
            whileExcluded = heard;
            dispatcher->processEvents(QEventLoop::AllEvents);
            afterwards = heard;
            thread.quit();
        }));
        QCOMPARE(whileExcluded, 0);
        QCOMPARE(afterwards, 1);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    void excludedTimersWait()
    {
        int whileExcluded = -1;
        int afterwards = -1;
        QVERIFY(runInThread([&](QThread &thread) {
            int ticks = 0;
            QTimer timer;
            timer.setSingleShot(true);
            QObject::connect(&timer, &QTimer::timeout, &timer, [&ticks] { ++ticks; });
            timer.start(0);
            auto *dispatcher = thread.eventDispatcher();
            dispatcher->processEvents(QEventLoop::X11ExcludeTimers);
            whileExcluded = ticks;
            dispatcher->processEvents(QEventLoop::AllEvents);
            afterwards = ticks;
            thread.quit();
        }));
        QCOMPARE(whileExcluded, 0);
        QCOMPARE(afterwards, 1);
    }

    void theOtherEndCloses()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        ssize_t bytes = -1;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *notifier = new QSocketNotifier(pair[0], QSocketNotifier::Read);
            QObject::connect(notifier, &QSocketNotifier::activated, notifier, [&, notifier] {
                char byte = 0;
                bytes = ::read(pair[0], &byte, 1);
                notifier->deleteLater();
                thread.quit();
            });
            ::close(pair[1]);
        }));
        QCOMPARE(bytes, ssize_t(0)); // the end of the stream
        ::close(pair[0]);
    }

    void aDisabledNotifierIsSilent()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        int disabled = -1;
        int enabled = -1;
        QVERIFY(runInThread([&](QThread &thread) {
            int heard = 0;
            QSocketNotifier notifier(pair[0], QSocketNotifier::Read);
            QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&heard] { ++heard; });
            notifier.setEnabled(false);
            QCOMPARE(::write(pair[1], "x", 1), 1);
            auto *dispatcher = thread.eventDispatcher();
            dispatcher->processEvents(QEventLoop::AllEvents);
            disabled = heard;
            notifier.setEnabled(true);
            dispatcher->processEvents(QEventLoop::AllEvents);
            enabled = heard;
            thread.quit();
        }));
        QCOMPARE(disabled, 0);
        QCOMPARE(enabled, 1);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    void aNotifierMayDestroyTheOtherOfItsSocket()
    {
        std::array<int, 2> pair;
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        QCOMPARE(::write(pair[1], "x", 1), 1); // readable and writable at once
        int written = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *read = new QSocketNotifier(pair[0], QSocketNotifier::Read);
            auto *write = new QSocketNotifier(pair[0], QSocketNotifier::Write);
            QObject::connect(write, &QSocketNotifier::activated, write, [&written] { ++written; });
            QObject::connect(read, &QSocketNotifier::activated, read, [&, read, write] {
                delete write;
                read->setEnabled(false);
                read->deleteLater();
                thread.quit();
            });
        }));
        QCOMPARE(written, 0);
        ::close(pair[0]);
        ::close(pair[1]);
    }

    void aDescriptorThatIsUsedAgainIsWatchedAnew()
    {
        int rounds = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *dispatcher = thread.eventDispatcher();
            for (int i = 0; i < 3; ++i) { // the system assigns the same numbers each time
                std::array<int, 2> pair;
                QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
                QSocketNotifier notifier(pair[0], QSocketNotifier::Read);
                QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&rounds] { ++rounds; });
                QCOMPARE(::write(pair[1], "x", 1), 1);
                dispatcher->processEvents(QEventLoop::AllEvents);
                ::close(pair[0]); // before the notifier is informed
                ::close(pair[1]);
            }
            thread.quit();
        }));
        QCOMPARE(rounds, 3);
    }

    void aTimerMayDestroyTheNextOne()
    {
        int ticks = 0;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *first = new QTimer;
            auto *second = new QTimer;
            QObject::connect(first, &QTimer::timeout, first, [&, first, second] {
                ++ticks;
                delete second;
                first->deleteLater();
                thread.quit();
            });
            QObject::connect(second, &QTimer::timeout, second, [&ticks] { ticks += 100; });
            first->start(0);
            second->start(0);
        }));
        QCOMPARE(ticks, 1);
    }

    void aTimerMayBeStartedAnewFromWithinItself()
    {
        QList<int> intervals;
        QVERIFY(runInThread([&](QThread &thread) {
            auto *timer = new QTimer;
            QObject::connect(timer, &QTimer::timeout, timer, [&, timer] {
                intervals.append(timer->interval());
                if (intervals.size() < 4)
                    return timer->start(timer->interval() + 1);
                timer->deleteLater();
                thread.quit();
            });
            timer->start(1);
        }));
        QCOMPARE(intervals, (QList<int>{1, 2, 3, 4}));
    }

    void interruptEndsTheWait()
    {
        QThread thread;
        auto *dispatcher = new EpollDispatcher;
        QSemaphore blocks;
        connect(
            dispatcher, &QAbstractEventDispatcher::aboutToBlock, dispatcher, [&blocks] { blocks.release(); },
            Qt::DirectConnection);
        thread.setEventDispatcher(dispatcher);
        thread.start();
        QVERIFY(blocks.tryAcquire(1, 5000));
        thread.quit(); // interrupts the dispatcher from here
        QVERIFY(thread.wait(5000));
    }

    void aWakeUpIsKeptUntilItWaits()
    {
        EpollDispatcher dispatcher;
        dispatcher.wakeUp();
        dispatcher.wakeUp();
        QVERIFY(dispatcher.processEvents(QEventLoop::WaitForMoreEvents)); // returns at once
        QVERIFY(!dispatcher.processEvents(QEventLoop::AllEvents));        // the two were merged
    }

    void timersOfOthersStay()
    {
        EpollDispatcher dispatcher;
        QObject one;
        QObject other;
        dispatcher.registerTimer(1, 1000, Qt::PreciseTimer, &one);
        dispatcher.registerTimer(2, 2000, Qt::CoarseTimer, &one);
        dispatcher.registerTimer(3, 3000, Qt::VeryCoarseTimer, &other);
        QVERIFY(dispatcher.unregisterTimers(&one));
        QVERIFY(!dispatcher.unregisterTimers(&one));
        QVERIFY(dispatcher.registeredTimers(&one).isEmpty());
        const auto left = dispatcher.registeredTimers(&other);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().timerId, 3);
        QCOMPARE(left.first().interval, 3000);
        QCOMPARE(left.first().timerType, Qt::VeryCoarseTimer);
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
