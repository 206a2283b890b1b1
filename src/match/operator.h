// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/jsonequality.h"
#include "match/operand.h"

#include <QRegularExpression>
#include <QStringList>

namespace Standin {
class JsonBuilder;
class JsonReader;
} // namespace Standin

namespace Standin::Match {

/// One test of a value, such as {"greaterThan": 3}. Compiled when it is read; several threads may use it at once.
///
/// | operator | argument | holds for |
/// |---|---|---|
/// | equalTo | string, number, boolean, null | the same value; a text that reads the same |
/// | contains | string, number, boolean | a text with this in it; an array with this element |
/// | matches | regular expression | a text that matches as a whole |
/// | startsWith, endsWith | string | a text |
/// | equalToJson | any JSON; beside it ignoreExtra, ignoreOrder | the same JSON (JsonEquality) |
/// | greaterThan, lessThan | number | a number; a text that reads as one |
/// | in | array of what equalTo takes | one of these |
/// | absent, present | boolean; false is the opposite | |
/// | size | whole number | Operand::size() |
/// | hex | pairs of hexadecimal digits | these bytes |
///
/// Numbers are compared with all of their digits; greaterThan, lessThan and equalToJson compare doubles. All except
/// `absent` need a value. Numbers and booleans inside JSON are used as texts where an operator needs a text.
class Operator
{
public:
    /// A longer regular expression is refused.
    static constexpr qsizetype longestExpression = 1000;

    [[nodiscard]] static QStringList names();
    /// Every operator that the object holds.
    [[nodiscard]] static QList<Operator> readAll(JsonReader &reader);

    [[nodiscard]] bool holds(const Operand &operand) const;

    [[nodiscard]] QString name() const;
    /// As it was read.
    [[nodiscard]] const JsonText &argument() const { return m_argument.value; }
    /// Adds it to the object, as it was read.
    void writeTo(JsonBuilder &object) const;

    /// The argument and what was compiled from it.
    struct Argument
    {
        JsonText value = {};
        QJsonValue comparable = {};         ///< of equalToJson
        QRegularExpression expression = {}; ///< of matches
        QByteArray bytes = {};              ///< of hex
        JsonEquality equality = {};         ///< of equalToJson
    };

private:
    struct Definition;

    explicit Operator(const Definition &definition)
        : m_definition(&definition)
    {}

    static const QList<Definition> &definitions();

    const Definition *m_definition;
    Argument m_argument;
};

} // namespace Standin::Match
