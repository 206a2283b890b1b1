// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/statusjson.h"

#include "base/errorjson.h"
#include "base/isotime.h"
#include "base/json.h"
#include "base/jsonwriter.h"
#include "journal/export/payloadpiece.h"
#include "rest/json/payloadjson.h"

#include <QJsonDocument>

#include <utility>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype listedPresets = 10;
constexpr qsizetype shortBytes = DeviceStatus::mostLastPayload;

/// Without the members that hold payloads, and left open.
void writeStatus(JsonWriter &json, const DeviceStatus &status)
{
    json.beginObject();
    if (status.state == DeviceState::Reconnecting)
        json.key("attempt").number(status.attempt);
    json.key("broker").string(status.broker);
    if (status.error)
        json.key("error").json(Json::toCompact(errorJson(*status.error)));
    json.key("id").string(status.id);
    json.key("index").number(status.index);
    if (status.state == DeviceState::Offline && status.offlineMode)
        json.key("offlineMode").string(toString(*status.offlineMode));
    json.key("presetReplyCount").number(status.presetReplies.size());
    json.key("profile").string(status.profile);
    json.key("received").number(static_cast<qint64>(status.received));
    json.key("sent").number(static_cast<qint64>(status.sent));
    json.key("state").string(toString(status.state));
    json.key("topics").beginObject();
    json.key("command").string(status.commandTopic);
    json.key("reply").string(status.replyTopic);
    json.key("report").string(status.reportTopic);
    json.endObject();
}

/// Up to the members of its payload.
void writeLastMessage(JsonWriter &json, const DeviceStatus &status, const QString &topic)
{
    json.key("lastMessage").beginObject();
    json.key("at").string(isoTime(status.lastAt));
    json.key("kind").string(toString(status.lastInbound ? EntryKind::In : EntryKind::Out));
    json.key("seq").number(static_cast<qint64>(status.lastSeq));
    json.key("topic").string(topic);
}

/// The members of a payload: of its beginning or of the whole.
AnswerPiece payloadPiece(const QByteArray &beginning, qsizetype bytes)
{
    if (beginning.size() == bytes)
        return payloadMembersPiece(beginning);
    QByteArray members = QJsonDocument(beginningJson(beginning, bytes)).toJson(QJsonDocument::Compact);
    return literalPiece(members.sliced(1, members.size() - 2));
}

AnswerPiece presetPiece(const QByteArray &payload, Payloads payloads)
{
    const bool isWhole = payloads == Payloads::Whole || payload.size() <= shortBytes;
    return payloadPiece(isWhole ? payload : payload.first(shortBytes), payload.size());
}

} // namespace

std::vector<AnswerPiece> statusPieces(const DeviceStatus &status, Payloads payloads, const EntryPtr &last)
{
    std::vector<AnswerPiece> pieces;
    QByteArray text; // what stands before the next payload
    text.reserve(512);
    JsonWriter json(text);
    const auto putPayload = [&](AnswerPiece payload) {
        if (!text.endsWith('{'))
            text += ',';
        pieces.push_back(literalPiece(std::exchange(text, {})));
        pieces.push_back(std::move(payload));
        json.endObject();
    };
    writeStatus(json, status);
    if (status.lastAt > 0) {
        writeLastMessage(json, status, last ? last->topic : status.lastTopic);
        putPayload(last ? payloadMembersPiece(last->payload)
                        : payloadPiece(status.lastPayload, status.lastPayloadBytes));
    }
    json.key("presetReplies").beginArray();
    const qsizetype shown =
        payloads == Payloads::Whole ? status.presetReplies.size() : qMin(status.presetReplies.size(), listedPresets);
    for (const PresetReply &reply : status.presetReplies.first(shown)) {
        json.beginObject();
        if (!reply.match.isUndefined())
            json.key("match").json(reply.match.text());
        putPayload(presetPiece(reply.payload, payloads));
    }
    json.endArray().endObject();
    pieces.push_back(literalPiece(text));
    return pieces;
}

} // namespace Standin::Rest
