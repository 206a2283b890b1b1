// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/operator.h"

#include "base/errortext.h"
#include "base/json.h"
#include "base/jsonreader.h"

#include <algorithm>
#include <cctype>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

using Argument = Operator::Argument;

bool isText(const QJsonValue &value)
{
    return value.isString();
}

bool isNumber(const QJsonValue &value)
{
    return value.isDouble();
}

bool isBoolean(const QJsonValue &value)
{
    return value.isBool();
}

bool isSize(const QJsonValue &value)
{
    return value.toInteger(-1) >= 0;
}

bool isPart(const QJsonValue &value)
{
    return value.isString() || value.isDouble() || value.isBool();
}

bool isScalar(const QJsonValue &value)
{
    return isPart(value) || value.isNull();
}

bool areScalars(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    return value.isArray() && std::all_of(array.begin(), array.end(), isScalar);
}

bool isAnything(const QJsonValue &)
{
    return true;
}

bool equals(const QJsonValue &expected, const Operand &operand)
{
    if (operand.isTyped())
        return expected == operand.value();
    if (expected.isDouble())
        return operand.asNumber() == expected.toDouble();
    return operand.asText() == Json::toPlainText(expected);
}

bool equalTo(const Argument &argument, const Operand &operand)
{
    return equals(argument.value, operand);
}

bool contains(const Argument &argument, const Operand &operand)
{
    if (operand.isTyped() && operand.value().isArray())
        return operand.value().toArray().contains(argument.value);
    const auto text = operand.asText();
    return text && text->contains(Json::toPlainText(argument.value));
}

bool matches(const Argument &argument, const Operand &operand)
{
    const auto text = operand.asText();
    return text && argument.expression.match(*text).hasMatch();
}

bool startsWith(const Argument &argument, const Operand &operand)
{
    const auto text = operand.asText();
    return text && text->startsWith(argument.value.toString());
}

bool endsWith(const Argument &argument, const Operand &operand)
{
    const auto text = operand.asText();
    return text && text->endsWith(argument.value.toString());
}

bool equalToJson(const Argument &argument, const Operand &operand)
{
    return argument.equality.holds(argument.value, operand.value());
}

bool greaterThan(const Argument &argument, const Operand &operand)
{
    const auto number = operand.asNumber();
    return number && *number > argument.value.toDouble();
}

bool lessThan(const Argument &argument, const Operand &operand)
{
    const auto number = operand.asNumber();
    return number && *number < argument.value.toDouble();
}

bool isIn(const Argument &argument, const Operand &operand)
{
    const QJsonArray allowed = argument.value.toArray();
    return std::any_of(allowed.begin(), allowed.end(),
                       [&operand](const QJsonValue &value) { return equals(value, operand); });
}

bool hasSize(const Argument &argument, const Operand &operand)
{
    return operand.size() == argument.value.toInteger();
}

bool isHex(const Argument &argument, const Operand &operand)
{
    return operand.asBytes() == argument.bytes;
}

/// Empty, or what is wrong with the argument.
QString compileExpression(Argument &argument)
{
    const QString pattern = argument.value.toString();
    if (pattern.size() > Operator::longestExpression)
        return ErrorText::expected(u"at most %1 characters"_s.arg(Operator::longestExpression),
                                   QString::number(pattern.size()));
    const QRegularExpression alone(pattern);
    // What the expression may cost is limited, because it comes from files and from the network.
    argument.expression = QRegularExpression(u"(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=10000)"_s +
                                             QRegularExpression::anchoredPattern(pattern));
    const QRegularExpression &wrong = alone.isValid() ? argument.expression : alone;
    if (wrong.isValid())
        return {};
    return ErrorText::expected(u"a regular expression"_s, ErrorText::found(argument.value)) +
           u": %1 at character %2"_s.arg(wrong.errorString())
               .arg(alone.isValid() ? pattern.size() : alone.patternErrorOffset());
}

QString compileHex(Argument &argument)
{
    QByteArray digits = argument.value.toString().toLatin1();
    digits.removeIf([](char c) { return std::isspace(static_cast<uchar>(c)) != 0; });
    const bool isRight = digits.size() % 2 == 0 &&
                         std::ranges::all_of(digits, [](char c) { return std::isxdigit(static_cast<uchar>(c)); });
    if (!isRight)
        return ErrorText::expected(u"pairs of hexadecimal digits"_s, ErrorText::found(argument.value));
    argument.bytes = QByteArray::fromHex(digits);
    return {};
}

} // namespace

struct Operator::Definition
{
    QString name;
    QString expected; ///< the argument, in words
    bool (*isArgument)(const QJsonValue &);
    bool (*holds)(const Argument &, const Operand &); ///< null: presence
    QString (*compile)(Argument &) = nullptr;
};

const QList<Operator::Definition> &Operator::definitions()
{
    static const QString part = u"a string, a number, true or false"_s;
    static const QList<Definition> all = {
        {u"equalTo"_s, u"a string, a number, true, false or null"_s, isScalar, equalTo},
        {u"contains"_s, part, isPart, contains},
        {u"matches"_s, u"a regular expression"_s, isText, matches, compileExpression},
        {u"startsWith"_s, u"a string"_s, isText, startsWith},
        {u"endsWith"_s, u"a string"_s, isText, endsWith},
        {u"equalToJson"_s, u"a JSON value"_s, isAnything, equalToJson},
        {u"greaterThan"_s, u"a number"_s, isNumber, greaterThan},
        {u"lessThan"_s, u"a number"_s, isNumber, lessThan},
        {u"in"_s, u"an array of strings, numbers, booleans and nulls"_s, areScalars, isIn},
        {u"absent"_s, u"true or false"_s, isBoolean, nullptr},
        {u"present"_s, u"true or false"_s, isBoolean, nullptr},
        {u"size"_s, u"a whole number from 0"_s, isSize, hasSize},
        {u"hex"_s, u"pairs of hexadecimal digits"_s, isText, isHex, compileHex},
    };
    return all;
}

QStringList Operator::names()
{
    QStringList names;
    for (const Definition &definition : definitions())
        names += definition.name;
    return names;
}

QString Operator::name() const
{
    return m_definition->name;
}

QList<Operator> Operator::readAll(JsonReader &reader)
{
    QList<Operator> found;
    for (const Definition &definition : definitions()) {
        Operator made(definition);
        Argument &argument = made.m_argument;
        if (!reader.read(definition.name, argument.value))
            continue;
        const bool isRight = definition.isArgument(argument.value);
        if (!isRight)
            reader.unexpected(definition.name, definition.expected);
        const QString fault = isRight && definition.compile ? definition.compile(argument) : QString();
        if (!fault.isEmpty())
            reader.fail(definition.name, fault);
        if (definition.holds == equalToJson) {
            reader.read(u"ignoreExtra"_s, argument.equality.ignoreExtra);
            reader.read(u"ignoreOrder"_s, argument.equality.ignoreOrder);
        }
        found.append(made);
    }
    return found;
}

bool Operator::holds(const Operand &operand) const
{
    if (!m_definition->holds)
        return operand.isAbsent() == (m_argument.value.toBool() == (m_definition->name == u"absent"));
    return !operand.isAbsent() && m_definition->holds(m_argument, operand);
}

void Operator::writeTo(QJsonObject &object) const
{
    object.insert(m_definition->name, m_argument.value);
    if (m_argument.equality.ignoreExtra)
        object.insert(u"ignoreExtra"_s, true);
    if (m_argument.equality.ignoreOrder)
        object.insert(u"ignoreOrder"_s, true);
}

} // namespace Standin::Match
