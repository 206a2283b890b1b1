// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/whendone.h"

#include "fleet/outcomereceiver.h"

namespace Standin {

void whenDone(const Fleet::Done &done, QObject *context, PendingOutcome::Then then)
{
    OutcomeReceiver::of(*context).await(done, std::move(then));
}

} // namespace Standin
