// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unixsignals.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace Standin {

UnixSignals::UnixSignals(QObject *parent)
    : QObject(parent)
{
    sigset_t signalsToHear;
    sigemptyset(&signalsToHear);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signalsToHear, number);
    pthread_sigmask(SIG_BLOCK, &signalsToHear, nullptr);
    m_descriptor = signalfd(-1, &signalsToHear, SFD_NONBLOCK | SFD_CLOEXEC);

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

} // namespace Standin
