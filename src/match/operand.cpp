// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/operand.h"

#include "base/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace Standin::Match {

Operand Operand::payload(const Message &message)
{
    return {&message, message.payload().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(message.text()),
            false};
}

Operand Operand::json(const QJsonValue &value)
{
    return {nullptr, value, true};
}

Operand Operand::text(const std::optional<QString> &text)
{
    return {nullptr, text ? QJsonValue(*text) : QJsonValue(QJsonValue::Undefined), false};
}

QJsonValue Operand::value() const
{
    if (m_message)
        return m_message->json();
    if (m_isTyped || m_value.isUndefined())
        return m_value;
    return Json::parse(m_value.toString().toUtf8()).value_or(QJsonValue(QJsonValue::Undefined));
}

std::optional<QString> Operand::asText() const
{
    if (m_value.isString() || m_value.isDouble() || m_value.isBool())
        return Json::toPlainText(m_value);
    return std::nullopt;
}

std::optional<double> Operand::asNumber() const
{
    if (m_value.isDouble())
        return m_value.toDouble();
    if (m_isTyped || !m_value.isString())
        return std::nullopt;
    bool isNumber = false;
    const double number = m_value.toString().trimmed().toDouble(&isNumber);
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
    if (m_value.isArray())
        return m_value.toArray().size();
    if (m_value.isObject())
        return m_value.toObject().size();
    if (m_value.isString())
        return m_value.toString().toUcs4().size();
    return std::nullopt;
}

} // namespace Standin::Match
