// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonreader.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

bool isStringText(const JsonText &value)
{
    return value.isString();
}

bool isObjectText(const JsonText &value)
{
    return value.isObject();
}

bool isArrayText(const JsonText &value)
{
    return value.isArray();
}

} // namespace

Result<JsonReader> JsonReader::parse(const QByteArray &text, Null null)
{
    const auto value = JsonText::parse(text);
    if (!value)
        return Failure(value.error());
    if (!value->isObject())
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"a JSON object"_s, ErrorText::typeOf(*value)));
    return JsonReader(*value, {}, null);
}

std::optional<JsonText> JsonReader::takeIf(const QString &key, const QString &expected,
                                           const std::function<bool(const JsonText &)> &isRight)
{
    const JsonText value = take(key);
    if (value.isUndefined())
        return std::nullopt;
    if (isRight(value))
        return value;
    unexpected(key, expected);
    return std::nullopt;
}

std::optional<JsonParts> JsonReader::takeArray(const QString &key, const QString &plural, const QString &element,
                                               IsRight isRight)
{
    const auto value = takeIf(key, u"an array of "_s + plural, isArrayText);
    if (!value)
        return std::nullopt;
    const JsonParts array(*value);
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!isRight(array.value(i))) {
            unexpectedElement(key, i, array.value(i), element);
            return std::nullopt;
        }
    }
    return array;
}

std::optional<qint64> JsonReader::takeWhole(const QString &key, qint64 least, qint64 most)
{
    const auto fits = [=](const JsonText &value) {
        const auto number = value.toWholeNumber();
        return number && *number >= least && *number <= most;
    };
    const auto value = takeIf(key, u"a whole number from %1 to %2"_s.arg(least).arg(most), fits);
    return value ? value->toWholeNumber() : std::nullopt;
}

void JsonReader::read(const QString &key, QString &target)
{
    if (const auto value = takeIf(key, u"a string"_s, isStringText))
        target = value->toString();
}

void JsonReader::read(const QString &key, QStringList &target)
{
    const auto array = takeArray(key, u"strings"_s, u"a string"_s, isStringText);
    if (!array)
        return;
    target.clear();
    for (qsizetype i = 0; i < array->size(); ++i)
        target.append(array->value(i).toString());
}

void JsonReader::read(const QString &key, bool &target)
{
    if (const auto value = takeIf(key, u"true or false"_s, [](const JsonText &v) { return v.isBool(); }))
        target = value->toBool();
}

void JsonReader::read(const QString &key, double &target, double least, double most)
{
    const auto fits = [=](const JsonText &v) { return v.isNumber() && v.toDouble() >= least && v.toDouble() <= most; };
    const auto shown = [](double bound) { return QString::number(bound, 'g', 15); };
    if (const auto value = takeIf(key, u"a number from %1 to %2"_s.arg(shown(least), shown(most)), fits))
        target = value->toDouble();
}

bool JsonReader::read(const QString &key, JsonText &target)
{
    const JsonText value = take(key);
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
    const JsonText value = take(key);
    const QString word = value.toString();
    if (value.isString() && allowed.contains(word))
        target = word;
    else if (!value.isUndefined())
        unexpected(key, ErrorText::quotedList(allowed), ErrorText::suggestion(word, allowed));
}

void JsonReader::readObject(const QString &key, JsonText &target)
{
    if (const auto value = takeIf(key, u"an object"_s, isObjectText))
        target = *value;
}

void JsonReader::readArray(const QString &key, JsonText &target)
{
    if (const auto value = takeIf(key, u"an array"_s, isArrayText))
        target = *value;
}

void JsonReader::readObject(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    const auto value = takeIf(key, u"an object"_s, isObjectText);
    if (!value)
        return;
    JsonReader inner(*value, pointerTo(key), null());
    fill(inner);
    adopt(inner);
}

void JsonReader::readObjects(const QString &key, const std::function<void(JsonReader &)> &fill)
{
    readEach(key, takeArray(key, u"objects"_s, u"an object"_s, isObjectText), {}, fill);
}

void JsonReader::readObjects(const QString &key, const QString &shortKey, const std::function<void(JsonReader &)> &fill)
{
    const auto isRight = [](const JsonText &value) { return value.isObject() || value.isString(); };
    readEach(key, takeArray(key, u"strings or objects"_s, u"a string or an object"_s, isRight), shortKey, fill);
}

void JsonReader::readEach(const QString &key, const std::optional<JsonParts> &array, const QString &shortKey,
                          const std::function<void(JsonReader &)> &fill)
{
    if (array && array->size() > mostObjects) {
        fail(key, ErrorText::expected(u"at most %1 objects"_s.arg(mostObjects), QString::number(array->size())));
        return;
    }
    for (qsizetype i = 0; array && i < array->size(); ++i) {
        const JsonText value = array->value(i);
        JsonReader inner(value.isObject() ? value : JsonBuilder().add(shortKey, value).object(),
                         u"%1/%2"_s.arg(pointerTo(key)).arg(i), null());
        fill(inner);
        adopt(inner);
    }
}

} // namespace Standin
