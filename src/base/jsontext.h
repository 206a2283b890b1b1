// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace Standin {

/// A JSON value as it was written: the digits of its numbers, the order of its keys, keys that stand there twice, the
/// escapes in its strings. For JSON that belongs to a user: QJsonValue rounds numbers and sorts keys. Valid JSON
/// always. A value; copies and parts share one text.
class JsonText
{
public:
    enum class Type : quint8 { Undefined, Null, Bool, Number, String, Array, Object };

    /// Undefined: no value.
    JsonText() = default;
    /// As QJsonDocument writes it.
    JsonText(const QJsonValue &value);
    JsonText(const QJsonObject &object);

    /// Any JSON value, with white space around it. MalformedJson with "line L, column C" in `where` otherwise.
    [[nodiscard]] static Result<JsonText> parse(const QByteArray &text);
    [[nodiscard]] static JsonText null() { return JsonText(QByteArrayLiteral("null")); }
    [[nodiscard]] static JsonText emptyObject() { return JsonText(QByteArrayLiteral("{}")); }
    [[nodiscard]] static JsonText string(QStringView text);
    [[nodiscard]] static JsonText whole(qint64 number);
    /// With a decimal point or an exponent, whatever its value: as few decimals as tell it apart from other numbers, or
    /// just `decimals`. What no JSON number can stand for (infinite, not a number) gives null.
    [[nodiscard]] static JsonText real(double number, int decimals = -1);

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isUndefined() const { return m_text.isEmpty(); }
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }
    [[nodiscard]] bool isBool() const { return type() == Type::Bool; }
    [[nodiscard]] bool isNumber() const { return type() == Type::Number; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }

    /// The value as it was written.
    [[nodiscard]] QByteArrayView text() const { return m_text; }
    /// The same without white space between its tokens.
    [[nodiscard]] QByteArray toCompact() const;
    /// Likewise, with a text of its own.
    [[nodiscard]] JsonText compacted() const { return JsonText(toCompact()); }

    [[nodiscard]] bool toBool() const { return m_text == "true"; }
    /// Infinite above the range of a double; 0 for what is no number.
    [[nodiscard]] double toDouble() const;
    /// nullopt for what is no whole number, and beyond those that a double holds exactly (2^53).
    [[nodiscard]] std::optional<qint64> toWholeNumber() const;
    /// The text that a string stands for; empty for what is no string.
    [[nodiscard]] QString toString() const;
    /// A string's own text; anything else as toCompact().
    [[nodiscard]] QString toPlainText() const;
    /// By which values are looked up. As toPlainText(), but numbers that are equal give the same text, and those that
    /// are not, different ones, however many digits they have: 1, 1.0 and 10e-1 give "1", like the string "1".
    [[nodiscard]] QString toLookupText() const;
    /// Rounded and sorted. Undefined when there is a number in it that a double cannot stand for (1e999).
    [[nodiscard]] QJsonValue toJson() const;

    /// What an object has at this key: of several the last. Undefined when there is none, and for what is no object.
    [[nodiscard]] JsonText value(QStringView key) const;
    /// An element of an array. Undefined when there is none, and for what is no array.
    [[nodiscard]] JsonText element(qsizetype index) const;
    /// The one or the other: of an array, `key` is the number of an element.
    [[nodiscard]] JsonText child(QStringView key) const;
    /// The number of an element; -1 for what is none.
    [[nodiscard]] static qsizetype indexFrom(QStringView key);

    /// UTF-8 as text. QString::fromUtf8() leaves a U+FEFF out that stands at the beginning.
    [[nodiscard]] static QString decoded(QByteArrayView utf8);
    /// Whether a JSON string, given with its quotes, stands for this text.
    [[nodiscard]] static bool spells(QByteArrayView literal, QStringView text);

    /// A value inside, given by the place of its text, which is part of this one's text().
    [[nodiscard]] JsonText part(QByteArrayView text) const { return {m_owner, text}; }

    /// Whether both are written alike.
    bool operator==(const JsonText &other) const { return m_text == other.m_text; }

private:
    friend class JsonBuilder;
    friend class JsonParts;

    /// `text` is valid, and lies within `owner`.
    JsonText(QByteArray owner, QByteArrayView text)
        : m_owner(std::move(owner))
        , m_text(text)
    {}
    explicit JsonText(const QByteArray &text)
        : JsonText(text, text)
    {}

    template <typename IsWanted>
    [[nodiscard]] JsonText find(IsWanted isWanted) const;

    QByteArray m_owner;
    QByteArrayView m_text;
};

} // namespace Standin
