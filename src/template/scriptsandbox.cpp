// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptsandbox.h"

#include "template/template.h"
#include "template/templatescope.h"

#include <QRegularExpression>

#include <cmath>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// In stack traces.
const QString fileOfScripts = u"script"_s;

Failure scriptFailed(const Script &script, const QString &message, const QString &place = {})
{
    constexpr qsizetype longest = 200;
    const auto shortened = [](const QString &text) {
        return text.size() > longest ? text.left(longest) + u"…"_s : text;
    };
    return failure(ErrorCode::ScriptFailed,
                   u"${%1}: %2%3"_s.arg(shortened(script.source()), place, shortened(message)));
}

Failure thrownBy(const Script &script, const QJSValue &error)
{
    static const QRegularExpression frame(u"@(?:file:)?%1:(\\d+)"_s.arg(fileOfScripts));
    const QString line = frame.match(error.property(u"stack"_s).toString()).captured(1);
    return scriptFailed(script, error.toString(), line.isEmpty() ? QString() : u"line %1: "_s.arg(line));
}

/// As JavaScript writes it.
JsonText textOfNumber(double number)
{
    constexpr double firstWithExponent = 1e21;
    if (std::trunc(number) != number || std::abs(number) >= firstWithExponent)
        return JsonText::real(number);
    return JsonText::parse(QByteArray::number(number == 0 ? 0.0 : number, 'f', 0)).value_or(JsonText::null());
}

} // namespace

ScriptSandbox::ScriptSandbox(ScriptWatchdog::Limits limits)
    : m_host(m_engine)
    , m_functions(mostFunctions)
    , m_watchdog(limits, [this] { m_engine.setInterrupted(true); })
{
    const QJSValue setUp = m_engine.evaluate(source(), u"sandbox"_s);
    const QJSValue made = setUp.call({m_engine.newQObject(&m_host), m_engine.globalObject()});
    Q_ASSERT_X(!made.isError(), "ScriptSandbox", qPrintable(made.toString()));
    m_host.setUp(made.property(u"functions"_s), made.property(u"command"_s));
    m_thrown = made.property(u"thrown"_s);
    m_textOf = made.property(u"textOf"_s);
}

Result<JsonText> ScriptSandbox::evaluate(const Script &script, TemplateScope &scope)
{
    m_host.begin(scope, script);
    m_watchdog.begin();
    const QJSValue function = functionOf(script);
    QJSValueList values = {m_thrown};
    for (const ScriptName &name : script.names())
        values.append(m_host.valueOf(name));
    Result<JsonText> result = textOf(script, function.call(values));
    const ScriptWatchdog::Verdict verdict = m_watchdog.end();
    m_host.end();
    if (verdict == ScriptWatchdog::Verdict::None)
        return result;
    m_isSpent = true;
    return scriptFailed(script, verdict == ScriptWatchdog::Verdict::TooLong
                                    ? u"it takes too long, and was ended"_s
                                    : u"it needs too much memory, and was ended"_s);
}

QJSValue ScriptSandbox::functionOf(const Script &script)
{
    if (const QJSValue *known = m_functions.object(script.function()))
        return *known;
    const QJSValue function = m_engine.evaluate(script.function(), fileOfScripts, 0);
    m_functions.insert(script.function(), new QJSValue(function));
    return function;
}

Result<JsonText> ScriptSandbox::textOf(const Script &script, const QJSValue &value) const
{
    if (value.isError())
        return thrownBy(script, value);
    if (value.isUndefined() || value.isNull())
        return JsonText::null();
    if (value.isBool())
        return JsonText(QJsonValue(value.toBool()));
    if (value.isNumber()) {
        const double number = value.toNumber();
        if (std::isfinite(number))
            return textOfNumber(number);
        return scriptFailed(script, u"its value is %1, which JSON does not have"_s.arg(value.toString()));
    }
    if (value.isCallable())
        return scriptFailed(script, u"its value is a function"_s);
    const QJSValue written = value.isString() ? value : m_textOf.call({value});
    if (written.isError())
        return thrownBy(script, written);
    const QString text = written.toString();
    if (text.size() > Template::mostPayloadBytes)
        return scriptFailed(script, u"its value has %1 characters"_s.arg(text.size()));
    if (value.isString())
        return JsonText::string(text);
    const auto parsed = JsonText::parse(text.toUtf8());
    if (!parsed)
        return scriptFailed(script, u"its value is not JSON: %1"_s.arg(parsed.error().message));
    return *parsed;
}

} // namespace Standin
