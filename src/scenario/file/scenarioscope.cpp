// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenarioscope.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonpointer.h"
#include "template/template.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

JsonText merged(const JsonText &below, const JsonText &above)
{
    return above == JsonText::emptyObject() ? below : Variables(below).with(above);
}

} // namespace

const TemplateNames &ScenarioScope::names()
{
    static const TemplateNames names({}, {u"row"_s, u"run"_s, u"devices"_s});
    return names;
}

ScenarioScope::ScenarioScope(const Clock &clock, quint64 seed, ScriptEngine *scripts)
    : m_scope(clock, seed)
    , m_captured(std::make_shared<Captured>())
{
    m_scope.scripts = scripts;
}

ScenarioScope::ScenarioScope(const ScenarioScope &other, quint64 seed)
    : ScenarioScope(other)
{
    m_scope.reseed(seed);
}

void ScenarioScope::setVars(const JsonText &vars)
{
    m_vars = vars;
    m_revision = 0;
}

void ScenarioScope::setVarsOfInclude(const JsonText &vars)
{
    m_varsOfInclude = vars;
    m_revision = 0;
}

void ScenarioScope::setVariable(const QString &name, const JsonText &value)
{
    m_captured->values = Variables(m_captured->values).with(JsonBuilder().add(name, value).object());
    ++m_captured->revision;
}

void ScenarioScope::takeCaptured(const ScenarioScope &other)
{
    if (other.m_captured == m_captured)
        return;
    m_captured->values = Variables(m_captured->values).with(other.m_captured->values);
    ++m_captured->revision;
}

JsonText ScenarioScope::vars() const
{
    return merged(merged(m_vars, m_captured->values), m_varsOfInclude);
}

void ScenarioScope::setCurrent(const CurrentDevice &device)
{
    m_scope.clientId = device.clientId;
    m_scope.index = device.index;
    m_scope.topics = device.topics;
    m_scope.state = device.state;
    m_scope.correlationKeys = device.correlation;
    m_varsOfDevice = device.vars;
    m_revision = 0;
}

TemplateScope &ScenarioScope::current()
{
    if (m_revision != m_captured->revision) {
        m_scope.vars = merged(m_varsOfDevice, vars());
        m_revision = m_captured->revision;
    }
    return m_scope;
}

Result<QString> ScenarioScope::text(const QString &text)
{
    if (!text.contains(u'{'))
        return text;
    return Template::compile(text.toUtf8(), names()).and_then([this](const Template &compiled) {
        return compiled.renderName(current());
    });
}

Result<QByteArray> ScenarioScope::payload(const QByteArray &text)
{
    return Template::compile(text, names()).and_then([this](const Template &compiled) {
        return compiled.render(current());
    });
}

Result<JsonText> ScenarioScope::json(const JsonText &json)
{
    if (!json.text().contains("${"))
        return json;
    return payload(json.text().toByteArray()).and_then(&JsonText::parse);
}

Result<Match::Pattern> ScenarioScope::pattern(const PatternTemplate &pattern)
{
    return json(pattern.json).and_then([&pattern](const JsonText &rendered) { return pattern.compiled(rendered); });
}

Result<bool> ScenarioScope::holds(const QString &script)
{
    if (script.isEmpty())
        return true;
    return Script::compile(script, names())
        .and_then([this](const Script &compiled) { return compiled.evaluate(current()); })
        .and_then([&script](const JsonText &value) -> Result<bool> {
            if (value.isBool())
                return value.toBool();
            return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"true or false"_s, ErrorText::found(value)),
                           script);
        });
}

Result<QByteArray> ScenarioScope::partly(const QByteArray &text, const QStringList &correlation,
                                         const QStringList &roots)
{
    if (!text.contains("${"))
        return text;
    return Template::compile(text, TemplateNames(correlation, names().objects))
        .and_then([this, &roots](const Template &compiled) { return compiled.renderPartly(current(), roots); });
}

Result<QByteArray> ScenarioScope::forDevice(const QByteArray &text)
{
    return partly(text, m_scope.correlationKeys, QStringList{u"vars"_s} + names().objects);
}

Result<QString> ScenarioScope::forDevice(const QString &text)
{
    return forDevice(text.toUtf8()).map([](const QByteArray &rendered) { return JsonText::decoded(rendered); });
}

Result<JsonText> ScenarioScope::forDevice(const JsonText &json)
{
    return forDevice(json.text().toByteArray()).and_then(&JsonText::parse);
}

Result<JsonText> ScenarioScope::forProfile(const JsonText &json, const QStringList &correlation, const QString &pointer)
{
    // Only what names these objects: everything else is compiled, with its faults, when devices are made of it.
    if (json.isString()) {
        const bool isOfScenario = std::ranges::any_of(
            names().objects, [text = json.text()](const QString &name) { return text.contains(name.toLatin1()); });
        if (!isOfScenario)
            return json;
        return partly(json.text().toByteArray(), correlation, names().objects)
            .and_then(&JsonText::parse)
            .map_error([&pointer](Error error) {
                error.where = pointer;
                return error;
            });
    }
    if ((!json.isObject() && !json.isArray()) || !json.text().contains("${"))
        return json;
    JsonBuilder built;
    const JsonParts parts(json);
    const auto places = parts.indexes();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = json.isObject() ? parts.key(i) : QString::number(i);
        if (json.isObject() && places.value(key) != i)
            continue; // a later one counts
        const auto part = forProfile(parts.value(i), correlation, pointer + u'/' + JsonPointer::escaped(key));
        if (!part)
            return Failure(part.error());
        if (json.isObject())
            built.add(key, *part);
        else
            built.append(*part);
    }
    return json.isObject() ? built.object() : built.array();
}

} // namespace Standin::Scenarios
