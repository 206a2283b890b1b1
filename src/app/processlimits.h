// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Standin::App {

/// Lets this process open as many files as the system permits it: every device needs a socket.
void raiseFileLimit();

} // namespace Standin::App
