// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/csv.h"

#include "journal/export/entryjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace Standin::Csv {

using namespace Qt::StringLiterals;

namespace {

struct PropertyColumn
{
    const char *name;
    QLatin1StringView property; ///< its name in Entry::properties
};

/// Those that MQTT 5.0 defines for a message.
constexpr PropertyColumn propertyColumns[] = {
    {"payload_format_indicator", "payloadFormat"_L1},
    {"message_expiry_interval", "messageExpiry"_L1},
    {"topic_alias", "topicAlias"_L1},
    {"response_topic", "responseTopic"_L1},
    {"correlation_data", "correlationData"_L1},
    {"subscription_identifier", "subscriptionIdentifier"_L1},
    {"content_type", "contentType"_L1},
};

struct MemberColumn
{
    const char *name;
    QLatin1StringView member; ///< of entryJson()
};

constexpr MemberColumn memberColumns[] = {
    {"seq", "seq"_L1},
    {"kind", "kind"_L1},
    {"event", "event"_L1},
    {"dup", "dup"_L1},
    {"packet_id", "packetId"_L1},
    {"correlation", "correlation"_L1},
    {"matched", "matched"_L1},
    {"reason", "reason"_L1},
    {"rule_id", "ruleId"_L1},
    {"test_id", "testId"_L1},
    {"state", "state"_L1},
    {"offline_mode", "offlineMode"_L1},
    {"session_present", "sessionPresent"_L1},
    {"waited_ms", "waitedMs"_L1},
    {"reason_code", "reasonCode"_L1},
    {"note", "note"_L1},
    {"error", "error"_L1},
};

bool isNumber(const QByteArray &text)
{
    bool isOk = false;
    text.toDouble(&isOk);
    return isOk && text.back() >= '0' && text.back() <= '9';
}

bool looksLikeFormula(const QByteArray &text)
{
    return !text.isEmpty() && QByteArrayView("=+-@\t\r\n'").contains(text.front()) && !isNumber(text);
}

QByteArray cell(const QByteArray &text)
{
    const QByteArray safe = looksLikeFormula(text) ? '\'' + text : text;
    const bool isPlain = std::ranges::none_of(safe, [](char c) { return QByteArrayView(",\"\r\n").contains(c); });
    return isPlain ? safe : '"' + QByteArray(safe).replace('"', "\"\""_ba) + '"';
}

QByteArray textOf(const QJsonValue &value)
{
    if (const QJsonArray array = value.toArray(); !array.isEmpty())
        return QJsonDocument(array).toJson(QJsonDocument::Compact);
    if (const QJsonObject object = value.toObject(); !object.isEmpty())
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    return value.toVariant().toString().toUtf8();
}

bool isText(const QByteArray &payload)
{
    const auto isControl = [](char c) {
        return (c >= 0 && c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f;
    };
    return payload.isValidUtf8() && std::ranges::none_of(payload, isControl);
}

class Row
{
public:
    void add(const QByteArray &text)
    {
        if (!std::exchange(m_isFirst, false))
            m_line += ',';
        m_line += cell(text);
    }
    [[nodiscard]] QByteArray line() const { return m_line + "\r\n"; }

private:
    QByteArray m_line;
    bool m_isFirst = true;
};

QByteArray directionOf(const Entry &entry)
{
    if (!entry.isMessage())
        return {};
    return entry.event == EntryEvent::MessageSent ? "publish"_ba : "received"_ba;
}

void addPayload(Row &row, const Entry &entry)
{
    const bool isPlain = isText(entry.payload);
    row.add(isPlain ? entry.payload : entry.payload.toBase64());
    if (!entry.hasPayload())
        row.add({});
    else
        row.add(isPlain ? "text"_ba : "base64"_ba);
}

void addProperties(Row &row, const Entry &entry)
{
    QList<std::pair<QString, QString>> left = entry.properties;
    for (const PropertyColumn &column : propertyColumns) {
        const auto found = std::ranges::find_if(left, [&column, &entry](const auto &property) {
            return entry.isMessage() && property.first == column.property;
        });
        row.add(found == left.end() ? QByteArray() : found->second.toUtf8());
        if (found != left.end())
            left.erase(found);
    }
    QJsonArray others;
    for (const auto &[name, value] : left)
        others += QJsonObject{{u"name"_s, name}, {u"value"_s, value}};
    row.add(textOf(others));
}

} // namespace

QByteArray header()
{
    Row row;
    for (const char *name :
         {"client_id", "topic", "payload", "payload_encoding", "qos", "retain", "direction", "createAt"})
        row.add(name);
    for (const PropertyColumn &column : propertyColumns)
        row.add(column.name);
    row.add("user_properties"_ba);
    for (const MemberColumn &column : memberColumns)
        row.add(column.name);
    return row.line();
}

QByteArray row(const Entry &entry)
{
    const QJsonObject json = entryJson(entry);
    Row row;
    row.add(entry.device.toUtf8());
    row.add(entry.topic.toUtf8());
    addPayload(row, entry);
    row.add(textOf(json.value("qos"_L1)));
    row.add(textOf(json.value("retain"_L1)));
    row.add(directionOf(entry));
    row.add(textOf(json.value("at"_L1)));
    addProperties(row, entry);
    for (const MemberColumn &column : memberColumns)
        row.add(textOf(json.value(column.member)));
    return row.line();
}

} // namespace Standin::Csv
