// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/operand.h"

#include "base/jsonparts.h"

#include <cmath>

namespace Standin::Match {

Operand Operand::payload(const Message &message)
{
    Operand operand(false);
    operand.m_message = &message;
    if (!message.payload().isEmpty())
        operand.m_text = message.text();
    return operand;
}

Operand Operand::json(const JsonText &value)
{
    Operand operand(true);
    operand.m_json = value;
    return operand;
}

Operand Operand::text(const std::optional<QString> &text)
{
    Operand operand(false);
    operand.m_text = text;
    return operand;
}

JsonText Operand::value() const
{
    if (m_message)
        return m_message->written();
    return m_text ? JsonText::parse(m_text->toUtf8()).value_or(JsonText()) : m_json;
}

QJsonValue Operand::comparable() const
{
    return m_message ? m_message->json() : value().toJson();
}

std::optional<QString> Operand::asText() const
{
    if (m_json.isString() || m_json.isNumber() || m_json.isBool())
        return m_json.toLookupText();
    return m_text;
}

std::optional<double> Operand::asNumber() const
{
    if (m_json.isNumber())
        return m_json.toDouble();
    if (!m_text)
        return std::nullopt;
    bool isNumber = false;
    const double number = m_text->trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<QByteArray> Operand::asBytes() const
{
    if (m_message && !isAbsent())
        return m_message->payload();
    const auto text = asText();
    return text ? std::optional(text->toUtf8()) : std::nullopt;
}

std::optional<qsizetype> Operand::size() const
{
    if (m_message)
        return m_message->payload().size();
    if (m_json.isArray() || m_json.isObject())
        return JsonParts(m_json).size();
    const std::optional<QString> text = m_json.isString() ? m_json.toString() : m_text;
    return text ? std::optional<qsizetype>(text->toUcs4().size()) : std::nullopt;
}

} // namespace Standin::Match
