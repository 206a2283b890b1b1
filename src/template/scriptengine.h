// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <memory>

namespace Standin {

class Script;
class ScriptSandbox;
class TemplateScope;

/// Runs the scripts of templates and rules. Each thread that renders templates has one; it is used and destroyed in
/// this thread. It costs next to nothing until the first script runs, which takes some milliseconds more than the
/// others: then it makes a QJSEngine and starts a thread that watches over it. After a script that was interrupted it
/// makes a new one.
class ScriptEngine
{
public:
    ScriptEngine();
    ~ScriptEngine();
    Q_DISABLE_COPY_MOVE(ScriptEngine)

    /// See Script::evaluate(). A script may run for 250 ms (ScriptWatchdog), and the process may grow by some 64 MiB
    /// meanwhile.
    [[nodiscard]] Result<JsonText> evaluate(const Script &script, TemplateScope &scope);

    /// Whether there is a QJSEngine.
    [[nodiscard]] bool isStarted() const { return m_sandbox != nullptr; }

private:
    std::unique_ptr<ScriptSandbox> m_sandbox;
};

} // namespace Standin
