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
    static constexpr qsizetype maxExpressionBytes = Script::mostCharacters;
    /// In one text: each takes many times the memory that its text takes (Template::memoryOf).
    static constexpr qsizetype maxExpressions = 100'000;
    static constexpr qsizetype maxScripts = 1000;

    TemplateCompiler(const QByteArray &text, const TemplateNames &names, Syntax syntax);

    /// To be called first, once.
    [[nodiscard]] Result<> split();

    /// Whether the text is JSON once every expression is replaced by some value.
    [[nodiscard]] bool isJson() const;
    /// With the scripts compiled.
    [[nodiscard]] Result<QList<Template::Part>> compiled() const;

private:
    [[nodiscard]] bool startsWith(const char *token) const
    {
        return QByteArrayView(m_text).sliced(m_at).startsWith(token);
    }
    /// What stands between `${` and `}`.
    struct Source
    {
        qsizetype end = -1; ///< the index of the `}`; -1 if there is none
        QString text = {};
        Result<Expression> expression = {}; ///< its fault, when it is not a script
        bool isScript = false;
    };
    struct ScriptOfPart
    {
        qsizetype part; ///< its index
        QString text;
    };

    Result<> takeExpression(const Source &source);
    bool takeOlderSpelling();
    /// A JSON string that begins with an expression, as far as that.
    Result<> takeBeginOfString();
    [[nodiscard]] bool isWholeString(const Source &source) const;
    /// From the index behind `${` on.
    [[nodiscard]] Source sourceAt(qsizetype from) const;
    [[nodiscard]] qsizetype endOfExpression(qsizetype from) const;
    [[nodiscard]] qsizetype endOfScript(qsizetype from) const;
    [[nodiscard]] QString decoded(qsizetype from, qsizetype to) const;
    /// With its braces and quotes it begins at `begin` and ends before `end`.
    Result<> addExpression(const Source &source, Template::Place place, qsizetype begin, qsizetype end);
    void flushLiteral();

    const QByteArray &m_text;
    const TemplateNames m_names;
    const Syntax m_syntax;
    qsizetype m_longestKey = 0;
    qsizetype m_at = 0;
    bool m_inString = false;
    qsizetype m_stringBegin = -1; ///< the position after the last quote
    QByteArray m_literal;
    qsizetype m_expressions = 0;
    QList<Template::Part> m_parts;
    QList<ScriptOfPart> m_scripts;
    Result<> m_status;
};

} // namespace Standin
