// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/message.h"

#include "base/json.h"
#include "base/jsonsyntax.h"
#include "base/topicfilter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>

namespace Standin::Match {

namespace {

/// The first character of a JSON value; 0 if it is not JSON.
char firstOf(const QByteArray &text)
{
    const auto first =
        std::find_if(text.begin(), text.end(), [](char c) { return !std::isspace(static_cast<uchar>(c)); });
    return first != text.end() && QByteArrayView("{[\"-0123456789tfn").contains(*first) ? *first : '\0';
}

QByteArray withControlCharactersEscaped(const QByteArray &text)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && static_cast<uchar>(c) < 0x20) {
            out += "\\u00" + QByteArray(1, c).toHex();
            continue;
        }
        out += c;
        if (inString && c == '\\' && i + 1 < text.size())
            out += text[++i];
        else if (c == '"')
            inString = !inString;
    }
    return out;
}

JsonText writtenIn(const QByteArray &payload)
{
    const QByteArray text = Json::withoutByteOrderMark(payload);
    const char first = firstOf(text);
    if (first == '\0')
        return {};
    const auto json = JsonText::parse(text);
    if (json || (first != '{' && first != '['))
        return json.value_or(JsonText());
    const JsonProblem problem = JsonSyntax::check(text)->problem;
    const bool isForgiven = problem == JsonProblem::ControlCharacter || problem == JsonProblem::UnterminatedString;
    return isForgiven ? JsonText::parse(withControlCharactersEscaped(text)).value_or(JsonText()) : JsonText();
}

QJsonValue parsed(const QByteArray &payload)
{
    const QByteArray text = Json::withoutByteOrderMark(payload);
    const char first = firstOf(text);
    if (first == '\0')
        return QJsonValue::Undefined;
    if (first != '{' && first != '[')
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
    const NamedTexts &all = m_fields.properties;
    constexpr qsizetype few = 16;
    if (all.size() > few) {
        if (m_firstProperties.isEmpty()) {
            for (qsizetype i = all.size() - 1; i >= 0; --i)
                m_firstProperties[all[i].first] = i;
        }
        const auto place = m_firstProperties.constFind(name.toString());
        return place == m_firstProperties.cend() ? std::nullopt : std::optional(all[*place].second);
    }
    const auto found = std::ranges::find(all, name, &std::pair<QString, QString>::first);
    return found == all.end() ? std::nullopt : std::optional(found->second);
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

const JsonText &Message::written() const
{
    if (!m_written)
        m_written = writtenIn(m_fields.payload);
    return *m_written;
}

JsonText Message::written(const QStringList &path) const
{
    return tree().at(path);
}

JsonText Message::written(const JsonPointer &pointer) const
{
    return pointer.resolve(tree());
}

const JsonTree &Message::tree() const
{
    if (!m_tree)
        m_tree.emplace(written());
    return *m_tree;
}

const QJsonValue &Message::json() const
{
    if (!m_json)
        m_json = parsed(m_fields.payload);
    return *m_json;
}

} // namespace Standin::Match
