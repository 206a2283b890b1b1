// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin::App {

/// Opens /dev/null as standard input, output and error if they are closed; otherwise a socket would get such a number,
/// and printed text would be sent on it.
void keepStandardFiles();

/// Raises the limit of open files to the maximum of the system, because every device needs a socket. LimitReached when
/// this is not enough to run at all; call it before the application is made, because Qt ends the program in that case.
Result<> raiseFileLimit();

} // namespace Standin::App
