// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/templatescope.h"

#include "base/clock.h"
#include "base/jsonparts.h"
#include "template/template.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr int decimals = 3;

/// The value at the path, or what a script would give for `length` behind a text or an array, or null.
template <typename At>
JsonText valueOrNull(const QStringList &path, At at)
{
    const JsonText value = at(path);
    if (!value.isUndefined())
        return value;
    if (path.isEmpty() || path.last() != u"length")
        return JsonText::null();
    const JsonText container = at(path.first(path.size() - 1));
    if (container.isArray())
        return JsonText::whole(JsonParts(container).size());
    return container.isString() ? JsonText::whole(container.toString().size()) : JsonText::null();
}

/// Rounded to `decimals`; a number that is too large for decimals is unchanged.
double rounded(double number)
{
    constexpr double shift = 1000;
    const double moved = number * shift;
    return std::isfinite(moved) ? std::round(moved) / shift : number;
}

/// Within the exact range of a JSON number.
qint64 wholeNumber(double number)
{
    constexpr double exactlyWhole = 9007199254740992.0;
    return static_cast<qint64>(std::clamp(number, -exactlyWhole, exactlyWhole));
}

} // namespace

JsonText TemplateScope::evaluate(const Expression &expression)
{
    return expression.isCall ? call(expression.path.first(), expression.arguments) : variable(expression.path);
}

bool TemplateScope::knows(const Expression &expression) const
{
    const QString &name = expression.path.first();
    if (expression.isCall)
        return false;
    if (name == u"vars")
        return !variable(expression.path).isNull();
    return name == u"clientId" || name == u"index" || name == u"topics";
}

JsonText TemplateScope::variable(const QStringList &path) const
{
    const QString &name = path.first();
    if (name == u"clientId")
        return JsonText::string(clientId);
    if (name == u"index")
        return JsonText::whole(index);
    if (name == u"vars")
        return valueOrNull(path, [this](const QStringList &wanted) { return vars.at(wanted); });
    if (name == u"topics" && path.size() == 2) {
        const QString &which = path[1];
        return JsonText::string(which == u"report"    ? topics.report
                                : which == u"command" ? topics.command
                                                      : topics.reply);
    }
    if (name == u"command")
        return commandValue(path);
    if (name == u"state")
        return valueOrNull(path, [this](const QStringList &wanted) { return state.at(wanted); });
    if (const auto object = objects.constFind(name); object != objects.cend())
        return valueOrNull(path, [&object](const QStringList &wanted) { return object->at(wanted); });
    return correlationValue(name);
}

JsonText TemplateScope::correlationValue(const QString &key) const
{
    if (command) {
        for (const Match::CorrelationValue &found : command->correlation) {
            if (found.key.compare(key, Qt::CaseInsensitive) == 0)
                return found.value;
        }
    }
    return JsonText::null();
}

JsonText TemplateScope::commandValue(const QStringList &path) const
{
    if (!command || path.size() < 2)
        return JsonText::null();
    if (path[1] == u"topic")
        return JsonText::string(command->message.topic());
    if (path[1] == u"payload")
        return JsonText::string(command->message.text());
    if (path[1] == u"json")
        return valueOrNull(path.sliced(2),
                           [this](const QStringList &wanted) { return command->message.written(wanted); });
    if (path[1] == u"levels")
        return levelValue(path.value(2));
    if (path[1] == u"qos")
        return JsonText::whole(command->message.qos());
    if (path[1] == u"retain")
        return JsonText(QJsonValue(command->message.retain()));
    const auto property = command->message.property(path.value(2));
    return property ? JsonText::string(*property) : JsonText::null();
}

JsonText TemplateScope::levelValue(const QString &level) const
{
    for (const auto &[name, text] : namedLevels) {
        if (name == level)
            return JsonText::string(text);
    }
    bool isNumber = false;
    const qsizetype number = level.toInt(&isNumber);
    const QList<QStringView> &levels = command->message.levels();
    return isNumber && number >= 0 && number < levels.size() ? JsonText::string(levels[number]) : JsonText::null();
}

JsonText TemplateScope::call(const QString &function, const QList<JsonText> &arguments)
{
    const auto number = [&arguments](qsizetype i) { return arguments[i].toDouble(); };
    if (function == u"now")
        return JsonText::whole(m_clock->nowMicros() / 1000);
    if (function == u"isoNow")
        return JsonText::string(
            QDateTime::fromMSecsSinceEpoch(m_clock->nowMicros() / 1000).toUTC().toString(Qt::ISODateWithMs));
    if (function == u"uuid")
        return JsonText::string(m_random.uuid());
    if (function == u"seq")
        return JsonText::whole(++m_seq);
    if (function == u"random")
        return JsonText::real(m_random.real(number(0), number(1)));
    if (function == u"randomInt")
        return JsonText::whole(m_random.integer(wholeNumber(number(0)), wholeNumber(number(1))));
    if (function == u"pick")
        return arguments[m_random.integer(0, arguments.size() - 1)];
    if (function == u"walk")
        return walk(arguments);
    Q_ASSERT(function == u"sine");
    return sine(number(0), number(1), number(2));
}

JsonText TemplateScope::walk(const QList<JsonText> &arguments)
{
    const double step = arguments[1].toDouble();
    const double low = arguments[2].toDouble();
    const double high = arguments[3].toDouble();
    const QString name = arguments[0].toString();
    const auto last = m_walks.constFind(name);
    const double next = last == m_walks.cend() ? m_random.real(low, high) : *last + m_random.real(-step, step);
    const double value = rounded(std::max(low, std::min(high, next)));
    if (last == m_walks.cend()) {
        m_walkNames.enqueue(name);
        if (m_walkNames.size() > mostWalks)
            m_walks.remove(m_walkNames.dequeue());
    }
    m_walks[name] = value;
    return JsonText::real(value, decimals);
}

JsonText TemplateScope::sine(double periodMs, double low, double high) const
{
    const double millis = static_cast<double>(m_clock->nowMicros()) / 1000;
    const double phase = periodMs > 0 ? std::fmod(millis, periodMs) / periodMs : 0;
    const double share = (std::sin(2 * std::numbers::pi * phase) + 1) / 2;
    return JsonText::real(rounded(low + (high - low) * share), decimals);
}

QString renderNames(const QString &text, TemplateScope &scope)
{
    const auto compiled = Template::compile(text.toUtf8(), scope.correlationKeys);
    return compiled ? JsonText::decoded(compiled->renderNames(scope)) : text;
}

Result<QString> renderText(const QString &text, TemplateScope &scope)
{
    if (!text.contains(u'{'))
        return text;
    const auto compiled = Template::compile(text.toUtf8(), scope.correlationKeys);
    if (!compiled)
        return Failure(compiled.error());
    return compiled->renderName(scope);
}

} // namespace Standin
