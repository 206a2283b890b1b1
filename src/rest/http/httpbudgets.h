// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/bytebudget.h"
#include "rest/http/httplimits.h"

namespace Standin::Rest {

/// The memory that all connections of a server share.
struct HttpBudgets
{
    explicit HttpBudgets(const HttpLimits &limits)
        : bodies(limits.allBodyBytes)
        , answers(limits.allAnswerBytes)
    {}

    ByteBudget bodies;  ///< bodies of requests that are being received or not answered yet
    ByteBudget answers; ///< answers that clients have not fetched, and the data to make them
};

} // namespace Standin::Rest
