// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace Standin::Rest {

/// How an error shows in HTTP.
struct ErrorStatus
{
    int status;       ///< RFC 9110
    const char *name; ///< for programs, stable: "not-online"
};

[[nodiscard]] ErrorStatus errorStatus(ErrorCode code);

} // namespace Standin::Rest
