// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordedstates.h"

#include <algorithm>
#include <limits>

namespace Standin::Scenarios {

RecordedStates::RecordedStates(const RecordedSession &session)
{
    for (const RecordedAction &action : session.actions) {
        const auto *order = std::get_if<Order>(&action.what);
        const bool isOfSession =
            order && (order->opensConnection() || std::holds_alternative<Order::GoOffline>(order->kind()));
        if (isOfSession)
            m_orders[action.device].append(
                {action.before, action.answered > 0 ? action.answered : std::numeric_limits<Cursor>::max()});
    }
}

bool RecordedStates::isOrdered(const Entry &entry) const
{
    const auto orders = m_orders.value(entry.device);
    return std::ranges::any_of(
        orders, [&entry](const auto &order) { return order.first < entry.seq && entry.seq <= order.second; });
}

RecordedStates::Change RecordedStates::in(const QList<EntryPtr> &states) const
{
    Change change;
    for (qsizetype i = 0; i < states.size(); ++i) {
        const EntryPtr &entry = states.at(i);
        if (isOrdered(*entry) || entry->state == DeviceState::Connecting)
            continue;
        change.last = entry;
        if (entry->state != DeviceState::Online && change.changesUntilLeft == 0)
            change.changesUntilLeft = i + 1;
    }
    if (!change.last || change.last->state != DeviceState::Online)
        change.changesUntilLeft = 0;
    return change;
}

} // namespace Standin::Scenarios
