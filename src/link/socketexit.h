// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Standin {

/// Ways to end a TCP connection, by its descriptor; -1 is ignored. The functions do not block.
namespace SocketExit {

/// Sends FIN, also when there are unread bytes, with which close() would send RST. The caller closes the socket.
void finish(int socket);

/// From now on close() sends RST.
void resetOnClose(int socket);

} // namespace SocketExit

} // namespace Standin
