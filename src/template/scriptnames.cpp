// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptnames.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using Kind = ScriptToken::Kind;

namespace {

bool isKeyword(QStringView word)
{
    static const QSet<QString> known = {
        u"break"_s, u"case"_s,  u"catch"_s,   u"const"_s, u"continue"_s, u"default"_s, u"delete"_s,   u"do"_s,
        u"else"_s,  u"false"_s, u"finally"_s, u"for"_s,   u"function"_s, u"if"_s,      u"in"_s,       u"instanceof"_s,
        u"let"_s,   u"new"_s,   u"null"_s,    u"of"_s,    u"return"_s,   u"switch"_s,  u"this"_s,     u"throw"_s,
        u"true"_s,  u"try"_s,   u"typeof"_s,  u"var"_s,   u"void"_s,     u"while"_s,   u"arguments"_s};
    return known.contains(word.toString());
}

/// Generators could feed native functions without an end; the others have no use in an expression.
bool isForbidden(QStringView word)
{
    static const QSet<QString> words = {u"async"_s,  u"await"_s,  u"class"_s, u"debugger"_s, u"eval"_s,
                                        u"export"_s, u"import"_s, u"super"_s, u"with"_s,     u"yield"_s};
    return words.contains(word.toString());
}

bool startsWith(const QStringList &path, const QStringList &beginning)
{
    return path.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), path.begin());
}

} // namespace

QList<QStringList> ScriptName::pathsOf(const QString &part) const
{
    QList<QStringList> found;
    for (const QStringList &path : paths) {
        if (path.isEmpty())
            return {QStringList()};
        if (path.first() == part)
            found.append(path.sliced(1));
    }
    return found;
}

ScriptNames::ScriptNames(QStringView source, const QList<ScriptToken> &tokens)
    : m_source(source)
    , m_tokens(tokens)
{
    matchBrackets();
    findDeclarations();
    findFree();
}

QStringView ScriptNames::text(qsizetype index) const
{
    return index >= 0 && index < m_tokens.size() ? m_tokens[index].in(m_source) : QStringView();
}

bool ScriptNames::isName(qsizetype index) const
{
    return index >= 0 && index < m_tokens.size() && m_tokens[index].kind == Kind::Name;
}

bool ScriptNames::isMember(qsizetype index) const
{
    return text(index - 1) == u"." || text(index - 1) == u"?.";
}

bool ScriptNames::isKey(qsizetype index) const
{
    const QStringView before = text(index - 1);
    const bool isFirst = before == u"{" || before == u"," || before == u";" || before.isEmpty(); // or a label
    return text(index + 1) == u":" && isFirst;
}

bool ScriptNames::isMethod(qsizetype index) const
{
    const QStringView before = text(index - 1);
    return text(index + 1) == u"(" && (before == u"{" || before == u"," || before == u"get" || before == u"set") &&
           text(m_partners[index + 1] + 1) == u"{";
}

void ScriptNames::matchBrackets()
{
    QList<qsizetype> open;
    m_partners.fill(-1, m_tokens.size());
    for (qsizetype i = 0; i < m_tokens.size(); ++i) {
        const QStringView token = text(i);
        const bool isTemplate = m_tokens[i].kind == Kind::Template;
        if (isTemplate && !token.startsWith(u'`')) // it begins with the bracket that the piece before it has opened
            open.removeLast();
        if (token == u"(" || token == u"[" || token == u"{" || (isTemplate && token.endsWith(u'{'))) {
            open.append(i);
        } else if (token == u")" || token == u"]" || token == u"}") {
            m_partners[i] = open.takeLast();
            m_partners[m_partners[i]] = i;
        }
    }
}

void ScriptNames::findDeclarations()
{
    for (qsizetype i = 0; i < m_tokens.size(); ++i) {
        const QStringView token = text(i);
        if (text(i + 1) == u"=>" && isName(i))
            m_declared.insert(token.toString());
        if (token == u"(" && (text(m_partners[i] + 1) == u"=>" || text(i - 1) == u"catch"))
            declareInside(i);
        if (!isName(i) || isMember(i))
            continue;
        if (isMethod(i))
            declareInside(i + 1);
        if (token == u"function") {
            if (isName(i + 1))
                m_declared.insert(text(i + 1).toString());
            const qsizetype open = i + (isName(i + 1) ? 2 : 1);
            if (text(open) == u"(")
                declareInside(open);
        }
        if ((token == u"let" || token == u"const" || token == u"var") && !isKey(i))
            declareVariables(i + 1);
    }
}

void ScriptNames::declareInside(qsizetype open)
{
    for (qsizetype i = open + 1; i < m_partners[open]; ++i) {
        if (isName(i) && !isMember(i) && !isKey(i))
            m_declared.insert(text(i).toString());
    }
}

void ScriptNames::declareVariables(qsizetype from)
{
    bool isNext = true; // a name or a pattern is declared here
    for (qsizetype i = from; i < m_tokens.size(); ++i) {
        const QStringView token = text(i);
        if (token == u";" || token == u"in" || token == u"of" || token == u")" || token == u"}" || token == u"]")
            return;
        if (isNext && isName(i))
            m_declared.insert(token.toString());
        if (m_partners[i] > i) {
            if (isNext)
                declareInside(i);
            i = m_partners[i];
        }
        isNext = token == u",";
    }
}

void ScriptNames::findFree()
{
    for (qsizetype i = 0; i < m_tokens.size(); ++i) {
        if (!isName(i) || isMember(i))
            continue;
        const QStringView word = text(i);
        const bool isGenerator = text(i + 1) == u"*" && word == u"function";
        if (!m_forbidden && !isKey(i) && (isForbidden(word) || isGenerator))
            m_forbidden = &m_tokens[i];
        const bool isAccessor = (word == u"get" || word == u"set") && isName(i + 1);
        const bool isLabel = text(i - 1) == u"break" || text(i - 1) == u"continue";
        if (!isLabel && !isKey(i) && !isMethod(i) && !isAccessor && !isKeyword(word) &&
            !m_declared.contains(word.toString()))
            addUse(i);
    }
}

void ScriptNames::addUse(qsizetype index)
{
    QStringList path;
    qsizetype at = index + 1;
    while ((text(at) == u"." || text(at) == u"?.") && isName(at + 1)) {
        path.append(text(at + 1).toString());
        at += 2;
    }
    const bool isTagged = at < m_tokens.size() && m_tokens[at].kind == Kind::Template && text(at).startsWith(u'`');
    if ((text(at) == u"(" || isTagged) && !path.isEmpty())
        path.removeLast(); // a method, which uses what stands before it
    const QString name = text(index).toString();
    auto known = std::ranges::find(m_free, name, &ScriptName::name);
    if (known == m_free.end())
        known = m_free.insert(m_free.end(), {.name = name, .at = m_tokens[index].begin});
    if (std::ranges::any_of(known->paths, [&path](const QStringList &other) { return startsWith(path, other); }))
        return;
    known->paths.removeIf([&path](const QStringList &other) { return startsWith(other, path); });
    known->paths.append(path);
}

} // namespace Standin
