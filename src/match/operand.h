// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

namespace Standin::Match {

/// The operand of an operator: a whole payload, a JSON value inside it, or a text such as a topic level. JSON values
/// keep their types: 5 is not "5". Texts have no type and are converted as the operator needs.
class Operand
{
public:
    /// Absent when it is empty. The message must outlive the operand.
    [[nodiscard]] static Operand payload(const Message &message);
    /// Absent when it is undefined.
    [[nodiscard]] static Operand json(const JsonText &value);
    /// Absent when it is nullopt.
    [[nodiscard]] static Operand text(const std::optional<QString> &text);

    [[nodiscard]] bool isAbsent() const { return m_isTyped ? m_json.isUndefined() : !m_text; }
    /// Whether it is a JSON value, which has a type.
    [[nodiscard]] bool isTyped() const { return m_isTyped; }

    /// The JSON value; undefined for a text that is not JSON.
    [[nodiscard]] JsonText value() const;
    /// The same, with rounded numbers and sorted keys.
    [[nodiscard]] QJsonValue comparable() const;
    /// Texts and strings unchanged; numbers and booleans as JsonText::toLookupText(). nullopt for other values.
    [[nodiscard]] std::optional<QString> asText() const;
    /// A JSON number, or a text with a number.
    [[nodiscard]] std::optional<double> asNumber() const;
    /// The payload as it was received, or asText() in UTF-8.
    [[nodiscard]] std::optional<QByteArray> asBytes() const;
    /// Elements of an array, keys of an object, characters of a text, bytes of a payload. nullopt for other values.
    [[nodiscard]] std::optional<qsizetype> size() const;

private:
    explicit Operand(bool isTyped)
        : m_isTyped(isTyped)
    {}

    const Message *m_message = nullptr; ///< of a whole payload only
    JsonText m_json;                    ///< of a JSON value only
    std::optional<QString> m_text;      ///< of a text only
    bool m_isTyped;
};

} // namespace Standin::Match
