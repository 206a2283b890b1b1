// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/httplimits.h"

namespace Standin::Rest {

/// What all connections of a server hold together.
struct HttpBudgets
{
    explicit HttpBudgets(const HttpLimits &limits)
        : bodies(limits.allBodyBytes)
        , answers(limits.allAnswerBytes)
    {}

    ByteBudget bodies;  ///< of requests that are being received or not answered yet
    ByteBudget answers; ///< that clients have not fetched, and what is held to make them
};

} // namespace Standin::Rest
