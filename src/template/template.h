// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/expression.h"
#include "template/script.h"

#include <QByteArray>

#include <optional>

namespace Standin {

class TemplateScope;

/// A text with `${expression}` in it (docs/profiles.md). All other bytes are unchanged.
///
/// In JSON text, a string that is only one `${…}` becomes the value itself, so a number stays a number; within other
/// text the value is written into the string, escaped. An expression outside of a string is also a value. In text that
/// is not JSON the value is written as plain text. `$${` means `${`. A correlation key in plain braces,
/// `{requestTime}`, is an older spelling.
class Template
{
public:
    Template() = default;

    /// InvalidArgument when an expression is wrong.
    [[nodiscard]] static Result<Template> compile(const QByteArray &text, const TemplateNames &names);

    /// The text that, compiled without correlation keys, renders as `literal`.
    [[nodiscard]] static QString escaped(QString literal);

    /// A topic, a user name, a client id, a path, a header: what MQTT calls a string.
    static constexpr qsizetype mostNameBytes = 65'535;
    static constexpr qsizetype mostPayloadBytes = 16 * 1024 * 1024;

    /// TooLarge when it would become longer than `most` bytes; nothing much longer is made then. The error of a script
    /// that fails (Script::evaluate()).
    [[nodiscard]] Result<QByteArray> render(TemplateScope &scope, qsizetype most = mostPayloadBytes) const;
    /// The same as text, for what has at most `mostNameBytes`.
    [[nodiscard]] Result<QString> renderName(TemplateScope &scope) const;
    /// Renders only names that the scope has and that need no command. Calls, scripts and other names are unchanged.
    /// Ends behind the part that leads above `mostNameBytes`.
    [[nodiscard]] QByteArray renderNames(TemplateScope &scope) const;

    /// Renders only the names that begin with one of `roots` and have a value. The result is a template of the rest:
    /// nothing in the values is an expression of it. TooLarge as render().
    [[nodiscard]] Result<QByteArray> renderPartly(TemplateScope &scope, const QStringList &roots) const;

    /// The scripts in it.
    [[nodiscard]] QList<Script> scripts() const;
    /// The names in it, without the calls. Those of a script have only the parts that are certain: `topics.report`.
    [[nodiscard]] QList<Expression> names() const;
    /// The first expression without a value because the command lacks it, as it was written. Empty when there is none.
    [[nodiscard]] QString firstWithoutValue(TemplateScope &scope) const;

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    /// About how much memory a text takes when it is compiled: many times its size when it is full of expressions.
    [[nodiscard]] static qsizetype memoryOf(QByteArrayView text);

private:
    enum class Place : quint8 {
        Literal,
        JsonValue,    ///< the value as JSON
        InJsonString, ///< its plain text, escaped
        PlainText,    ///< its plain text
    };

    struct Part
    {
        Place place = Place::Literal;
        QByteArray literal;
        Expression expression = {};
        QByteArray source = {};            ///< the expression as it was written
        std::optional<Script> script = {}; ///< instead of an expression of the grammar
    };

    static void append(QByteArray &out, Place place, const JsonText &value);
    [[nodiscard]] static Result<> appendScript(QByteArray &out, const Part &part, TemplateScope &scope);

    friend class TemplateCompiler;

    QByteArray m_text;
    QList<Part> m_parts;
};

} // namespace Standin
