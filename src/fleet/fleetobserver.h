// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/order.h"
#include "journal/journalquery.h"
#include "rules/compiledrule.h"

namespace Standin {

/// An order at the moment when it is given.
struct GivenOrder
{
    quint64 number = 0; ///< unique within the fleet, ascending
    QString device;
    Order order;
    Cursor before = 0; ///< of the journal: its effects are the entries after it
};

/// Is told of everything that window, REST and command line want of the devices (Fleet::setObserver). Its functions are
/// called from any thread, also from several at once, and delay the caller, so they must be short. They may read the
/// fleet; they must not change it.
class FleetObserver
{
public:
    virtual ~FleetObserver() = default;

    /// Before the device gets the order. The device exists.
    virtual void orderGiven(const GivenOrder &order) = 0;
    /// Once for each order that was given.
    virtual void orderAnswered(quint64 number, const Result<> &result) = 0;
    /// Before the rules that belong to no profile become `after`. No other change of them is made meanwhile.
    virtual void rulesChanging(const Rules::CompiledRules &after, Cursor before) = 0;

protected:
    FleetObserver() = default;
    Q_DISABLE_COPY_MOVE(FleetObserver)
};

} // namespace Standin
