// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/fleetscontroller.h"

#include "rest/http/answerparts.h"
#include "rest/json/problem.h"
#include "rest/v1/bulkanswer.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/profilerequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QJsonObject fleetJson(const QString &profile, const FleetTotals &totals)
{
    return {{u"profile"_s, profile},
            {u"totals"_s, QJsonObject{{u"devices"_s, totals.devices},
                                      {u"online"_s, totals.online},
                                      {u"connecting"_s, totals.connecting},
                                      {u"failed"_s, totals.failed},
                                      {u"offline"_s, totals.offline()}}}};
}

void sendJson(QObject *context, const ReplyPtr &reply, const QJsonObject &json, const HttpResponse &beginning = {})
{
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    sendInParts(context, reply, {literalPiece(text)}, text.size(), beginning);
}

Result<Profile> named(const Profile &profile)
{
    if (!profile.name.isEmpty())
        return profile;
    return failure(ErrorCode::InvalidArgument, u"expected a string that is not empty, found nothing"_s,
                   u"/profile/name"_s);
}

} // namespace

void FleetsController::list(const HttpRequest &, const ReplyPtr &reply)
{
    QJsonArray fleets;
    for (const auto &[profile, totals] : m_fleet.totalsByProfile())
        fleets.append(fleetJson(profile, totals));
    sendJson(this, reply, {{u"fleets"_s, fleets}});
}

void FleetsController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString profile = request.argument(u"profile"_s);
    const auto ids = devicesOf(request);
    if (!ids)
        return static_cast<void>(reply->send(problem(ids.error())));
    const auto totals = m_fleet.totalsByProfile();
    const auto found = totals.find(profile);
    QJsonObject json = fleetJson(profile, found == totals.end() ? FleetTotals() : found->second);
    json.insert(u"devices"_s, QJsonArray::fromStringList(*ids));
    sendJson(this, reply, json);
}

void FleetsController::create(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = ProfileRequest::ofFleet(request.body);
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    const Cursor before = m_journal.cursor();
    const auto profile = wanted->resolve(m_profiles).and_then(&named);
    const auto ids = profile.and_then([this](const Profile &found) { return m_fleet.addDevices(found); });
    if (!ids)
        return static_cast<void>(reply->send(problem(ids.error())));
    QJsonObject json = cursorJson(before);
    json.insert(u"profile"_s, profile->name);
    json.insert(u"devices"_s, QJsonArray::fromStringList(*ids));
    if (!wanted->warnings().isEmpty())
        json.insert(u"warnings"_s, QJsonArray::fromStringList(wanted->warnings()));
    sendJson(this, reply, json,
             {.status = 201, .headers = {{"Location", "/api/v1/fleets/" + QUrl::toPercentEncoding(profile->name)}}});
}

Handler FleetsController::order(const QString &orderName)
{
    return [this, orderName](const HttpRequest &request, const ReplyPtr &reply) {
        const auto order = orderFrom(orderName, request.body);
        const auto ids = devicesOf(request);
        if (!order || !ids)
            return static_cast<void>(reply->send(problem(order ? ids.error() : order.error())));
        performOrders(m_fleet, m_journal, this, *ids, *order, reply);
    };
}

Result<QStringList> FleetsController::devicesOf(const HttpRequest &request) const
{
    const QString profile = request.argument(u"profile"_s);
    const QStringList ids = m_fleet.idsOf(profile);
    if (ids.isEmpty())
        return failure(ErrorCode::UnknownProfile, u"no device has a profile named \"%1\""_s.arg(profile));
    return ids;
}

} // namespace Standin::Rest
