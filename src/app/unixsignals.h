// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace Standin::App {

/// Turns SIGINT, SIGTERM and SIGHUP into a request to the event loop. A separate thread waits for them, so the program
/// can also be ended while the main thread is blocked or busy.
class UnixSignals final : public QObject
{
    Q_OBJECT

public:
    /// Call it at the start of main(): threads inherit the blocked signals, and QApplication starts some. SIGPIPE is
    /// ignored: a write into a pipe without a reader only fails.
    static void block();

    static constexpr std::chrono::milliseconds defaultPatience{2000};

    /// Needs an application, and block() before it. During the start of the program a signal ends it at once with
    /// ExitCode::interrupted: at that time everything that runs ends with the process.
    explicit UnixSignals(std::chrono::milliseconds patience = defaultPatience);
    ~UnixSignals() override;

    /// The program has started. From now on the first signal becomes terminationRequested(). If the event loop does not
    /// process it within the patience, or another signal comes after that time, the process ends with
    /// ExitCode::interrupted.
    void leaveToEventLoop() { m_isStarting = false; }

signals:
    void terminationRequested();

private:
    void hear();
    /// False when the thread has to end instead.
    [[nodiscard]] bool waitForSignal() const;

    const std::chrono::milliseconds m_patience;
    int m_signals = -1;
    int m_stop = -1; ///< readable when the thread has to end
    std::atomic_bool m_isStarting = true;
    std::atomic_bool m_isRequestTaken = false;
    std::thread m_thread;
};

} // namespace Standin::App
