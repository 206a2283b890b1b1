// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include <ctime>

namespace Standin {

/// Interrupts a script that runs too long, or while which the process grows too much. It looks on in a thread of its
/// own, which sleeps while no scripts are run.
class ScriptWatchdog
{
public:
    enum class Verdict { None, TooLong, TooMuchMemory };

    struct Limits
    {
        /// Processor time of the thread that runs the script: a busy machine does not end scripts. Ten times as much by
        /// the clock.
        std::chrono::milliseconds time{250};
        /// The growth of the resident memory of the whole process: nothing smaller can be observed. Other threads count
        /// too, but only while a script runs for more than some milliseconds.
        qint64 growth = 64 * 1024 * 1024;
    };

    /// `interrupt` is called in the watchdog's thread, once for a run at most, and never after its end().
    ScriptWatchdog(Limits limits, std::function<void()> interrupt);
    ~ScriptWatchdog();
    Q_DISABLE_COPY_MOVE(ScriptWatchdog)

    /// A script is run in this thread.
    void begin();
    /// Whether and why the run was interrupted.
    [[nodiscard]] Verdict end();

private:
    using Lock = std::unique_lock<std::mutex>;
    using Instant = std::chrono::steady_clock::time_point;

    void watch();
    void watchRun(Lock &lock);

    const Limits m_limits;
    const std::function<void()> m_interrupt;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    quint64 m_runs = 0; ///< that were begun
    bool m_running = false;
    clockid_t m_clock = 0; ///< processor time of the thread that runs it
    bool m_asleep = false;
    bool m_stop = false;
    Verdict m_verdict = Verdict::None;

    std::thread m_thread; ///< last: it uses the others
};

} // namespace Standin
