// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/orderscontroller.h"

#include "rest/json/problem.h"
#include "rest/v1/bulkanswer.h"
#include "rest/v1/bulkrequest.h"
#include "rest/v1/orderanswer.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Handler OrdersController::toOne(const QString &orderName)
{
    return [this, orderName](const HttpRequest &request, const ReplyPtr &reply) {
        const auto order = orderFrom(orderName, request.body);
        if (order)
            performOrder(m_fleet, m_journal, this, request.argument(u"id"_s), *order, reply);
        else
            reply->send(problem(order.error()));
    };
}

Handler OrdersController::toMany(const QString &orderName)
{
    return [this, orderName](const HttpRequest &request, const ReplyPtr &reply) {
        const auto wanted = BulkRequest::parse(orderName, request.body);
        if (!wanted)
            return static_cast<void>(reply->send(problem(wanted.error())));
        const auto ids = wanted->devicesOf(m_fleet);
        if (!ids)
            return static_cast<void>(reply->send(problem(ids.error())));
        performOrders(m_fleet, m_journal, this, *ids, wanted->order, reply);
    };
}

} // namespace Standin::Rest
