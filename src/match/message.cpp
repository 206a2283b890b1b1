// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/message.h"

#include "base/json.h"
#include "base/topicfilter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>

namespace Standin::Match {

namespace {

QJsonValue parsed(const QByteArray &payload)
{
    const QByteArray text = Json::withoutByteOrderMark(payload);
    const auto first =
        std::find_if(text.begin(), text.end(), [](char c) { return !std::isspace(static_cast<uchar>(c)); });
    if (first == text.end() || !QByteArrayView("{[\"-0123456789tfn").contains(*first))
        return QJsonValue::Undefined;
    if (*first != '{' && *first != '[')
        return Json::parse(text).value_or(QJsonValue::Undefined);
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

Message::Message(Fields fields)
    : m_fields(std::move(fields))
{}

std::optional<QString> Message::property(QStringView name) const
{
    const auto found = std::ranges::find(m_fields.properties, name, &std::pair<QString, QString>::first);
    return found == m_fields.properties.end() ? std::nullopt : std::optional(found->second);
}

const QList<QStringView> &Message::levels() const
{
    if (m_levels.isEmpty()) {
        QStringView rest = m_fields.topic;
        do {
            m_levels.append(TopicFilter::takeLevel(rest));
        } while (!rest.isNull());
    }
    return m_levels;
}

const QString &Message::text() const
{
    if (!m_text)
        m_text = QString::fromUtf8(m_fields.payload);
    return *m_text;
}

const QJsonValue &Message::json() const
{
    if (!m_json)
        m_json = parsed(m_fields.payload);
    return *m_json;
}

} // namespace Standin::Match
