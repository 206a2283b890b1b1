// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/template.h"

namespace Standin {

/// Splits a text into the parts of a Template, as JSON or, if it is not JSON, as plain text.
class TemplateCompiler
{
public:
    enum class Syntax { Json, PlainText };

    /// A longer one is treated as a brace without end.
    static constexpr qsizetype maxExpressionBytes = 4096;
    /// In one text: each takes many times the memory that its text takes (Template::memoryOf).
    static constexpr qsizetype maxExpressions = 100'000;

    TemplateCompiler(const QByteArray &text, const QStringList &correlationKeys, Syntax syntax);

    [[nodiscard]] Result<QList<Template::Part>> run();

    /// Whether the text is JSON once every expression is replaced by some value.
    [[nodiscard]] static bool isJson(const QByteArray &text, const QList<Template::Part> &parts);

private:
    [[nodiscard]] bool startsWith(const char *token) const
    {
        return QByteArrayView(m_text).sliced(m_at).startsWith(token);
    }
    Result<> takeExpression();
    bool takeOlderSpelling();
    bool takeWholeString();
    /// The index of the `}` that ends the expression beginning at `from`; -1 if there is none.
    [[nodiscard]] qsizetype endOfExpression(qsizetype from) const;
    /// The expression from `from` to `to`; with its braces and quotes it begins at `begin`.
    Result<> addExpression(qsizetype from, qsizetype to, Template::Place place, qsizetype begin, qsizetype end);
    void flushLiteral();

    const QByteArray &m_text;
    const QStringList &m_correlationKeys;
    const Syntax m_syntax;
    qsizetype m_longestKey = 0;
    qsizetype m_at = 0;
    bool m_inString = false;
    qsizetype m_stringBegin = -1; ///< the position after the last quote
    QByteArray m_literal;
    qsizetype m_expressions = 0;
    QList<Template::Part> m_parts;
    Result<> m_status;
};

} // namespace Standin
