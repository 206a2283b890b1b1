// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/whendone.h"

#include "fleet/outcomereceiver.h"

namespace Standin {

void whenDone(const Fleet::Done &future, QObject *context, std::function<void(const Result<Cursor> &)> then)
{
    OutcomeReceiver::of(*context).await(future, std::move(then));
}

} // namespace Standin
