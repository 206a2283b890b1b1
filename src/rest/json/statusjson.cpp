// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/statusjson.h"

#include "journal/entry.h"
#include "rest/json/entryjson.h"
#include "rest/json/payloadjson.h"
#include "rest/json/problem.h"

#include <QJsonArray>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QJsonObject lastMessageJson(const DeviceStatus &status)
{
    QJsonObject json{{u"at"_s, isoTime(status.lastAt)},
                     {u"kind"_s, toString(status.lastInbound ? EntryKind::In : EntryKind::Out)},
                     {u"topic"_s, status.lastTopic}};
    insertPayload(json, status.lastPayload);
    return json;
}

QJsonArray presetRepliesJson(const QList<QByteArray> &presetReplies)
{
    QJsonArray json;
    for (const QByteArray &payload : presetReplies) {
        QJsonObject reply;
        insertPayload(reply, payload);
        json += reply;
    }
    return json;
}

} // namespace

QJsonObject statusJson(const DeviceStatus &status)
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
                     {u"presetReplies"_s, presetRepliesJson(status.presetReplies)}};
    if (status.state == DeviceState::Offline && status.offlineMode)
        json.insert(u"offlineMode"_s, toString(*status.offlineMode));
    if (status.state == DeviceState::Reconnecting)
        json.insert(u"attempt"_s, status.attempt);
    if (status.error)
        json.insert(u"error"_s, errorJson(*status.error));
    if (status.lastAt > 0)
        json.insert(u"lastMessage"_s, lastMessageJson(status));
    return json;
}

} // namespace Standin::Rest
