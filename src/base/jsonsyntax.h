// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Standin {

enum class JsonProblem {
    ExpectedValue,
    ExpectedKey,
    ExpectedColon,
    ExpectedCommaOrBrace,   ///< inside an object
    ExpectedCommaOrBracket, ///< inside an array
    UnterminatedString,
    ControlCharacter, ///< written raw inside a string
    NullCharacter,    ///< U+0000 before a value or after the text
    BadEscape,
    BadNumber,
    BadUtf8,
    TooDeep,
    TextAfterEnd,
};

/// A fault of a JSON text, and its byte offset.
struct JsonSyntaxError
{
    JsonProblem problem;
    qsizetype offset = 0;

    /// In English, for logs and REST.
    [[nodiscard]] QString message() const;
};

/// Checks a text against RFC 8259, strictly, in one pass. QJsonDocument accepts some texts that are not JSON, and for
/// others reports a position after the error; an editor for payloads needs the exact one.
class JsonSyntax
{
public:
    /// nullopt when the text is one valid JSON value, white space around it allowed.
    [[nodiscard]] static std::optional<JsonSyntaxError> check(QByteArrayView text);

    /// The limit of QJsonDocument.
    static constexpr int maxDepth = 1000;

private:
    explicit JsonSyntax(QByteArrayView text)
        : m_text(text)
    {}

    bool value(int depth);
    bool object(int depth);
    bool array(int depth);
    bool string();
    bool escape();
    bool number();
    bool digits();
    bool literal(QByteArrayView word);
    void skipSpace();
    bool take(char c);
    bool fail(JsonProblem problem);
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<JsonSyntaxError> m_error;
};

} // namespace Standin
