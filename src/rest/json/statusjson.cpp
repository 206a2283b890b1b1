// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/statusjson.h"

#include "base/errorjson.h"
#include "base/isotime.h"
#include "journal/export/payloadpiece.h"
#include "rest/json/payloadjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype listedPresets = 10;
constexpr qsizetype shortBytes = DeviceStatus::mostLastPayload;

QJsonObject lastMessageJson(const DeviceStatus &status)
{
    return {{u"at"_s, isoTime(status.lastAt)},
            {u"kind"_s, toString(status.lastInbound ? EntryKind::In : EntryKind::Out)},
            {u"topic"_s, status.lastTopic},
            {u"seq"_s, static_cast<qint64>(status.lastSeq)}};
}

/// Without the members that hold payloads.
QJsonObject plainJson(const DeviceStatus &status)
{
    QJsonObject json{{u"id"_s, status.id},
                     {u"profile"_s, status.profile},
                     {u"index"_s, status.index},
                     {u"state"_s, toString(status.state)},
                     {u"broker"_s, status.broker},
                     {u"topics"_s, QJsonObject{{u"report"_s, status.reportTopic},
                                               {u"command"_s, status.commandTopic},
                                               {u"reply"_s, status.replyTopic}}},
                     {u"received"_s, static_cast<qint64>(status.received)},
                     {u"sent"_s, static_cast<qint64>(status.sent)},
                     {u"presetReplyCount"_s, status.presetReplies.size()}};
    if (status.state == DeviceState::Offline && status.offlineMode)
        json.insert(u"offlineMode"_s, toString(*status.offlineMode));
    if (status.state == DeviceState::Reconnecting)
        json.insert(u"attempt"_s, status.attempt);
    if (status.error)
        json.insert(u"error"_s, errorJson(*status.error));
    return json;
}

/// The object without its closing brace, and with a comma at the end.
QByteArray opened(const QJsonObject &object)
{
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    text.back() = ',';
    return text;
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
    std::vector<AnswerPiece> pieces{literalPiece(opened(plainJson(status)))};
    if (status.lastAt > 0) {
        QJsonObject message = lastMessageJson(status);
        if (last)
            message.insert(u"topic"_s, last->topic);
        pieces.push_back(literalPiece(R"("lastMessage":)" + opened(message)));
        pieces.push_back(last ? payloadMembersPiece(last->payload)
                              : payloadPiece(status.lastPayload, status.lastPayloadBytes));
        pieces.push_back(literalPiece("},"));
    }
    const qsizetype shown =
        payloads == Payloads::Whole ? status.presetReplies.size() : qMin(status.presetReplies.size(), listedPresets);
    QByteArray before = R"("presetReplies":[)";
    for (const PresetReply &reply : status.presetReplies.first(shown)) {
        pieces.push_back(literalPiece(std::exchange(before, ",") + '{'));
        if (!reply.match.isUndefined())
            pieces.push_back(literalPiece(R"("match":)" + reply.match.text().toByteArray() + ','));
        pieces.push_back(presetPiece(reply.payload, payloads));
        pieces.push_back(literalPiece("}"));
    }
    pieces.push_back(literalPiece(shown == 0 ? before + "]}" : "]}"_ba));
    return pieces;
}

} // namespace Standin::Rest
