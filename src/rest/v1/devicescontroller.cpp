// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/devicescontroller.h"

#include "fleet/fleet.h"
#include "rest/json/problem.h"
#include "rest/json/statusjson.h"
#include "rest/v1/pagequery.h"

#include <utility>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype batch = 32;
constexpr qint64 heldBytes = batch * 16 * 1024;

/// A page of the list, made while it is sent, a few devices at a time.
AnswerPiece devicesPiece(const Fleet &fleet, const PageQuery &query)
{
    return [&fleet, after = query.after, left = query.limit, separator = QByteArray(),
            isOver = false](QByteArray &body) mutable {
        if (isOver)
            return false;
        const StatusPage page = fleet.page(after, qMin(left, batch));
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

} // namespace

void DevicesController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = PageQuery::from(request.target.query);
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    // Read before the list: a change after this cursor may be in the list already, but none is missed.
    const QByteArray head = R"({"cursor":)" + QByteArray::number(m_journal.cursor()) + R"(,"devices":[)";
    sendInParts(this, reply, {literalPiece(head), devicesPiece(m_fleet, *query)}, heldBytes);
}

void DevicesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(request.argument(u"id"_s));
    if (!status)
        return static_cast<void>(reply->send(problem(status.error())));
    EntryPtr last;
    if (status->lastPayload.size() < status->lastPayloadBytes ||
        status->lastTopic.size() >= DeviceStatus::mostLastPayload) {
        const JournalPage page = m_journal.read({.after = status->lastSeq - 1, .limit = 1});
        if (!page.entries.isEmpty() && page.entries.first()->seq == status->lastSeq)
            last = page.entries.first();
    }
    sendInParts(this, reply, statusPieces(*status, Payloads::Whole, last), bytesOf(*status, last));
}

} // namespace Standin::Rest
