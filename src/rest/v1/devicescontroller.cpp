// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/devicescontroller.h"

#include "rest/http/precondition.h"
#include "rest/json/problem.h"
#include "rest/json/statusjson.h"
#include "rest/v1/devicerequest.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/pagequery.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <utility>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype devicesAtOnce = 32;
constexpr qint64 bytesOfDevice = 16 * 1024;

/// A page of the list, made while it is sent, a few devices at a time.
AnswerPiece devicesPiece(const Fleet &fleet, const PageQuery &query)
{
    return [&fleet, after = query.after, left = query.limit, separator = QByteArray(),
            isOver = false](QByteArray &body) mutable {
        if (isOver)
            return false;
        const StatusPage page = fleet.page(after, qMin(left, devicesAtOnce));
        for (const DeviceStatus &status : page.devices) {
            body += std::exchange(separator, ",");
            for (const AnswerPiece &piece : statusPieces(status, Payloads::Short)) {
                while (piece(body)) {
                }
            }
        }
        left -= page.devices.size();
        after = page.last;
        isOver = !page.more || left == 0;
        if (isOver)
            body += page.more ? R"(],"more":true,"next":)" + QByteArray::number(after) + '}' : "]}"_ba;
        return true;
    };
}

qint64 bytesOf(const DeviceStatus &status, const EntryPtr &last)
{
    qint64 bytes = last ? last->bytes() : 0;
    for (const PresetReply &reply : status.presetReplies)
        bytes += reply.bytes();
    return bytes;
}

std::optional<quint64> revisionOf(const VersionedProfile *profile)
{
    return profile ? std::optional(profile->revision) : std::nullopt;
}

} // namespace

void DevicesController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = PageQuery::from(request.target.query);
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    // Read before the list: a change after this cursor may be in the list already, but none is missed.
    const QByteArray head = R"({"cursor":)" + QByteArray::number(m_journal.cursor()) + R"(,"devices":[)";
    sendInParts(this, reply, {literalPiece(head), devicesPiece(m_fleet, *query)}, devicesAtOnce * bytesOfDevice);
}

void DevicesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(request.argument(u"id"_s));
    if (!status)
        return static_cast<void>(reply->send(problem(status.error())));
    EntryPtr last;
    if (status->lastPayload.size() < status->lastPayloadBytes ||
        status->lastTopic.size() >= DeviceStatus::mostLastPayload)
        last = m_journal.at(status->lastSeq);
    sendInParts(this, reply, statusPieces(*status, Payloads::Whole, last), bytesOf(*status, last),
                {.headers = {Precondition::tagField(status->profileRevision)}});
}

void DevicesController::create(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = DeviceRequest::toCreate(request.body);
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    const Cursor before = m_journal.cursor();
    const auto made = wanted->profile.resolve(m_profiles).and_then([&](const Profile &profile) {
        return m_fleet.addDevice(wanted->clientId, profile);
    });
    if (made)
        answer(*wanted, before, true, reply);
    else
        reply->send(problem(made.error()));
}

void DevicesController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = DeviceRequest::toPut(request.argument(u"id"_s), request.body);
    const auto condition = Precondition::from(request.fields);
    if (!wanted || !condition)
        return static_cast<void>(reply->send(problem(wanted ? condition.error() : wanted.error())));
    set(*wanted, *condition, reply, [&](const VersionedProfile *) { return wanted->profile.resolve(m_profiles); });
}

void DevicesController::patch(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto wanted = DeviceRequest::toPatch(id, request.body);
    const auto condition = Precondition::from(request.fields);
    if (!wanted || !condition)
        return static_cast<void>(reply->send(problem(wanted ? condition.error() : wanted.error())));
    set(*wanted, *condition, reply, [&](const VersionedProfile *own) -> Result<Profile> {
        if (!own)
            return failure(ErrorCode::UnknownDevice, u"there is no device \"%1\""_s.arg(id));
        return wanted->profile.appliedTo(own->profile);
    });
}

void DevicesController::set(const DeviceRequest &wanted, const Precondition &condition, const ReplyPtr &reply,
                            const Make &make)
{
    const Cursor before = m_journal.cursor();
    bool isNew = false;
    const auto set = m_fleet.putDevice(wanted.clientId, [&](const VersionedProfile *own) {
        isNew = !own;
        return condition.check(revisionOf(own)).and_then([&] { return make(own); });
    });
    if (set)
        answer(wanted, before, isNew, reply);
    else
        reply->send(problem(set.error()));
}

void DevicesController::answer(const DeviceRequest &wanted, Cursor before, bool isNew, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(wanted.clientId);
    if (!status) // it was removed meanwhile
        return static_cast<void>(reply->send(problem(status.error(), cursorJson(before))));
    HttpResponse beginning{.status = isNew ? 201 : 200, .headers = {Precondition::tagField(status->profileRevision)}};
    if (isNew)
        beginning.headers.emplace_back("Location", "/api/v1/devices/" + QUrl::toPercentEncoding(wanted.clientId));
    std::vector<AnswerPiece> pieces = statusPieces(*status, Payloads::Short);
    pieces.insert(pieces.begin(), literalPiece(R"({"cursor":)" + QByteArray::number(before) + R"(,"device":)"));
    const QStringList &warnings = wanted.profile.warnings();
    if (!warnings.isEmpty())
        pieces.push_back(literalPiece(
            R"(,"warnings":)" + QJsonDocument(QJsonArray::fromStringList(warnings)).toJson(QJsonDocument::Compact)));
    pieces.push_back(literalPiece("}"));
    sendInParts(this, reply, std::move(pieces), bytesOfDevice, beginning);
}

void DevicesController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto condition = Precondition::from(request.fields);
    if (!condition)
        return static_cast<void>(reply->send(problem(condition.error())));
    const auto allowed = m_fleet.status(id).and_then(
        [&condition](const DeviceStatus &status) { return condition->check(status.profileRevision); });
    if (allowed)
        performOrder(m_fleet, m_journal, this, id, Order::Remove(), reply);
    else
        reply->send(problem(allowed.error()));
}

} // namespace Standin::Rest
