// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/script.h"

#include "base/errortext.h"
#include "base/json.h"
#include "template/expression.h"
#include "template/scriptengine.h"
#include "template/scriptpatterns.h"
#include "template/scriptscanner.h"
#include "template/scriptsyntax.h"
#include "template/templatescope.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

Failure wrongScript(const QString &source, const QString &what, const QString &place)
{
    constexpr qsizetype longest = 100;
    const QString shown = source.size() > longest ? source.left(longest) + u"…"_s : source;
    return failure(ErrorCode::InvalidArgument, u"${%1}: %2: %3"_s.arg(shown, place, what));
}

/// Source and flags of a regular expression.
std::pair<QString, QString> partsOfPattern(QStringView literal)
{
    const qsizetype end = literal.lastIndexOf(u'/');
    return {literal.sliced(1, end - 1).toString(), literal.sliced(end + 1).toString()};
}

QString unknownName(const ScriptName &name, const TemplateNames &names)
{
    const QStringList known = Script::namesInScope() + names.objects + names.correlation;
    return u"unknown name \"%1\"%2; known are %3 and what JavaScript has"_s.arg(
        name.name, ErrorText::suggestion(name.name, known + Script::globals()), known.join(u", "));
}

} // namespace

const QStringList &Script::namesInScope()
{
    static const QStringList names =
        QStringList{u"clientId"_s, u"index"_s, u"vars"_s, u"state"_s, u"topics"_s, u"command"_s} +
        Expression::functionNames();
    return names;
}

const QStringList &Script::globals()
{
    static const QStringList names = {u"Object"_s,
                                      u"Array"_s,
                                      u"String"_s,
                                      u"Number"_s,
                                      u"Boolean"_s,
                                      u"Math"_s,
                                      u"JSON"_s,
                                      u"Date"_s,
                                      u"Map"_s,
                                      u"Set"_s,
                                      u"RegExp"_s,
                                      u"Error"_s,
                                      u"EvalError"_s,
                                      u"RangeError"_s,
                                      u"ReferenceError"_s,
                                      u"TypeError"_s,
                                      u"SyntaxError"_s,
                                      u"URIError"_s,
                                      u"parseInt"_s,
                                      u"parseFloat"_s,
                                      u"isNaN"_s,
                                      u"isFinite"_s,
                                      u"encodeURI"_s,
                                      u"encodeURIComponent"_s,
                                      u"decodeURI"_s,
                                      u"NaN"_s,
                                      u"undefined"_s,
                                      u"Infinity"_s,
                                      u"decodeURIComponent"_s};
    return names;
}

const QStringList &Script::literals()
{
    static const QStringList words = {u"true"_s, u"false"_s, u"null"_s};
    return words;
}

Script::Script()
    : Script(Compiled{.source = u"null"_s, .names = {}, .function = functionOf(u"null"_s, {}, {})})
{}

Result<Script> Script::compile(const QString &source, const TemplateNames &names)
{
    if (source.size() > mostCharacters)
        return wrongScript(source, u"longer than %1 characters"_s.arg(mostCharacters), u"line 1"_s);
    const auto tokens = ScriptScanner(source).run();
    if (!tokens)
        return wrongScript(source, tokens.error().message, tokens.error().where);
    if (tokens->isEmpty())
        return wrongScript(source, u"expected an expression"_s, u"line 1"_s);
    for (const ScriptToken &token : *tokens) {
        if (token.kind != ScriptToken::Kind::Pattern)
            continue;
        const auto [pattern, flags] = partsOfPattern(token.in(source));
        if (const auto compiled = ScriptPatterns().compiled(pattern, flags); !compiled)
            return wrongScript(source, compiled.error().message, ScriptScanner::place(source, token.begin));
    }
    const ScriptNames inScript(source, *tokens);
    if (const ScriptToken *word = inScript.forbidden())
        return wrongScript(source, u"\"%1\" cannot be used here"_s.arg(word->in(source)),
                           ScriptScanner::place(source, word->begin));
    const QString function = functionOf(source, *tokens, {});
    if (const auto fault = ScriptSyntax::check(function)) {
        const bool isBehind = fault->line > source.count(u'\n') + 1; // at what closes the function
        return isBehind ? wrongScript(source, u"the expression is not complete, something is missing at its end"_s,
                                      ScriptScanner::place(source, source.size()))
                        : wrongScript(source, fault->message, fault->place);
    }
    QList<ScriptName> used;
    for (const ScriptName &name : inScript.free()) {
        if (namesInScope().contains(name.name) || names.objects.contains(name.name) ||
            names.correlation.contains(name.name, Qt::CaseInsensitive))
            used.append(name);
        else if (!globals().contains(name.name))
            return wrongScript(source, unknownName(name, names), ScriptScanner::place(source, name.at));
    }
    return Script(Compiled{.source = source, .names = used, .function = functionOf(source, *tokens, used)});
}

Result<JsonText> Script::evaluate(TemplateScope &scope) const
{
    if (!scope.scripts)
        return failure(ErrorCode::Unsupported, u"${%1}: scripts are not run here"_s.arg(source()));
    return scope.scripts->evaluate(*this, scope);
}

QString Script::functionOf(const QString &source, const QList<ScriptToken> &tokens, const QList<ScriptName> &names)
{
    QString head = u"(function($fail"_s;
    for (const ScriptName &name : names)
        head += u',' + name.name;
    // Not in strict mode: there the engine has tail calls, and does not notice between them that it is interrupted.
    head += u"){"_s;
    // Regular expressions are made by a function of the sandbox. Each is replaced by a name of its own length at most,
    // so that positions stay.
    QString body = source;
    int patterns = 0;
    for (const ScriptToken &token : tokens) {
        if (token.kind != ScriptToken::Kind::Pattern)
            continue;
        const auto [pattern, flags] = partsOfPattern(token.in(source));
        const QString name = u"$%1"_s.arg(patterns++, 2, 36, QChar(u'0'));
        head += u"const %1=RegExp(%2,%3);"_s.arg(name, QString::fromUtf8(Json::quoted(pattern)),
                                                 QString::fromUtf8(Json::quoted(flags)));
        const qsizetype length = token.end - token.begin;
        body.replace(token.begin, length, name.leftJustified(length));
    }
    return head + u"try{return(\n"_s + body + u"\n)}catch(error){throw $fail(error)}})"_s;
}

} // namespace Standin
