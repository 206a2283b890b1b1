// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/devicescontroller.h"

#include "fleet/fleet.h"
#include "rest/problem.h"
#include "rest/statusjson.h"

#include <QJsonArray>

namespace Standin {

using namespace Qt::StringLiterals;

void DevicesController::addRoutes(Router &router) const
{
    router.add("GET", u"/api/v1/devices"_s, [&fleet = m_fleet](const HttpRequest &, const ReplyPtr &reply) {
        const Cursor cursor = fleet.journal().cursor(); // taken first: what comes after it may be missing, never lost
        QJsonArray devices;
        for (const DeviceStatus &status : fleet.statuses())
            devices += statusJson(status);
        reply->send(HttpResponse::json({{u"devices"_s, devices}, {u"cursor"_s, static_cast<qint64>(cursor)}}));
    });
    router.add("GET", u"/api/v1/devices/{id}"_s, [&fleet = m_fleet](const HttpRequest &request, const ReplyPtr &reply) {
        const auto status = fleet.status(request.arguments.first());
        reply->send(status ? HttpResponse::json(statusJson(*status)) : problem(status.error()));
    });
}

} // namespace Standin
