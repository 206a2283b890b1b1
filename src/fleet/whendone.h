// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

namespace Standin {

/// Calls `then` once with the outcome, from the event loop of the context's thread, in which this is to be called. If
/// the context is destroyed before, `then` is not called.
void whenDone(const Fleet::Done &done, QObject *context, PendingOutcome::Then then);

} // namespace Standin
