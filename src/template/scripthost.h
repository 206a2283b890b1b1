// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/script.h"
#include "template/scriptpatterns.h"

#include <QJSValue>
#include <QObject>

#include <functional>

class QJSEngine;

namespace Standin {

/// What the sandbox calls in C++ while a script runs: the values of the scope, made when they are first used, and
/// regular expressions. Scripts do not see this object.
class ScriptHost final : public QObject
{
    Q_OBJECT

public:
    /// Before the sandbox is set up.
    explicit ScriptHost(QJSEngine &engine);

    /// Of the sandbox: the functions of a template by name, and the object `command`.
    void setUp(const QJSValue &functions, const QJSValue &command);
    void begin(TemplateScope &scope, const Script &script);
    void end();

    /// The value of a name of the script.
    [[nodiscard]] QJSValue valueOf(const ScriptName &name) const;

    /// A number or a text, or an array with an error.
    Q_INVOKABLE QJSValue call(const QString &function, const QJSValue &values);
    /// A part of the command; null if there is none.
    Q_INVOKABLE QJSValue command(const QString &part);
    /// Empty when the regular expression is right.
    Q_INVOKABLE QString patternError(const QString &source, const QString &flags);
    /// As RegExp.exec(), from an index on; a text is an error.
    Q_INVOKABLE QJSValue find(const QString &source, const QString &flags, const QString &text, int from);

private:
    using At = std::function<JsonText(const QStringList &)>;

    [[nodiscard]] QJSValue toScript(const JsonText &value) const;
    /// Only what the script uses of the value.
    [[nodiscard]] QJSValue partsOf(const At &at, const QList<QStringList> &paths) const;
    void addPart(QJSValue target, const At &at, const QStringList &path) const;
    [[nodiscard]] QJSValue partOfCommand(const QString &part) const;

    QJSEngine &m_engine;
    const QJSValue m_parse; ///< JSON.parse
    QJSValue m_functions;
    QJSValue m_command;
    ScriptPatterns m_patterns;

    TemplateScope *m_scope = nullptr;
    const Script *m_script = nullptr;
    QString m_searched;               ///< the last text that was checked for a search
    QHash<QString, QJSValue> m_parts; ///< of the command, as far as they were used
};

} // namespace Standin
