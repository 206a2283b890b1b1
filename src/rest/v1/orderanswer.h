// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"
#include "rest/http/reply.h"

namespace Standin::Rest {

/// {"cursor": …}: the effects of a change are in the journal after it.
[[nodiscard]] QJsonObject cursorJson(Cursor cursor);

/// The order of this name, of a body with its arguments.
[[nodiscard]] Result<Order> orderFrom(const QString &name, const QByteArray &body);

/// Executes the order on a device, and answers in the context's thread when it is done: with the cursor from before it,
/// or with a problem that has the cursor, too.
void performOrder(Fleet &fleet, const JournalReader &journal, QObject *context, const QString &id, const Order &order,
                  const ReplyPtr &reply);

} // namespace Standin::Rest
