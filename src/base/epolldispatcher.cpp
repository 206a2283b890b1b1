// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>
#include <QTimerEvent>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace Standin {

using namespace std::chrono;

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_epoll < 0 || m_wakeUp < 0)
        qFatal("no file descriptors left for an event loop");
    epoll_event event{.events = EPOLLIN, .data = {.fd = m_wakeUp}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wakeUp);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    const bool isWoken = std::exchange(m_isWokenHere, false);
    emit awake();
    QCoreApplication::sendPostedEvents();

    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool wait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted && !isWoken && !m_isWokenHere;
    if (wait)
        emit aboutToBlock();
    const bool block = wait && !m_isWokenHere; // by a receiver of aboutToBlock()
    const int timeout = !block ? 0 : withTimers ? millisecondsToNextTimer() : -1;
    bool any = activateSockets(timeout, !flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) || isWoken;
    if (wait)
        emit awake();
    if (withTimers)
        any |= activateTimers();
    return any;
}

bool EpollDispatcher::activateSockets(int timeout, bool deliver)
{
    tellChanges();
    std::array<epoll_event, 256> events;
    const int count = epoll_wait(m_epoll, events.data(), events.size(), timeout);
    bool any = false;
    for (int i = 0; i < count; ++i) {
        const int fd = events[i].data.fd;
        const quint32 ready = events[i].events;
        if (fd == m_wakeUp) {
            endWakeUp();
            any = true;
            continue;
        }
        // A delivery may unregister notifiers, so the watch is looked up again for each.
        const auto activate = [&](QSocketNotifier *Watch::*which, quint32 mask) {
            if (!deliver || !(ready & mask) || static_cast<size_t>(fd) >= m_watches.size() || !(m_watches[fd].*which))
                return;
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(m_watches[fd].*which, &event);
            any = true;
        };
        activate(&Watch::read, EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP);
        activate(&Watch::write, EPOLLOUT | EPOLLHUP | EPOLLERR);
        activate(&Watch::exception, EPOLLPRI);
    }
    return any;
}

bool EpollDispatcher::activateTimers()
{
    // Only what is due now, each once: a timer of 0 ms must not starve the sockets.
    const Time now = steady_clock::now();
    std::vector<int> due;
    for (auto it = m_schedule.begin(); it != m_schedule.end() && it->first <= now; ++it)
        due.push_back(it->second);

    for (const int id : due) {
        auto timer = m_timers.find(id);
        if (timer == m_timers.end() || timer->running || timer->due > now)
            continue;
        m_schedule.erase({timer->due, id});
        timer->running = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);

        timer = m_timers.find(id);
        if (timer == m_timers.end() || !timer->running)
            continue;
        timer->running = false;
        schedule(id, *timer, std::max(timer->due + timer->interval, now));
    }
    return !due.empty();
}

void EpollDispatcher::schedule(int timerId, Timer &timer, Time due)
{
    timer.due = due;
    m_schedule.insert({due, timerId});
}

int EpollDispatcher::millisecondsToNextTimer() const
{
    if (m_schedule.empty())
        return -1;
    const auto left = ceil<milliseconds>(m_schedule.begin()->first - steady_clock::now()).count();
    return static_cast<int>(std::clamp<qint64>(left, 0, 1'000'000));
}

QSocketNotifier *&EpollDispatcher::slotOf(QSocketNotifier *notifier)
{
    const auto fd = static_cast<size_t>(notifier->socket());
    if (fd >= m_watches.size())
        m_watches.resize(fd + 1 + fd / 2);
    Watch &watch = m_watches[fd];
    switch (notifier->type()) {
    case QSocketNotifier::Read:
        return watch.read;
    case QSocketNotifier::Write:
        return watch.write;
    case QSocketNotifier::Exception:
        break;
    }
    return watch.exception;
}

quint32 EpollDispatcher::eventsOf(int fd) const
{
    const Watch &watch = m_watches[fd];
    return (watch.read ? EPOLLIN | EPOLLRDHUP : 0U) | (watch.write ? EPOLLOUT : 0U) | (watch.exception ? EPOLLPRI : 0U);
}

void EpollDispatcher::tellKernel(int fd)
{
    Watch &watch = m_watches[fd];
    const quint32 events = eventsOf(fd);
    epoll_event event{.events = events, .data = {.fd = fd}};
    if (!events)
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr); // fails when the socket is closed already
    const bool isKnown = events && ((watch.known && epoll_ctl(m_epoll, EPOLL_CTL_MOD, fd, &event) == 0) ||
                                    epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event) == 0);
    watch.known = isKnown ? events : 0;
}

void EpollDispatcher::tellKernelLater(int fd)
{
    if (!std::exchange(m_watches[fd].isChanged, true))
        m_changed.push_back(fd);
}

void EpollDispatcher::tellChanges()
{
    for (const int fd : m_changed) {
        m_watches[fd].isChanged = false;
        if (eventsOf(fd) != m_watches[fd].known)
            tellKernel(fd);
    }
    m_changed.clear();
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<int>(notifier->socket());
    QSocketNotifier *&slot = slotOf(notifier);
    const bool isReused = std::exchange(slot, notifier) != nullptr; // the number may be that of another socket now
    if (notifier->type() == QSocketNotifier::Write && m_watches[fd].known && !isReused)
        tellKernelLater(fd);
    else
        tellKernel(fd);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<int>(notifier->socket());
    QSocketNotifier *&slot = slotOf(notifier);
    if (slot != notifier)
        return;
    slot = nullptr;
    // The last one at once: after it the socket may be closed, and its number be used again.
    if (notifier->type() == QSocketNotifier::Write && eventsOf(fd))
        tellKernelLater(fd);
    else
        tellKernel(fd);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    Timer &timer = m_timers[timerId];
    timer = {.object = object, .interval = milliseconds(interval), .type = timerType, .due = {}};
    schedule(timerId, timer, steady_clock::now() + timer.interval);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend())
        return false;
    m_schedule.erase({timer->due, timerId});
    m_timers.erase(timer);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    bool any = false;
    for (const TimerInfo &info : registeredTimers(object))
        any |= unregisterTimer(info.timerId);
    return any;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        if (it->object == object)
            timers.append(TimerInfo(it.key(), static_cast<int>(it->interval.count()), it->type));
    }
    return timers;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend())
        return -1;
    return std::max(0, static_cast<int>(ceil<milliseconds>(timer->due - steady_clock::now()).count()));
}

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThread() == thread())
        m_isWokenHere = true;
    else if (!m_isWoken.exchange(true))
        eventfd_write(m_wakeUp, 1);
}

void EpollDispatcher::endWakeUp()
{
    eventfd_t ignored;
    eventfd_read(m_wakeUp, &ignored);
    m_isWoken =
        false; // after the read: who posts an event from now on wakes again; those of before are looked for next
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

} // namespace Standin
