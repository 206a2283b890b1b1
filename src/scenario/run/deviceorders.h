// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/bulk.h"
#include "scenario/run/steprun.h"

#include <vector>

namespace Standin::Scenarios {

/// Gives an order to each device of a step, and collects the answers. At most Bulk::mostConnecting orders that open a
/// connection are unanswered at a time. Destroying it gives no further orders. Use it in one thread.
class DeviceOrders final : public QObject
{
public:
    struct Item
    {
        QString device;
        Order order;
    };
    struct Answer
    {
        QString device;
        Result<Cursor> result;
    };
    using Done = std::function<void(const QList<Answer> &)>;
    using IsEnough = std::function<bool(const Answer &)>;

    /// `isEnough`: whether an answer ends it before the others have come; may be empty.
    DeviceOrders(Fleet &fleet, std::vector<Item> items, IsEnough isEnough = {})
        : m_fleet(fleet)
        , m_items(std::move(items))
        , m_isEnough(std::move(isEnough))
    {}

    /// `done` is called once, from the event loop or within this call, with the answers in the order in which they
    /// came.
    void start(Done done);

    [[nodiscard]] size_t asked() const { return m_items.size(); }
    [[nodiscard]] const QList<Answer> &answers() const { return m_answers; }
    /// Those that have not answered yet, a few of them.
    [[nodiscard]] QStringList unanswered(qsizetype most) const;

private:
    void ask();
    void take(const Answer &answer);

    Fleet &m_fleet;
    const std::vector<Item> m_items;
    const IsEnough m_isEnough;
    size_t m_next = 0;
    qsizetype m_open = 0;
    bool m_isAsking = false;
    QList<Answer> m_answers;
    Done m_done;
};

} // namespace Standin::Scenarios
