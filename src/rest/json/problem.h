// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "rest/http/httpresponse.h"

namespace Standin::Rest {

/// Status and type of an error in HTTP.
struct ErrorStatus
{
    int status;       ///< RFC 9110
    const char *name; ///< for programs, stable: "not-online"
};

[[nodiscard]] ErrorStatus errorStatus(ErrorCode code);

/// {code, message, where?, reasonCode?}: an error as a member of another resource.
[[nodiscard]] QJsonObject errorJson(const Error &error);

/// The error as a response: application/problem+json with the status of its code.
[[nodiscard]] HttpResponse problem(const Error &error);

} // namespace Standin::Rest
