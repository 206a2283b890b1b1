// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonreader.h"

#include "base/errortext.h"
#include "base/json.h"

#include <cmath>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

bool isString(const QJsonValue &value)
{
    return value.isString();
}

bool isObject(const QJsonValue &value)
{
    return value.isObject();
}

bool isArray(const QJsonValue &value)
{
    return value.isArray();
}

} // namespace

Result<JsonReader> JsonReader::parse(const QByteArray &text, Null null)
{
    const auto value = Json::parse(text);
    if (!value)
        return Failure(value.error());
    if (!value->isObject())
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"a JSON object"_s, ErrorText::typeOf(*value)));
    return JsonReader(value->toObject(), {}, null);
}

std::optional<QJsonValue> JsonReader::takeIf(const QString &key, const QString &expected,
                                             const std::function<bool(const QJsonValue &)> &isRight)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return std::nullopt;
    if (isRight(value))
        return value;
    unexpected(key, expected);
    return std::nullopt;
}

std::optional<QJsonArray> JsonReader::takeArray(const QString &key, const QString &plural, const QString &element,
                                                IsRight isRight)
{
    const auto value = takeIf(key, u"an array of "_s + plural, isArray);
    if (!value)
        return std::nullopt;
    const QJsonArray array = value->toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!isRight(array[i])) {
            unexpectedElement(key, i, array[i], element);
            return std::nullopt;
        }
    }
    return array;
}

std::optional<qint64> JsonReader::takeWhole(const QString &key, qint64 least, qint64 most)
{
    const auto fits = [=](const QJsonValue &value) {
        const double number = value.toDouble();
        return value.isDouble() && std::trunc(number) == number && number >= static_cast<double>(least) &&
               number <= static_cast<double>(most);
    };
    const auto value = takeIf(key, u"a whole number from %1 to %2"_s.arg(least).arg(most), fits);
    return value ? std::optional(static_cast<qint64>(value->toDouble())) : std::nullopt;
}

void JsonReader::read(const QString &key, QString &target)
{
    if (const auto value = takeIf(key, u"a string"_s, isString))
        target = value->toString();
}

void JsonReader::read(const QString &key, QStringList &target)
{
    if (const auto array = takeArray(key, u"strings"_s, u"a string"_s, isString))
        target = QJsonValue(*array).toVariant().toStringList();
}

void JsonReader::read(const QString &key, bool &target)
{
    if (const auto value = takeIf(key, u"true or false"_s, [](const QJsonValue &v) { return v.isBool(); }))
        target = value->toBool();
}

void JsonReader::read(const QString &key, double &target, double least, double most)
{
    const auto fits = [=](const QJsonValue &v) {
        return v.isDouble() && v.toDouble() >= least && v.toDouble() <= most;
    };
    if (const auto value = takeIf(key, u"a number from %1 to %2"_s.arg(least).arg(most), fits))
        target = value->toDouble();
}

void JsonReader::read(const QString &key, QJsonObject &target)
{
    if (const auto value = takeIf(key, u"an object"_s, isObject))
        target = value->toObject();
}

void JsonReader::read(const QString &key, QJsonArray &target)
{
    if (const auto value = takeIf(key, u"an array"_s, isArray))
        target = value->toArray();
}

bool JsonReader::read(const QString &key, QJsonValue &target)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined())
        target = value;
    return !value.isUndefined();
}

void JsonReader::readText(const QString &key, QString &target)
{
    const QString text = take(key).toString();
    if (text.isEmpty())
        unexpected(key, u"a string that is not empty"_s);
    else
        target = text;
}

void JsonReader::readWord(const QString &key, QString &target, const QStringList &allowed)
{
    const QJsonValue value = take(key);
    const QString word = value.toString();
    if (value.isString() && allowed.contains(word))
        target = word;
    else if (!value.isUndefined())
        unexpected(key, ErrorText::quotedList(allowed), ErrorText::suggestion(word, allowed));
}

void JsonReader::readObject(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    const auto value = takeIf(key, u"an object"_s, isObject);
    if (!value)
        return;
    JsonReader inner(value->toObject(), pointerTo(key), null());
    fill(inner);
    adopt(inner);
}

void JsonReader::readObjects(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    readEach(key, takeArray(key, u"objects"_s, u"an object"_s, isObject), {}, fill);
}

void JsonReader::readObjects(const QString &key, const QString &shortKey, const std::function<void(JsonReader &)> &fill)
{
    const auto isRight = [](const QJsonValue &value) { return value.isObject() || value.isString(); };
    readEach(key, takeArray(key, u"strings or objects"_s, u"a string or an object"_s, isRight), shortKey, fill);
}

void JsonReader::readEach(const QString &key, const std::optional<QJsonArray> &array, const QString &shortKey,
                          const std::function<void(JsonReader &)> &fill)
{
    for (qsizetype i = 0; array && i < array->size(); ++i) {
        const QJsonValue value = array->at(i);
        const QJsonObject object = value.isObject() ? value.toObject() : QJsonObject{{shortKey, value}};
        JsonReader inner(object, u"%1/%2"_s.arg(pointerTo(key)).arg(i), null());
        fill(inner);
        adopt(inner);
    }
}

} // namespace Standin
