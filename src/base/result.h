// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace Standin {

/// A value, or the Error that explains why there is none.
template <typename T = void>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// `return failure(ErrorCode::NotOnline, u"…"_s);`
[[nodiscard]] inline Failure failure(ErrorCode code, QString message, QString where = {},
                                     std::optional<QString> detail = {})
{
    return Failure(Error{code, std::move(message), std::move(where), {}, std::move(detail)});
}

} // namespace Standin
