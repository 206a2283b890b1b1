// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Fleet;
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// Orders to devices (fleet/order.h), which answer when they are done. Fleet and journal must outlive the controller.
class OrdersController final : public QObject
{
    Q_OBJECT

public:
    OrdersController(Fleet &fleet, const JournalReader &journal)
        : m_fleet(fleet)
        , m_journal(journal)
    {}

    /// For the device {id}; the body has the arguments of the order of this name.
    [[nodiscard]] Handler toOne(const QString &orderName);
    /// For many: see BulkRequest.
    [[nodiscard]] Handler toMany(const QString &orderName);

private:
    Fleet &m_fleet;
    const JournalReader &m_journal;
};

} // namespace Standin::Rest
