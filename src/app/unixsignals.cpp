// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unixsignals.h"

#include "app/exitcode.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace Standin::App {

namespace {

sigset_t signalsToHear()
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signalSet, number);
    return signalSet;
}

template <size_t size>
void waitForAny(std::array<pollfd, size> &waited, int timeoutMs)
{
    while (::poll(waited.data(), waited.size(), timeoutMs) < 0 && errno == EINTR) {
    }
}

} // namespace

void UnixSignals::block()
{
    const sigset_t signalSet = signalsToHear();
    pthread_sigmask(SIG_BLOCK, &signalSet, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

UnixSignals::UnixSignals(std::chrono::milliseconds patience)
    : m_patience(patience)
{
    const sigset_t signalSet = signalsToHear();
    m_signals = ::signalfd(-1, &signalSet, SFD_NONBLOCK | SFD_CLOEXEC);
    m_stop = ::eventfd(0, EFD_CLOEXEC);
    m_thread = std::thread([this] { hear(); });
}

UnixSignals::~UnixSignals()
{
    ::eventfd_write(m_stop, 1);
    m_thread.join();
    ::close(m_signals);
    ::close(m_stop);
}

void UnixSignals::hear()
{
    if (!waitForSignal())
        return;
    if (m_isStarting)
        ::_exit(ExitCode::interrupted);
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isRequestTaken = true;
            emit terminationRequested();
        },
        Qt::QueuedConnection);
    // Some senders signal twice: the process, then its group.
    std::array ended{pollfd{m_stop, POLLIN, 0}};
    waitForAny(ended, static_cast<int>(m_patience.count()));
    if (ended[0].revents != 0)
        return;
    signalfd_siginfo info;
    while (::read(m_signals, &info, sizeof info) > 0) {
    }
    if (!m_isRequestTaken || waitForSignal())
        ::_exit(ExitCode::interrupted);
}

bool UnixSignals::waitForSignal() const
{
    std::array waited{pollfd{m_signals, POLLIN, 0}, pollfd{m_stop, POLLIN, 0}};
    waitForAny(waited, -1);
    signalfd_siginfo info;
    return waited[1].revents == 0 && ::read(m_signals, &info, sizeof info) > 0;
}

} // namespace Standin::App
