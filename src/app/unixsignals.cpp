// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unixsignals.h"

#include <QSocketNotifier>

#include <csignal>
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

} // namespace

void UnixSignals::block()
{
    const sigset_t signalSet = signalsToHear();
    pthread_sigmask(SIG_BLOCK, &signalSet, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

UnixSignals::UnixSignals(QObject *parent)
    : QObject(parent)
{
    const sigset_t signalSet = signalsToHear();
    m_descriptor = signalfd(-1, &signalSet, SFD_NONBLOCK | SFD_CLOEXEC);

    auto *notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info;
        while (::read(m_descriptor, &info, sizeof info) > 0)
            emit terminationRequested();
    });
}

UnixSignals::~UnixSignals()
{
    ::close(m_descriptor);
}

} // namespace Standin::App
