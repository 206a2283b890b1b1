// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/devicescontroller.h"

#include "fleet/fleet.h"
#include "rest/http/background.h"
#include "rest/json/problem.h"
#include "rest/json/statusjson.h"

#include <QJsonArray>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void DevicesController::list(const HttpRequest &, const ReplyPtr &reply)
{
    const Cursor cursor = m_journal.cursor(); // taken first: what comes after it may be missing, never lost
    sendFromBackground(this, reply, [cursor, statuses = m_fleet.statuses()] {
        QJsonArray devices;
        for (const DeviceStatus &status : statuses)
            devices += statusJson(status);
        return HttpResponse::json({{u"devices"_s, devices}, {u"cursor"_s, static_cast<qint64>(cursor)}});
    });
}

void DevicesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(request.argument(u"id"_s));
    reply->send(status ? HttpResponse::json(statusJson(*status)) : problem(status.error()));
}

} // namespace Standin::Rest
