// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimerEvent>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

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
    emit awake();
    QCoreApplication::sendPostedEvents();

    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool wait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted;
    if (wait)
        emit aboutToBlock();
    const int timeout = !wait ? 0 : withTimers ? millisecondsToNextTimer() : -1;
    bool any = activateSockets(timeout, !flags.testFlag(QEventLoop::ExcludeSocketNotifiers));
    if (wait)
        emit awake();
    if (withTimers)
        any |= activateTimers();
    return any;
}

bool EpollDispatcher::activateSockets(int timeout, bool deliver)
{
    std::array<epoll_event, 256> events;
    const int count = epoll_wait(m_epoll, events.data(), events.size(), timeout);
    bool any = false;
    for (int i = 0; i < count; ++i) {
        const int fd = events[i].data.fd;
        const quint32 ready = events[i].events;
        if (fd == m_wakeUp) {
            eventfd_t ignored;
            eventfd_read(m_wakeUp, &ignored);
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

void EpollDispatcher::watch(int fd, quint32 eventsBefore)
{
    const quint32 events = eventsOf(fd);
    epoll_event event{.events = events, .data = {.fd = fd}};
    if (!events)
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr); // fails when the socket is closed already
    else if (!eventsBefore || epoll_ctl(m_epoll, EPOLL_CTL_MOD, fd, &event) != 0)
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    QSocketNotifier *&slot = slotOf(notifier);
    const auto fd = static_cast<int>(notifier->socket());
    const quint32 before = eventsOf(fd);
    slot = notifier;
    watch(fd, before);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    QSocketNotifier *&slot = slotOf(notifier);
    if (slot != notifier)
        return;
    const auto fd = static_cast<int>(notifier->socket());
    const quint32 before = eventsOf(fd);
    slot = nullptr;
    watch(fd, before);
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
    eventfd_write(m_wakeUp, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

} // namespace Standin
