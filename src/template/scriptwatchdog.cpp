// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptwatchdog.h"

#include "base/file.h"

#include <QByteArrayList>

#include <pthread.h>
#include <unistd.h>

namespace Standin {

using namespace std::chrono_literals;

namespace {

constexpr auto pauseBetweenRuns = 5ms;
constexpr auto pauseInRun = 1ms;
constexpr auto untilSleep = 100ms;
constexpr int timesLonger = 10; ///< by the clock than by processor time

std::chrono::nanoseconds timeOf(clockid_t clock)
{
    timespec time = {};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// In bytes; 0 when the system does not say.
qint64 residentMemory()
{
    static const qint64 page = ::sysconf(_SC_PAGESIZE);
    const auto text = File::read(QStringLiteral("/proc/self/statm"), 1000);
    return text ? text->split(' ').value(1).toLongLong() * page : 0;
}

} // namespace

ScriptWatchdog::ScriptWatchdog(Limits limits, std::function<void()> interrupt)
    : m_limits(limits)
    , m_interrupt(std::move(interrupt))
    , m_thread([this] { watch(); })
{}

ScriptWatchdog::~ScriptWatchdog()
{
    {
        const Lock lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void ScriptWatchdog::begin()
{
    const bool wake = [this] {
        const Lock lock(m_mutex);
        ++m_runs;
        m_running = true;
        ::pthread_getcpuclockid(::pthread_self(), &m_clock);
        m_verdict = Verdict::None;
        return std::exchange(m_asleep, false);
    }();
    if (wake)
        m_changed.notify_one();
}

ScriptWatchdog::Verdict ScriptWatchdog::end()
{
    const Lock lock(m_mutex);
    m_running = false;
    return m_verdict;
}

void ScriptWatchdog::watch()
{
    Lock lock(m_mutex);
    quint64 seen = 0;
    Instant last = std::chrono::steady_clock::now();
    while (!m_stop) {
        const Instant now = std::chrono::steady_clock::now();
        if (std::exchange(seen, m_runs) != m_runs)
            last = now;
        if (m_running) {
            watchRun(lock);
        } else if (now - last > untilSleep) {
            m_asleep = true;
            m_changed.wait(lock, [this] { return m_stop || !m_asleep; });
        } else {
            m_changed.wait_for(lock, pauseBetweenRuns, [this] { return m_stop; });
        }
    }
}

void ScriptWatchdog::watchRun(Lock &lock)
{
    const quint64 run = m_runs;
    const auto isOver = [this, run] { return m_stop || m_runs != run || !m_running; };
    const Instant begin = std::chrono::steady_clock::now();
    const auto used = timeOf(m_clock);
    const auto isTooLong = [&] { // with the lock: the thread exists while its run is not over
        return timeOf(m_clock) - used > m_limits.time ||
               std::chrono::steady_clock::now() - begin > timesLonger * m_limits.time;
    };
    lock.unlock();
    const qint64 before = residentMemory();
    lock.lock();
    while (!isOver() && m_verdict == Verdict::None) {
        m_changed.wait_for(lock, pauseInRun, [this] { return m_stop; });
        lock.unlock();
        const qint64 grown = residentMemory() - before;
        lock.lock();
        if (isOver())
            return;
        if (grown > m_limits.growth)
            m_verdict = Verdict::TooMuchMemory;
        else if (isTooLong())
            m_verdict = Verdict::TooLong;
        if (m_verdict != Verdict::None)
            m_interrupt();
    }
    // It ends at its next instruction.
    while (!isOver())
        m_changed.wait_for(lock, pauseInRun, [this] { return m_stop; });
}

} // namespace Standin
