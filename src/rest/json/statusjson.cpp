// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/statusjson.h"

#include "rest/json/entryjson.h"
#include "rest/json/payloadjson.h"
#include "rest/json/payloadpiece.h"
#include "rest/json/problem.h"

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

QJsonObject shortLastMessageJson(const DeviceStatus &status)
{
    QJsonObject json = lastMessageJson(status);
    insertBeginning(json, status.lastPayload, status.lastPayloadBytes);
    return json;
}

QJsonArray presetRepliesJson(const QList<QByteArray> &presetReplies)
{
    QJsonArray json;
    for (const QByteArray &payload : presetReplies.first(qMin(presetReplies.size(), listedPresets))) {
        QJsonObject reply;
        insertBeginning(reply, payload.first(qMin(payload.size(), shortBytes)), payload.size());
        json += reply;
    }
    return json;
}

/// Without what holds payloads.
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

/// The object without its closing brace and with a comma behind it.
QByteArray opened(const QJsonObject &object)
{
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    text.back() = ',';
    return text;
}

} // namespace

QJsonObject statusJson(const DeviceStatus &status)
{
    QJsonObject json = plainJson(status);
    json.insert(u"presetReplies"_s, presetRepliesJson(status.presetReplies));
    if (status.lastAt > 0)
        json.insert(u"lastMessage"_s, shortLastMessageJson(status));
    return json;
}

std::vector<AnswerPiece> statusPieces(const DeviceStatus &status, const EntryPtr &last)
{
    QJsonObject json = plainJson(status);
    if (status.lastAt > 0 && !last)
        json.insert(u"lastMessage"_s, shortLastMessageJson(status));
    std::vector<AnswerPiece> pieces{literalPiece(opened(json))};
    if (last) {
        QJsonObject message = lastMessageJson(status);
        message.insert(u"topic"_s, last->topic);
        pieces.push_back(literalPiece(R"("lastMessage":)" + opened(message)));
        pieces.push_back(payloadMembersPiece(last->payload));
        pieces.push_back(literalPiece("},"));
    }
    QByteArray before = R"("presetReplies":[)";
    for (const QByteArray &payload : status.presetReplies) {
        pieces.push_back(literalPiece(std::exchange(before, ",") + '{'));
        pieces.push_back(payloadMembersPiece(payload));
        pieces.push_back(literalPiece("}"));
    }
    pieces.push_back(literalPiece(status.presetReplies.isEmpty() ? before + "]}" : "]}"));
    return pieces;
}

} // namespace Standin::Rest
