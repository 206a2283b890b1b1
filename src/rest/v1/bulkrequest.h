// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/order.h"

#include <QStringList>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Rest {

/// The body of an order to many devices: {devices, …} and the arguments of the order.
struct BulkRequest
{
    QString glob = {};    ///< `devices` is a pattern such as "gw-*"; empty: it is a list
    QStringList ids = {}; ///< the list
    Order order;

    /// InvalidArgument with a JSON pointer.
    [[nodiscard]] static Result<BulkRequest> parse(const QString &orderName, const QByteArray &body);

    /// UnknownDevice when there is none for the pattern: probably it is misspelt.
    [[nodiscard]] Result<QStringList> devicesOf(const Fleet &fleet) const;
};

} // namespace Standin::Rest
