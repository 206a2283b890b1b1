// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace Standin {

/// A JSON value that preserves its text: the digits of numbers, the order of keys, repeated keys, the escapes in
/// strings. For JSON of a user, because QJsonValue rounds numbers and sorts keys. It is always valid JSON. A value;
/// copies and parts share one text.
class JsonText
{
public:
    enum class Type : quint8 { Undefined, Null, Bool, Number, String, Array, Object };

    /// Undefined: no value.
    JsonText() = default;
    /// The value as written by QJsonDocument.
    JsonText(const QJsonValue &value);
    JsonText(const QJsonObject &object);

    /// Parses any JSON value, with white space before and after it. MalformedJson with "line L, column C" in `where`
    /// otherwise.
    [[nodiscard]] static Result<JsonText> parse(const QByteArray &text);
    [[nodiscard]] static JsonText null() { return JsonText(QByteArrayLiteral("null")); }
    [[nodiscard]] static JsonText emptyObject() { return JsonText(QByteArrayLiteral("{}")); }
    [[nodiscard]] static JsonText string(QStringView text);
    [[nodiscard]] static JsonText whole(qint64 number);
    /// A number, always with a decimal point or an exponent: with the fewest decimals that distinguish it from other
    /// numbers, or with exactly `decimals`. Infinite and not-a-number give null.
    [[nodiscard]] static JsonText real(double number, int decimals = -1);

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isUndefined() const { return m_text.isEmpty(); }
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }
    [[nodiscard]] bool isBool() const { return type() == Type::Bool; }
    [[nodiscard]] bool isNumber() const { return type() == Type::Number; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }

    /// The original text of the value.
    [[nodiscard]] QByteArrayView text() const { return m_text; }
    /// The text without white space between its tokens.
    [[nodiscard]] QByteArray toCompact() const;
    /// The same, with its own copy of the text.
    [[nodiscard]] JsonText compacted() const { return JsonText(toCompact()); }

    [[nodiscard]] bool toBool() const { return m_text == "true"; }
    /// Infinite above the range of a double; 0 for a value that is not a number.
    [[nodiscard]] double toDouble() const;
    /// nullopt for a value that is not a whole number, and above the exact range of a double (2^53).
    [[nodiscard]] std::optional<qint64> toWholeNumber() const;
    /// The decoded text of a string; empty for a value that is not a string.
    [[nodiscard]] QString toString() const;
    /// The decoded text of a string; toCompact() for other values.
    [[nodiscard]] QString toPlainText() const;
    /// The text for look-ups. As toPlainText(), but equal numbers give the same text and different numbers different
    /// texts, with any number of digits: 1, 1.0 and 10e-1 give "1", like the string "1".
    [[nodiscard]] QString toLookupText() const;
    /// With rounded numbers and sorted keys. Undefined when it contains a number outside the range of a double (1e999).
    [[nodiscard]] QJsonValue toJson() const;

    /// The value of an object at this key; of equal keys the last one. Undefined when there is none, and for a value
    /// that is not an object.
    [[nodiscard]] JsonText value(QStringView key) const;
    /// An element of an array. Undefined when there is none, and for a value that is not an array.
    [[nodiscard]] JsonText element(qsizetype index) const;
    /// A member of an object, or an element of an array: then `key` is its index.
    [[nodiscard]] JsonText child(QStringView key) const;
    /// The index of an element; -1 for other text.
    [[nodiscard]] static qsizetype indexFrom(QStringView key);

    /// UTF-8 as text. QString::fromUtf8() leaves a U+FEFF out that stands at the beginning.
    [[nodiscard]] static QString decoded(QByteArrayView utf8);
    /// Whether a JSON string, given with its quotes, has this decoded text.
    [[nodiscard]] static bool spells(QByteArrayView literal, QStringView text);

    /// A value inside, given by its text, which is part of this one's text().
    [[nodiscard]] JsonText part(QByteArrayView text) const { return {m_owner, text}; }

    /// Whether both have the same text.
    bool operator==(const JsonText &other) const { return m_text == other.m_text; }

private:
    friend class JsonBuilder;
    friend class JsonParts;

    /// `text` is valid JSON and a part of `owner`.
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
