// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/jsonfields.h"

#include "base/json.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// The type, not the value: it could be a password.
QString describe(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return u"nothing"_s;
    case QJsonValue::Bool:
        return u"a boolean"_s;
    case QJsonValue::Double:
        return u"a number"_s;
    case QJsonValue::String:
        return value.toString().isEmpty() ? u"an empty string"_s : u"a string"_s;
    case QJsonValue::Array:
        return u"an array"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<JsonFields> JsonFields::parse(const QByteArray &body)
{
    const auto value = Json::parse(body);
    if (!value)
        return Failure(value.error());
    if (!value->isObject())
        return failure(ErrorCode::InvalidArgument, u"found %1, expected an object"_s.arg(describe(*value)), u"body"_s);
    return JsonFields(value->toObject());
}

bool JsonFields::has(const QString &name) const
{
    const QJsonValue value = m_object.value(name);
    return !value.isUndefined() && !value.isNull();
}

Result<QString> JsonFields::text(const QString &name) const
{
    const QString text = m_object.value(name).toString();
    if (text.isEmpty())
        return unexpected(name, u"a string that is not empty"_s);
    return text;
}

Result<std::optional<QString>> JsonFields::optionalText(const QString &name) const
{
    if (!has(name))
        return std::nullopt;
    const QJsonValue value = m_object.value(name);
    if (!value.isString())
        return unexpected(name, u"a string"_s);
    return value.toString();
}

Result<std::optional<quint16>> JsonFields::optionalPort(const QString &name) const
{
    if (!has(name))
        return std::nullopt;
    const QJsonValue value = m_object.value(name);
    if (value.isDouble() || value.isString()) {
        bool isNumber = false;
        const QString text = Json::toPlainText(value);
        const ushort port = text.toUShort(&isNumber);
        if (isNumber && port > 0)
            return port;
        return failure(ErrorCode::InvalidArgument,
                       u"found \"%1\", expected a number from 1 to 65535"_s.arg(text.left(40)), name);
    }
    return unexpected(name, u"a number from 1 to 65535"_s);
}

Result<QString> JsonFields::textOrNumber(const QString &name) const
{
    const QJsonValue value = m_object.value(name);
    if (!value.isString() && !value.isDouble())
        return unexpected(name, u"a string or a number"_s);
    return Json::toPlainText(value);
}

Failure JsonFields::unexpected(const QString &name, const QString &expected) const
{
    return failure(ErrorCode::InvalidArgument, u"found %1, expected %2"_s.arg(describe(m_object.value(name)), expected),
                   name);
}

} // namespace Standin::Rest
