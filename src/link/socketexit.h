// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Standin {

/// Ways to end a TCP connection, by its descriptor; -1 is ignored. Neither waits.
namespace SocketExit {

/// FIN, even where bytes that nobody has read would have made close() send RST. The socket is left to be closed.
void finish(int socket);

/// From now on close() sends RST.
void resetOnClose(int socket);

} // namespace SocketExit

} // namespace Standin
