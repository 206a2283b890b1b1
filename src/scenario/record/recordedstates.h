// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recordedsession.h"

namespace Standin::Scenarios {

/// The changes of devices' states that no order has caused: a broker that ends sessions, a rule that goes offline.
class RecordedStates
{
public:
    explicit RecordedStates(const RecordedSession &session);

    /// What a block has of one device.
    struct Change
    {
        /// The device left and came back: the number of its changes until it left; 0: it did not.
        qsizetype changesUntilLeft = 0;
        EntryPtr last = {}; ///< the state that it has at the end; nullptr: no change but those of orders
    };
    /// `states`: the entries of the block about the states of the device.
    [[nodiscard]] Change in(const QList<EntryPtr> &states) const;

private:
    [[nodiscard]] bool isOrdered(const Entry &entry) const;

    QHash<QString, QList<std::pair<Cursor, Cursor>>> m_orders; ///< from the order to its answer, by device
};

} // namespace Standin::Scenarios
