// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace Standin {

/// How a session ended, or why it was not opened.
struct SessionEnd
{
    Error error;
    QString serverReference = {}; ///< server that the broker names (MQTT 5.0 section 4.11); may be empty
};

} // namespace Standin
