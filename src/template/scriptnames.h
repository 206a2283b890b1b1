// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/scripttoken.h"

#include <QList>
#include <QSet>
#include <QStringList>

namespace Standin {

/// A name of a script that the script does not declare itself.
struct ScriptName
{
    QString name;
    qsizetype at = 0; ///< where it occurs first
    /// What of it the script uses: the names behind dots, at each place where it occurs. An empty path: all of it.
    QList<QStringList> paths = {};

    /// The paths that begin with `part`, without it. `{{}}`, all of it, when the whole value is used somewhere.
    [[nodiscard]] QList<QStringList> pathsOf(const QString &part) const;
};

/// The names that a script uses, found in its tokens without a grammar: what it declares somewhere counts as declared
/// everywhere.
class ScriptNames
{
public:
    /// `tokens` as found by ScriptScanner.
    ScriptNames(QStringView source, const QList<ScriptToken> &tokens);

    [[nodiscard]] const QList<ScriptName> &free() const { return m_free; }
    /// A word that scripts must not use, such as `class`; nullptr if there is none.
    [[nodiscard]] const ScriptToken *forbidden() const { return m_forbidden; }

private:
    [[nodiscard]] QStringView text(qsizetype index) const;
    [[nodiscard]] bool isName(qsizetype index) const;
    [[nodiscard]] bool isMember(qsizetype index) const;
    [[nodiscard]] bool isKey(qsizetype index) const;
    [[nodiscard]] bool isMethod(qsizetype index) const;
    void matchBrackets();
    void findDeclarations();
    void declareInside(qsizetype open);
    void declareVariables(qsizetype from);
    void findFree();
    void addUse(qsizetype index);

    const QStringView m_source;
    const QList<ScriptToken> &m_tokens;
    QList<qsizetype> m_partners; ///< for each bracket the index of the other one; -1 for other tokens
    QSet<QString> m_declared;
    QList<ScriptName> m_free;
    const ScriptToken *m_forbidden = nullptr;
};

} // namespace Standin
