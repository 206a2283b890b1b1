// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptengine.h"

#include "template/scriptsandbox.h"

namespace Standin {

ScriptEngine::ScriptEngine() = default;
ScriptEngine::~ScriptEngine() = default;

Result<JsonText> ScriptEngine::evaluate(const Script &script, TemplateScope &scope)
{
    if (!m_sandbox)
        m_sandbox = std::make_unique<ScriptSandbox>(ScriptWatchdog::Limits());
    auto result = m_sandbox->evaluate(script, scope);
    if (m_sandbox->isSpent())
        m_sandbox.reset();
    return result;
}

} // namespace Standin
