// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "template/scriptnames.h"
#include "template/templatenames.h"

#include <memory>

namespace Standin {

class TemplateScope;

/// A JavaScript expression in the scope of a template (docs/profiles.md): for what the grammar of Expression cannot
/// say, and for the conditions of rules. A value; copies share what was compiled, also between threads.
///
///     const auto script = Script::compile(u"command.json.level > 3"_s);
///     const Result<JsonText> value = script->evaluate(scope); // scope.scripts is set
class Script
{
public:
    static constexpr qsizetype mostCharacters = 4096;

    /// Evaluates to null.
    Script();

    /// Checks syntax and names. InvalidArgument with the source, what is wrong, and "line L, column C" of the source.
    [[nodiscard]] static Result<Script> compile(const QString &source, const TemplateNames &names = {});

    /// Runs it in `scope.scripts`, which must be set, in this thread. undefined becomes null, and an integer is written
    /// as one. ScriptFailed with the source, the message and the line when it throws, takes too long, needs too much
    /// memory, or has a value that is not JSON, such as a function; Unsupported without `scope.scripts`.
    [[nodiscard]] Result<JsonText> evaluate(TemplateScope &scope) const;

    [[nodiscard]] const QString &source() const { return m_compiled->source; }
    /// The names of the scope that it uses: `clientId`, `vars`, `command`, functions, correlation keys.
    [[nodiscard]] const QList<ScriptName> &names() const { return m_compiled->names; }
    /// For an engine: a function with these names as parameters, after one that makes an Error of what is thrown.
    [[nodiscard]] const QString &function() const { return m_compiled->function; }

    /// The names that are always in scope, and the globals of JavaScript that scripts have.
    [[nodiscard]] static const QStringList &namesInScope();
    [[nodiscard]] static const QStringList &globals();
    /// Words that are values: `true`, `false`, `null`.
    [[nodiscard]] static const QStringList &literals();

    bool operator==(const Script &other) const { return source() == other.source(); }

private:
    struct Compiled
    {
        QString source;
        QList<ScriptName> names;
        QString function;
    };

    explicit Script(Compiled compiled)
        : m_compiled(std::make_shared<const Compiled>(std::move(compiled)))
    {}

    static QString functionOf(const QString &source, const QList<ScriptToken> &tokens, const QList<ScriptName> &names);

    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace Standin
