// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/scripthost.h"
#include "template/scriptwatchdog.h"

#include <QCache>
#include <QJSEngine>

namespace Standin {

/// A QJSEngine in which scripts find the scope of a template and the harmless part of JavaScript, frozen, and nothing
/// else. One thread uses it.
class ScriptSandbox
{
public:
    /// So many functions are kept compiled.
    static constexpr qsizetype mostFunctions = 500;

    explicit ScriptSandbox(ScriptWatchdog::Limits limits);
    Q_DISABLE_COPY_MOVE(ScriptSandbox)

    [[nodiscard]] Result<JsonText> evaluate(const Script &script, TemplateScope &scope);
    /// A script was interrupted: nobody knows in which state the engine is, and what it has taken is given back when it
    /// is destroyed.
    [[nodiscard]] bool isSpent() const { return m_isSpent; }

private:
    [[nodiscard]] static const QString &source();
    [[nodiscard]] QJSValue functionOf(const Script &script);
    [[nodiscard]] Result<JsonText> textOf(const Script &script, const QJSValue &value) const;

    QJSEngine m_engine;
    ScriptHost m_host;
    QJSValue m_thrown;
    QJSValue m_textOf;
    QCache<QString, QJSValue> m_functions; ///< by their text
    bool m_isSpent = false;
    ScriptWatchdog m_watchdog; ///< last: it interrupts the engine
};

} // namespace Standin
