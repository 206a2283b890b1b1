// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>

#include <atomic>
#include <chrono>
#include <set>
#include <vector>

namespace Standin {

/// An event dispatcher for threads with thousands of sockets: the cost of a wake-up depends on the number of sockets
/// that are ready, not on the number that are open. (Qt's own dispatchers pass every socket to poll() at each wake-up.)
/// Timers of all types are exact. Install it with QThread::setEventDispatcher() before the thread starts, or with
/// QCoreApplication::setEventDispatcher() before the application is made. Linux only.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    using Time = std::chrono::steady_clock::time_point;

    struct Watch
    {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
        QSocketNotifier *exception = nullptr;
        quint32 known = 0;      ///< the events that the kernel watches for
        bool isChanged = false; ///< it is in m_changed
    };

    struct Timer
    {
        QObject *object = nullptr;
        std::chrono::milliseconds interval;
        Qt::TimerType type = Qt::CoarseTimer;
        Time due;
        bool running = false; ///< its event is being delivered
    };

    [[nodiscard]] QSocketNotifier *&slotOf(QSocketNotifier *notifier);
    void tellKernel(int fd);
    /// Before the next wait: a socket is often watched for writing only as long as it takes to write an answer.
    void tellKernelLater(int fd);
    void tellChanges();
    void endWakeUp();
    [[nodiscard]] quint32 eventsOf(int fd) const;
    [[nodiscard]] int millisecondsToNextTimer() const;
    bool activateSockets(int timeout, bool deliver);
    bool activateTimers();
    void schedule(int timerId, Timer &timer, Time due);

    int m_epoll = -1;
    int m_wakeUp = -1;
    std::atomic<bool> m_interrupted = false;
    std::atomic<bool> m_isWoken = false; ///< m_wakeUp is set: another wake-up needs no system call
    bool m_isWokenHere = false;          ///< by its own thread: it does not wait, and needs no system call for that
    std::vector<Watch> m_watches;        ///< by file descriptor
    std::vector<int> m_changed;          ///< file descriptors with other notifiers than the kernel knows of
    QHash<int, Timer> m_timers;
    std::set<std::pair<Time, int>> m_schedule; ///< every timer whose event is not being delivered
};

} // namespace Standin
