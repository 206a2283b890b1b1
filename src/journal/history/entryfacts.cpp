// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/entryfacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Standin::EntryFacts {

using namespace Qt::StringLiterals;

namespace {

using NamedTexts = QList<std::pair<QString, QString>>;

void insert(QJsonObject &json, const QString &key, const NamedTexts &texts)
{
    if (texts.isEmpty())
        return;
    QJsonArray pairs;
    for (const auto &[name, value] : texts)
        pairs += QJsonArray{name, value};
    json.insert(key, pairs);
}

NamedTexts textsFrom(const QJsonValue &json)
{
    NamedTexts texts;
    const QJsonArray pairs = json.toArray();
    for (const auto &pair : pairs)
        texts.append({pair[0].toString(), pair[1].toString()});
    return texts;
}

QJsonObject jsonOf(const Unanswered &unanswered)
{
    QJsonObject json{{u"reason"_s, toString(unanswered.reason)}};
    if (const auto &fault = unanswered.json) {
        json.insert(u"problem"_s, static_cast<int>(fault->problem));
        json.insert(u"line"_s, fault->at.line);
        json.insert(u"column"_s, fault->at.column);
    }
    return json;
}

bool readUnanswered(const QJsonObject &json, Entry &entry)
{
    const auto reason = unansweredReasonFromString(json[u"reason"_s].toString());
    if (!reason)
        return false;
    entry.unanswered = Unanswered{.reason = *reason};
    const int problem = json[u"problem"_s].toInt(-1);
    if (problem < 0 || problem > static_cast<int>(JsonProblem::TextAfterEnd))
        return !json.contains(u"problem"_s);
    entry.unanswered->json = JsonFault{.problem = static_cast<JsonProblem>(problem),
                                       .at = {json[u"line"_s].toInt(), json[u"column"_s].toInt()}};
    return true;
}

QJsonObject jsonOf(const Error &error)
{
    QJsonObject json{{u"code"_s, errorName(error.code)}, {u"message"_s, error.message}};
    if (!error.where.isEmpty())
        json.insert(u"where"_s, error.where);
    if (error.reasonCode)
        json.insert(u"reasonCode"_s, *error.reasonCode);
    if (error.detail)
        json.insert(u"detail"_s, *error.detail);
    return json;
}

bool readError(const QJsonObject &json, Entry &entry)
{
    const auto code = errorCodeFromName(json[u"code"_s].toString());
    if (!code)
        return false;
    entry.error = Error{.code = *code, .message = json[u"message"_s].toString(), .where = json[u"where"_s].toString()};
    if (json.contains(u"reasonCode"_s))
        entry.error->reasonCode = static_cast<quint8>(json[u"reasonCode"_s].toInt());
    if (json.contains(u"detail"_s))
        entry.error->detail = json[u"detail"_s].toString();
    return true;
}

bool readSession(const QJsonObject &json, Entry &entry)
{
    if (const QJsonValue state = json[u"state"_s]; !state.isUndefined()) {
        entry.state = deviceStateFromString(state.toString());
        if (!entry.state)
            return false;
    }
    if (const QJsonValue mode = json[u"offlineMode"_s]; !mode.isUndefined()) {
        entry.offlineMode = offlineModeFromString(mode.toString());
        if (!entry.offlineMode)
            return false;
    }
    return true;
}

/// Of an answer of the broker.
void insertAnswer(QJsonObject &json, const Entry &entry)
{
    if (entry.waitedMs != 0)
        json.insert(u"waitedMs"_s, entry.waitedMs);
    if (entry.sessionPresent)
        json.insert(u"sessionPresent"_s, true);
    if (entry.reasonCode)
        json.insert(u"reasonCode"_s, *entry.reasonCode);
}

} // namespace

QByteArray toJson(const Entry &entry)
{
    const bool hasAnswer = entry.waitedMs != 0 || entry.sessionPresent || entry.reasonCode;
    if (entry.properties.isEmpty() && !entry.unanswered && !entry.state && !entry.offlineMode && !entry.error &&
        !hasAnswer)
        return {};
    QJsonObject json;
    insert(json, u"properties"_s, entry.properties);
    if (entry.unanswered)
        json.insert(u"unanswered"_s, jsonOf(*entry.unanswered));
    if (entry.state)
        json.insert(u"state"_s, toString(*entry.state));
    if (entry.offlineMode)
        json.insert(u"offlineMode"_s, toString(*entry.offlineMode));
    if (entry.error)
        json.insert(u"error"_s, jsonOf(*entry.error));
    if (hasAnswer)
        insertAnswer(json, entry);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool read(const QByteArray &text, Entry &entry)
{
    if (text.isEmpty())
        return true;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return false;
    const QJsonObject json = document.object();
    entry.properties = textsFrom(json[u"properties"_s]);
    entry.waitedMs = json[u"waitedMs"_s].toInt();
    entry.sessionPresent = json[u"sessionPresent"_s].toBool();
    if (json.contains(u"reasonCode"_s))
        entry.reasonCode = static_cast<quint8>(json[u"reasonCode"_s].toInt());
    return (!json.contains(u"unanswered"_s) || readUnanswered(json[u"unanswered"_s].toObject(), entry)) &&
           (!json.contains(u"error"_s) || readError(json[u"error"_s].toObject(), entry)) && readSession(json, entry);
}

} // namespace Standin::EntryFacts
