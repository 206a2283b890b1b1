// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/socketexit.h"

#include <array>
#include <sys/socket.h>

namespace Standin {

void SocketExit::finish(int socket)
{
    ::shutdown(socket, SHUT_WR);
    std::array<char, 4096> rest;
    while (::recv(socket, rest.data(), rest.size(), MSG_DONTWAIT) > 0) {
    }
}

void SocketExit::resetOnClose(int socket)
{
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

} // namespace Standin
