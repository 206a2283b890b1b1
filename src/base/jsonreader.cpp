// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonreader.h"

#include "base/json.h"

#include <algorithm>
#include <cmath>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// The value as an error message shows it: short, and never more than its type where it might be long.
QString shown(const QJsonValue &value)
{
    const QString text = QString::fromUtf8(Json::toCompact(value));
    constexpr qsizetype most = 40;
    return text.size() <= most ? text : text.first(most) + u"…"_s;
}

bool isString(const QJsonValue &value)
{
    return value.isString();
}

} // namespace

JsonReader::JsonReader(QJsonObject object, QString pointer)
    : m_object(std::move(object))
    , m_pointer(std::move(pointer))
{}

std::optional<QJsonValue> JsonReader::take(const QString &key, const QString &expected,
                                           const std::function<bool(const QJsonValue &)> &isRight)
{
    m_known.append(key);
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined())
        return std::nullopt;
    if (isRight(value))
        return value;
    fail(key, u"expected %1, found %2"_s.arg(expected, shown(value)));
    return std::nullopt;
}

void JsonReader::read(const QString &key, QString &target)
{
    if (const auto value = take(key, u"a string"_s, isString))
        target = value->toString();
}

void JsonReader::read(const QString &key, QStringList &target)
{
    const auto isStrings = [](const QJsonValue &value) {
        const QJsonArray array = value.toArray();
        return value.isArray() && std::all_of(array.begin(), array.end(), isString);
    };
    if (const auto value = take(key, u"an array of strings"_s, isStrings))
        target = value->toVariant().toStringList();
}

void JsonReader::read(const QString &key, bool &target)
{
    if (const auto value = take(key, u"true or false"_s, [](const QJsonValue &v) { return v.isBool(); }))
        target = value->toBool();
}

void JsonReader::read(const QString &key, int &target, int least, int most)
{
    const auto fits = [=](const QJsonValue &value) {
        const double number = value.toDouble();
        return value.isDouble() && std::trunc(number) == number && number >= least && number <= most;
    };
    if (const auto value = take(key, u"a whole number from %1 to %2"_s.arg(least).arg(most), fits))
        target = value->toInt();
}

void JsonReader::read(const QString &key, double &target, double least, double most)
{
    const auto fits = [=](const QJsonValue &v) {
        return v.isDouble() && v.toDouble() >= least && v.toDouble() <= most;
    };
    if (const auto value = take(key, u"a number from %1 to %2"_s.arg(least).arg(most), fits))
        target = value->toDouble();
}

void JsonReader::read(const QString &key, QJsonObject &target)
{
    if (const auto value = take(key, u"an object"_s, [](const QJsonValue &v) { return v.isObject(); }))
        target = value->toObject();
}

bool JsonReader::read(const QString &key, QJsonValue &target)
{
    const auto value = take(key, u"a value"_s, [](const QJsonValue &) { return true; });
    if (value)
        target = *value;
    return value.has_value();
}

void JsonReader::readObject(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    const auto value = take(key, u"an object"_s, [](const QJsonValue &v) { return v.isObject(); });
    if (!value)
        return;
    JsonReader inner(value->toObject(), m_pointer + u'/' + key);
    fill(inner);
    adopt(inner);
}

void JsonReader::readObjects(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    const auto isObjects = [](const QJsonValue &value) {
        const QJsonArray array = value.toArray();
        return value.isArray() &&
               std::all_of(array.begin(), array.end(), [](const QJsonValue &v) { return v.isObject(); });
    };
    const auto value = take(key, u"an array of objects"_s, isObjects);
    if (!value)
        return;
    const QJsonArray array = value->toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        JsonReader inner(array[i].toObject(), u"%1/%2/%3"_s.arg(m_pointer, key).arg(i));
        fill(inner);
        adopt(inner);
    }
}

void JsonReader::adopt(const JsonReader &inner)
{
    if (m_status)
        m_status = inner.m_status;
    m_unknownInside += inner.unknownKeys();
}

void JsonReader::fail(const QString &key, const QString &message, ErrorCode code)
{
    if (m_status)
        m_status = failure(code, message, m_pointer + u'/' + key);
}

QStringList JsonReader::unknownKeys() const
{
    QStringList unknown = m_unknownInside;
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_known.contains(it.key()))
            unknown.append(m_pointer + u'/' + it.key());
    }
    return unknown;
}

} // namespace Standin
