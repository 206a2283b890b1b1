// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "rest/http/httpresponse.h"

namespace Standin::Rest {

/// Status of an error in HTTP (RFC 9110).
[[nodiscard]] int httpStatus(ErrorCode code);

/// The error as a response: application/problem+json with the status of its code. `more` has further members.
[[nodiscard]] HttpResponse problem(const Error &error, QJsonObject more = {});

} // namespace Standin::Rest
