// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/entryjson.h"

#include "base/errorjson.h"
#include "base/isotime.h"
#include "journal/export/payloadpiece.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

void insertReason(QJsonObject &json, const Unanswered &unanswered)
{
    json.insert(u"reason"_s, toString(unanswered.reason));
    if (const auto &fault = unanswered.json)
        json.insert(u"jsonError"_s, QJsonObject{{u"line"_s, fault->at.line},
                                                {u"column"_s, fault->at.column},
                                                {u"message"_s, JsonSyntaxError{fault->problem}.message()}});
}

QJsonArray propertiesOf(const Entry &entry)
{
    QJsonArray properties;
    for (const auto &[name, value] : entry.properties)
        properties += QJsonObject{{u"name"_s, name}, {u"value"_s, value}};
    return properties;
}

void insertMessage(QJsonObject &json, const Entry &entry)
{
    QJsonObject correlation;
    for (const auto &[key, value] : entry.correlation)
        correlation.insert(key, value);
    json.insert(u"topic"_s, entry.topic);
    json.insert(u"qos"_s, entry.qos);
    json.insert(u"retain"_s, entry.retain);
    json.insert(u"dup"_s, entry.dup);
    json.insert(u"packetId"_s, entry.packetId);
    json.insert(u"properties"_s, propertiesOf(entry));
    json.insert(u"correlation"_s, correlation);
    json.insert(u"matched"_s, entry.matched);
    if (entry.unanswered)
        insertReason(json, *entry.unanswered);
}

void insertUnlessEmpty(QJsonObject &json, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        json.insert(key, value);
}

/// What the broker said about the session.
void insertAnswer(QJsonObject &json, const Entry &entry)
{
    if (entry.event == EntryEvent::ConnackReceived)
        json.insert(u"sessionPresent"_s, entry.sessionPresent);
    if (entry.event == EntryEvent::SubscriptionGranted || entry.event == EntryEvent::SubscriptionLimited)
        json.insert(u"qos"_s, entry.qos);
    if (entry.event == EntryEvent::PingAnsweredLate)
        json.insert(u"waitedMs"_s, entry.waitedMs);
    if (entry.reasonCode)
        json.insert(u"reasonCode"_s, *entry.reasonCode);
    if (!entry.properties.isEmpty())
        json.insert(u"properties"_s, propertiesOf(entry));
}

/// The members of an event that is not a message.
void insertFacts(QJsonObject &json, const Entry &entry)
{
    if (entry.state)
        json.insert(u"state"_s, toString(*entry.state));
    if (entry.offlineMode)
        json.insert(u"offlineMode"_s, toString(*entry.offlineMode));
    insertUnlessEmpty(json, u"topic"_s, entry.topic);
    if (entry.packetId != 0)
        json.insert(u"packetId"_s, entry.packetId);
    insertAnswer(json, entry);
}

/// The member `note`, for clients that do not read the event and its fields.
QString noteOf(const Entry &entry)
{
    switch (entry.event) {
    case EntryEvent::MessageReceived:
    case EntryEvent::MessageSent:
        return {};
    case EntryEvent::StateChanged:
        return (entry.state ? toString(*entry.state) : QString()) +
               (entry.offlineMode ? u':' + toString(*entry.offlineMode) : QString());
    case EntryEvent::ReportNotSent:
        return u"report not sent"_s;
    case EntryEvent::ReplyNotSent:
        return u"reply not sent"_s;
    case EntryEvent::MessageRefused:
        return u"message refused"_s;
    case EntryEvent::MessageGivenUp:
        return u"message given up"_s;
    case EntryEvent::WithWillUnavailable:
        return u"with-will needs MQTT 5: leaving abruptly instead"_s;
    case EntryEvent::LocalBrokerDied:
        return u"local broker died"_s;
    case EntryEvent::SubscriptionLimited:
        return u"subscription limited"_s;
    case EntryEvent::HistoryStopped:
        return u"history not written"_s;
    case EntryEvent::HistoryResumed:
        return u"history written again"_s;
    case EntryEvent::EventFired:
        return u"event: "_s + entry.topic;
    case EntryEvent::RuleFailed:
        return u"rule failed"_s;
    case EntryEvent::StateSet:
        return u"state set"_s;
    case EntryEvent::RepliesStopped:
        return u"replies stopped"_s;
    case EntryEvent::ConnackReceived:
        return entry.reasonCode == 0 ? u"CONNACK"_s : u"CONNACK: refused"_s;
    case EntryEvent::SubscriptionGranted:
        return u"subscription granted"_s;
    case EntryEvent::SubscriptionRefused:
        return u"subscription refused"_s;
    case EntryEvent::PingAnsweredLate:
        return u"PINGRESP late"_s;
    case EntryEvent::DisconnectReceived:
        return u"DISCONNECT received"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QJsonObject entryJson(const Entry &entry)
{
    QJsonObject json{{u"seq"_s, static_cast<qint64>(entry.seq)},
                     {u"at"_s, isoTime(entry.at)},
                     {u"device"_s, entry.device},
                     {u"kind"_s, toString(entry.kind())},
                     {u"event"_s, toString(entry.event)}};
    if (entry.isMessage())
        insertMessage(json, entry);
    else
        insertFacts(json, entry);
    insertUnlessEmpty(json, u"ruleId"_s, entry.ruleId);
    insertUnlessEmpty(json, u"testId"_s, entry.testId);
    insertUnlessEmpty(json, u"note"_s, noteOf(entry));
    if (entry.error)
        json.insert(u"error"_s, errorJson(*entry.error));
    return json;
}

TextPiece entryPiece(const Entry &entry)
{
    QByteArray text = QJsonDocument(entryJson(entry)).toJson(QJsonDocument::Compact);
    if (entry.hasPayload())
        text.back() = ',';
    return [text,
            payload = entry.hasPayload() ? payloadMembersPiece(entry.payload) : TextPiece()](QByteArray &body) mutable {
        if (!text.isEmpty()) {
            body += std::exchange(text, {});
            return true;
        }
        if (!payload)
            return false;
        if (!payload(body)) {
            payload = nullptr;
            body += '}';
        }
        return true;
    };
}

TextPiece entryLinePiece(const Entry &entry)
{
    return [piece = entryPiece(entry)](QByteArray &text) mutable {
        const qsizetype begin = text.size();
        const bool isMore = piece(text);
        std::replace_if(
            text.begin() + begin, text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
        return isMore;
    };
}

} // namespace Standin
