// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"
#include "rest/http/reply.h"

namespace Standin::Rest {

/// Executes the order on many devices (Bulk), and answers in the context's thread when all have answered: {cursor,
/// asked, done, failed, elapsedMs}. If some have failed, this is a problem with the first error and its `device`.
void performOrders(Fleet &fleet, const JournalReader &journal, QObject *context, const QStringList &ids,
                   const Order &order, const ReplyPtr &reply);

} // namespace Standin::Rest
