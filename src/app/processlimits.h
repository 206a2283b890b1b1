// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin::App {

/// Opens /dev/null in the place of standard input, output and error where they are closed: otherwise a socket would get
/// such a number, and what is printed would be sent on it.
void keepStandardFiles();

/// Lets this process open as many files as the system permits it: every device needs a socket. LimitReached when that
/// is not enough to run at all; call it before there is an application, because Qt ends the program in that case.
Result<> raiseFileLimit();

} // namespace Standin::App
