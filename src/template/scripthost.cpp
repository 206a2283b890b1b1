// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scripthost.h"

#include "template/expression.h"
#include "template/templatescope.h"
#include "template/topics.h"

#include <QJSEngine>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

ScriptHost::ScriptHost(QJSEngine &engine)
    : m_engine(engine)
    , m_parse(engine.evaluate(u"JSON.parse"_s))
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
}

void ScriptHost::setUp(const QJSValue &functions, const QJSValue &command)
{
    m_functions = functions;
    m_command = command;
}

void ScriptHost::begin(TemplateScope &scope, const Script &script)
{
    m_scope = &scope;
    m_script = &script;
}

void ScriptHost::end()
{
    m_scope = nullptr;
    m_script = nullptr;
    m_parts.clear();
    m_searched.clear();
}

QJSValue ScriptHost::valueOf(const ScriptName &name) const
{
    if (name.name == u"command")
        return m_command;
    const auto object = m_scope->objects.constFind(name.name);
    if (name.name == u"vars" || name.name == u"state" || object != m_scope->objects.cend()) {
        const Variables &variables = name.name == u"vars"    ? m_scope->vars
                                     : name.name == u"state" ? m_scope->state
                                                             : *object;
        return partsOf([&](const QStringList &path) { return variables.at(QStringList(name.name) + path); },
                       name.paths);
    }
    if (name.name == u"topics") {
        QJSValue topics = m_engine.newObject();
        for (const QString &which : Topics::names())
            topics.setProperty(which, toScript(m_scope->evaluate({.path = {name.name, which}})));
        return topics;
    }
    const QJSValue function = m_functions.property(name.name);
    return function.isUndefined() ? toScript(m_scope->evaluate({.path = {name.name}})) : function;
}

QJSValue ScriptHost::toScript(const JsonText &value) const
{
    switch (value.type()) {
    case JsonText::Type::Undefined:
    case JsonText::Type::Null:
        return QJSValue(QJSValue::NullValue);
    case JsonText::Type::Bool:
        return QJSValue(value.toBool());
    case JsonText::Type::Number:
        return QJSValue(value.toDouble());
    case JsonText::Type::String:
        return QJSValue(value.toString());
    case JsonText::Type::Array:
    case JsonText::Type::Object:
        break;
    }
    return m_parse.call({QString::fromUtf8(value.text())});
}

QJSValue ScriptHost::partsOf(const At &at, const QList<QStringList> &paths) const
{
    const bool isWhole = paths.contains(QStringList());
    const JsonText whole = isWhole || !paths.isEmpty() ? at({}) : JsonText();
    if (isWhole || !whole.isObject())
        return toScript(whole);
    QJSValue parts = m_engine.newObject();
    for (const QStringList &path : paths)
        addPart(parts, at, path);
    return parts;
}

void ScriptHost::addPart(QJSValue target, const At &at, const QStringList &path) const
{
    for (qsizetype size = 1; size <= path.size(); ++size) {
        const JsonText value = at(path.first(size));
        const QString &name = path[size - 1];
        if (value.isUndefined() || target.hasOwnProperty(name)) {
            if (value.isUndefined() || !value.isObject())
                return;
        } else {
            const bool isLast = size == path.size() || !value.isObject();
            target.setProperty(name, isLast ? toScript(value) : m_engine.newObject());
            if (isLast)
                return;
        }
        target = target.property(name);
    }
}

QJSValue ScriptHost::call(const QString &function, const QJSValue &values)
{
    Expression expression{.path = {function}, .isCall = true};
    const quint32 count = values.property(u"length"_s).toUInt();
    for (quint32 i = 0; i < count; ++i) {
        const QJSValue value = values.property(i);
        expression.arguments.append(value.isNumber()   ? JsonText(QJsonValue(value.toNumber()))
                                    : value.isString() ? JsonText::string(value.toString())
                                                       : JsonText::null());
    }
    if (const QString fault = expression.faultOfCall(); !fault.isEmpty()) {
        QJSValue error = m_engine.newArray(1);
        error.setProperty(0, fault);
        return error;
    }
    return toScript(m_scope->evaluate(expression));
}

QJSValue ScriptHost::command(const QString &part)
{
    const auto known = m_parts.constFind(part);
    return known != m_parts.cend() ? *known : *m_parts.insert(part, partOfCommand(part));
}

QJSValue ScriptHost::partOfCommand(const QString &part) const
{
    if (!m_scope || !m_scope->command)
        return QJSValue(QJSValue::NullValue);
    const Match::Message &message = m_scope->command->message;
    if (part == u"topic")
        return QJSValue(message.topic());
    if (part == u"payload")
        return QJSValue(message.text());
    if (part == u"qos")
        return QJSValue(int(message.qos()));
    if (part == u"retain")
        return QJSValue(message.retain());
    if (part == u"levels") {
        QJSValue levels = m_engine.newArray();
        for (quint32 i = 0; const QStringView level : message.levels())
            levels.setProperty(i++, level.toString());
        for (const auto &[name, level] : m_scope->namedLevels)
            levels.setProperty(name, level);
        return levels;
    }
    if (part == u"properties") {
        QJSValue properties = m_engine.newObject();
        for (const auto &[name, value] : message.properties()) {
            if (!properties.hasOwnProperty(name)) // the first one counts
                properties.setProperty(name, value);
        }
        return properties;
    }
    const QList<ScriptName> &names = m_script->names();
    const auto name = std::ranges::find(names, u"command"_s, &ScriptName::name);
    return partsOf([&message](const QStringList &path) { return message.written(path); },
                   name != names.end() ? name->pathsOf(part) : QList<QStringList>{{}});
}

QString ScriptHost::patternError(const QString &source, const QString &flags)
{
    const auto expression = m_patterns.compiled(source, flags);
    return expression ? QString() : expression.error().message;
}

QJSValue ScriptHost::find(const QString &source, const QString &flags, const QString &text, int from)
{
    const auto expression = m_patterns.compiled(source, flags);
    if (!expression)
        return QJSValue(expression.error().message);
    if (text.constData() != m_searched.constData()) {
        if (!text.isValidUtf16())
            return QJSValue(u"a regular expression needs a text that is valid UTF-16"_s);
        m_searched = text;
    }
    QRegularExpression::MatchOptions options = QRegularExpression::DontCheckSubjectStringMatchOption;
    options.setFlag(QRegularExpression::AnchorAtOffsetMatchOption, flags.contains(u'y'));
    const auto found = expression->match(text, from, QRegularExpression::NormalMatch, options);
    if (!found.isValid())
        return QJSValue(u"the regular expression takes too many steps"_s);
    if (!found.hasMatch())
        return QJSValue(QJSValue::NullValue);
    const int count = expression->captureCount() + 1;
    const QStringList names = expression->namedCaptureGroups();
    QJSValue result = m_engine.newArray(count);
    QJSValue groups;
    for (int i = 0; i < count; ++i) {
        const QJSValue value = found.hasCaptured(i) ? QJSValue(found.captured(i)) : QJSValue();
        result.setProperty(i, value);
        if (!names.value(i).isEmpty()) {
            if (groups.isUndefined())
                groups = m_engine.newObject();
            groups.setProperty(names[i], value);
        }
    }
    result.setProperty(u"index"_s, int(found.capturedStart()));
    result.setProperty(u"groups"_s, groups);
    return result;
}

} // namespace Standin
