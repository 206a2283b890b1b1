// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <functional>

namespace Standin {

/// Calls `then` once with the outcome, in the context's thread; with Cancelled when the future has no result. If the
/// context is destroyed before, `then` is not called. (Qt 6.4's QFuture::then(context, …) asserts in that case.)
void whenDone(const Fleet::Done &future, QObject *context, std::function<void(const Result<Cursor> &)> then);

} // namespace Standin
