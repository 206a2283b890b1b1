// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/operator.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "match/boundedexpression.h"

#include <algorithm>
#include <cctype>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

using Argument = Operator::Argument;

bool isText(const JsonText &value)
{
    return value.isString();
}

bool isNumber(const JsonText &value)
{
    return value.isNumber();
}

bool isBoolean(const JsonText &value)
{
    return value.isBool();
}

bool isSize(const JsonText &value)
{
    return value.toWholeNumber().value_or(-1) >= 0;
}

bool isPart(const JsonText &value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

bool isScalar(const JsonText &value)
{
    return isPart(value) || value.isNull();
}

/// Whether it is true for one of the elements of an array.
template <typename Test>
bool anyOf(const JsonText &array, Test test)
{
    const JsonParts elements(array);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (test(elements.value(i)))
            return true;
    }
    return false;
}

bool areScalars(const JsonText &value)
{
    return value.isArray() && !anyOf(value, [](const JsonText &element) { return !isScalar(element); });
}

bool isAnything(const JsonText &)
{
    return true;
}

/// Whether a scalar equals another value. Numbers are compared with all of their digits.
bool isSame(const JsonText &scalar, const JsonText &other)
{
    return scalar.type() == other.type() && scalar.toLookupText() == other.toLookupText();
}

bool equals(const JsonText &expected, const Operand &operand)
{
    if (operand.isTyped() || (expected.isNumber() && operand.value().isNumber()))
        return isSame(expected, operand.value());
    if (expected.isNumber())
        return operand.asNumber() == expected.toDouble();
    return operand.asText() == expected.toPlainText();
}

bool equalTo(const Argument &argument, const Operand &operand)
{
    return equals(argument.value, operand);
}

bool contains(const Argument &argument, const Operand &operand)
{
    if (operand.isTyped() && operand.value().isArray())
        return anyOf(operand.value(), [&argument](const JsonText &one) { return isSame(argument.value, one); });
    const auto text = operand.asText();
    return text && text->contains(argument.value.toLookupText());
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
    return argument.equality.holds(argument.comparable, operand.comparable());
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
    return anyOf(argument.value, [&operand](const JsonText &value) { return equals(value, operand); });
}

bool hasSize(const Argument &argument, const Operand &operand)
{
    return operand.size() == argument.value.toWholeNumber();
}

bool isHex(const Argument &argument, const Operand &operand)
{
    return operand.asBytes() == argument.bytes;
}

/// Empty, or the fault of the argument.
QString compileExpression(Argument &argument)
{
    const QString pattern = argument.value.toString();
    if (pattern.size() > Operator::longestExpression)
        return ErrorText::expected(u"at most %1 characters"_s.arg(Operator::longestExpression),
                                   QString::number(pattern.size()));
    const QRegularExpression alone(pattern);
    argument.expression = QRegularExpression(boundedExpression(QRegularExpression::anchoredPattern(pattern)));
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

QString compileJson(Argument &argument)
{
    argument.comparable = argument.value.toJson();
    return argument.comparable.isUndefined() ? u"expected numbers within the range of a double"_s : QString();
}

} // namespace

struct Operator::Definition
{
    QString name;
    QString expected; ///< description of the argument
    bool (*isArgument)(const JsonText &);
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
        {u"equalToJson"_s, u"a JSON value"_s, isAnything, equalToJson, compileJson},
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

void Operator::writeTo(JsonBuilder &object) const
{
    object.add(m_definition->name, m_argument.value);
    if (m_argument.equality.ignoreExtra)
        object.add(u"ignoreExtra"_s, true);
    if (m_argument.equality.ignoreOrder)
        object.add(u"ignoreOrder"_s, true);
}

} // namespace Standin::Match
