// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontext.h"

#include "base/json.h"
#include "base/jsonnumber.h"
#include "base/jsonscanner.h"
#include "base/jsonsyntax.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <cmath>

namespace Standin {

namespace {

QJsonValue parsed(QByteArrayView text)
{
    // Before Qt 6.9 QJsonDocument takes only arrays and objects at the top level, hence the brackets.
    QByteArray wrapped;
    wrapped.reserve(text.size() + 2);
    wrapped.append('[').append(text).append(']');
    const QJsonArray array = QJsonDocument::fromJson(wrapped).array();
    return array.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(array.first());
}

} // namespace

JsonText::JsonText(const QJsonValue &value)
    : JsonText(value.isUndefined() ? QByteArray() : Json::toCompact(value))
{}

JsonText::JsonText(const QJsonObject &object)
    : JsonText(QJsonValue(object))
{}

Result<JsonText> JsonText::parse(const QByteArray &text)
{
    return Json::check(text).map([&text] {
        const QByteArrayView behindMark = QByteArrayView(text).sliced(Json::byteOrderMarkSize(text));
        return JsonText(text, behindMark.trimmed());
    });
}

JsonText JsonText::string(QStringView text)
{
    return JsonText(Json::quoted(text));
}

JsonText JsonText::whole(qint64 number)
{
    return JsonText(QByteArray::number(number));
}

JsonText JsonText::real(double number, int decimals)
{
    return JsonText(JsonNumber::fromReal(number, decimals));
}

JsonText::Type JsonText::type() const
{
    if (m_text.isEmpty())
        return Type::Undefined;
    switch (m_text.front()) {
    case 'n':
        return Type::Null;
    case 't':
    case 'f':
        return Type::Bool;
    case '"':
        return Type::String;
    case '[':
        return Type::Array;
    case '{':
        return Type::Object;
    default:
        return Type::Number;
    }
}

QByteArray JsonText::toCompact() const
{
    QByteArray out;
    out.reserve(m_text.size());
    bool inString = false;
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const char c = m_text[i];
        if (inString && c == '\\') {
            out += c;
            out += m_text[++i];
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || !(c == ' ' || c == '\t' || c == '\n' || c == '\r'))
            out += c;
    }
    return out;
}

double JsonText::toDouble() const
{
    bool isInRange = true;
    const double number = isNumber() ? m_text.toDouble(&isInRange) : 0;
    if (isInRange)
        return number;
    const bool isTiny = JsonNumber::canonical(m_text).contains("e-");
    return isTiny ? 0 : m_text.startsWith('-') ? -qInf() : qInf();
}

std::optional<qint64> JsonText::toWholeNumber() const
{
    constexpr double exactlyWhole = 9007199254740992.0;
    const double number = toDouble();
    if (!isNumber() || std::trunc(number) != number || std::abs(number) > exactlyWhole)
        return std::nullopt;
    return static_cast<qint64>(number);
}

QString JsonText::toString() const
{
    if (!isString())
        return {};
    const QByteArrayView inner = m_text.sliced(1, m_text.size() - 2);
    return inner.contains('\\') ? parsed(m_text).toString() : decoded(inner);
}

QString JsonText::decoded(QByteArrayView utf8)
{
    using Flag = QStringConverter::Flag;
    if (!utf8.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(utf8);
    return QStringDecoder(QStringConverter::Utf8, Flag::Stateless | Flag::ConvertInitialBom)(utf8);
}

bool JsonText::spells(QByteArrayView literal, QStringView text)
{
    const QByteArrayView inner = literal.sliced(1, literal.size() - 2);
    if (inner.contains('\\'))
        return parsed(literal).toString() == text;
    return QAnyStringView(QUtf8StringView(inner)) == QAnyStringView(text);
}

QString JsonText::toPlainText() const
{
    return isString() ? toString() : QString::fromUtf8(toCompact());
}

QString JsonText::toLookupText() const
{
    return isNumber() ? QString::fromLatin1(JsonNumber::canonical(m_text)) : toPlainText();
}

QJsonValue JsonText::toJson() const
{
    return isUndefined() ? QJsonValue(QJsonValue::Undefined) : parsed(m_text);
}

/// The last part of a container for which `isWanted` is true. It is called at the key of a member, or at an element.
template <typename IsWanted>
JsonText JsonText::find(IsWanted isWanted) const
{
    using Token = JsonScanner::Token;
    const bool ofObject = isObject();
    JsonText found;
    JsonScanner scanner(m_text);
    scanner.next();
    bool wanted = false;
    qsizetype at = 0;
    for (Token token = scanner.next(); token != Token::End; token = scanner.next()) {
        if (token == Token::Key) {
            wanted = isWanted(scanner, at);
            continue;
        }
        if (!ofObject)
            wanted = isWanted(scanner, at);
        if (token == Token::Begin)
            scanner.skipContainer();
        if (wanted)
            found = part(scanner.text());
        if (wanted && !ofObject)
            break;
        ++at;
    }
    return found;
}

JsonText JsonText::value(QStringView key) const
{
    if (!isObject())
        return {};
    return find([key](const JsonScanner &scanner, qsizetype) { return spells(scanner.text(), key); });
}

JsonText JsonText::element(qsizetype index) const
{
    if (!isArray() || index < 0)
        return {};
    return find([index](const JsonScanner &, qsizetype at) { return at == index; });
}

JsonText JsonText::child(QStringView key) const
{
    return isArray() ? element(indexFrom(key)) : value(key);
}

qsizetype JsonText::indexFrom(QStringView key)
{
    bool isNumber = false;
    const uint index = key.toUInt(&isNumber);
    return isNumber ? static_cast<qsizetype>(index) : -1;
}

} // namespace Standin
