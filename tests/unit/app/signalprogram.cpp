// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unixsignals.h"

#include <QCoreApplication>

#include <cstring>
#include <unistd.h>

using namespace Standin::App;
using namespace std::chrono_literals;

/// A program that handles signals, for tst_unixsignals: signal_program starting|running|blocked|slow. It prints
/// "ready", and exits with 77 when it has to end.
int main(int argc, char *argv[])
{
    UnixSignals::block();
    QCoreApplication application(argc, argv);
    const auto is = [&](const char *state) { return argc == 2 && std::strcmp(argv[1], state) == 0; };
    UnixSignals heard(is("running") ? 20s : 50ms);
    QObject::connect(&heard, &UnixSignals::terminationRequested, &application, [&] {
        if (is("slow"))
            ::pause();
        QCoreApplication::exit(77);
    });
    if (!is("starting"))
        heard.leaveToEventLoop();
    if (::write(STDOUT_FILENO, "ready\n", 6) != 6)
        return 1;
    if (is("starting") || is("blocked"))
        ::pause();
    return QCoreApplication::exec();
}
