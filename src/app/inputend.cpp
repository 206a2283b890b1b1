// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputend.h"

#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Standin::App {

void InputEnd::watch(int file)
{
    struct stat facts = {};
    const bool canWait = ::fstat(file, &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
    if (!canWait || skip(file)) { // /dev/null, a file: it cannot be waited for
        QMetaObject::invokeMethod(this, &InputEnd::reached, Qt::QueuedConnection);
        return;
    }
    m_notifier.emplace(file, QSocketNotifier::Read);
    connect(&*m_notifier, &QSocketNotifier::activated, this, [this, file] {
        if (!skip(file))
            return;
        m_notifier->setEnabled(false);
        emit reached();
    });
}

bool InputEnd::skip(int file)
{
    pollfd input{.fd = file, .events = POLLIN, .revents = 0};
    constexpr int mostReads = 16; // the event loop has others to serve
    for (int reads = 0; reads<mostReads && ::poll(&input, 1, 0)> 0; ++reads) {
        std::array<char, 4096> bytes = {};
        const auto count = ::read(file, bytes.data(), bytes.size());
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
            return true;
        if (count < 0)
            return false;
    }
    return false;
}

} // namespace Standin::App
