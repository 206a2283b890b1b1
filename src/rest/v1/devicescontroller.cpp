// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/devicescontroller.h"

#include "fleet/fleet.h"
#include "rest/http/background.h"
#include "rest/json/problem.h"
#include "rest/json/statusjson.h"

#include <QJsonArray>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

DevicesController::DevicesController(Fleet &fleet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
{}

void DevicesController::addRoutes(Router &router)
{
    router.add("GET", u"/api/v1/devices"_s, [this](const HttpRequest &, const ReplyPtr &reply) {
        const Cursor cursor = m_fleet.journal().cursor(); // taken first: what comes after it may be missing, never lost
        sendFromBackground(this, reply, [cursor, statuses = m_fleet.statuses()] {
            QJsonArray devices;
            for (const DeviceStatus &status : statuses)
                devices += statusJson(status);
            return HttpResponse::json({{u"devices"_s, devices}, {u"cursor"_s, static_cast<qint64>(cursor)}});
        });
    });
    router.add("GET", u"/api/v1/devices/{id}"_s, [this](const HttpRequest &request, const ReplyPtr &reply) {
        const auto status = m_fleet.status(request.arguments.first());
        reply->send(status ? HttpResponse::json(statusJson(*status)) : problem(status.error()));
    });
}

} // namespace Standin::Rest
