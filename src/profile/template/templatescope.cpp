// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/template/templatescope.h"

#include "base/clock.h"
#include "profile/template/template.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// Of an array, an element by its number.
QJsonValue child(const QJsonValue &value, const QString &key)
{
    if (!value.isArray())
        return value.toObject().value(key);
    bool isNumber = false;
    const uint number = key.toUInt(&isNumber);
    return isNumber ? value.toArray().at(static_cast<qsizetype>(number)) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue descend(QJsonValue value, const QStringList &path, qsizetype from)
{
    for (qsizetype i = from; i < path.size(); ++i)
        value = child(value, path[i]);
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

/// Within what a JSON number tells exactly.
qint64 wholeNumber(double number)
{
    constexpr double exactlyWhole = 9007199254740992.0;
    return static_cast<qint64>(std::clamp(number, -exactlyWhole, exactlyWhole));
}

} // namespace

QJsonValue TemplateScope::evaluate(const Expression &expression)
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

QJsonValue TemplateScope::variable(const QStringList &path) const
{
    const QString &name = path.first();
    if (name == u"clientId")
        return clientId;
    if (name == u"index")
        return index;
    if (name == u"vars")
        return descend(vars, path, 1);
    if (name == u"topics" && path.size() == 2) {
        const QString &which = path[1];
        return which == u"report" ? topics.report : which == u"command" ? topics.command : topics.reply;
    }
    if (name == u"command")
        return commandValue(path);
    return correlationValue(name);
}

QJsonValue TemplateScope::correlationValue(const QString &key) const
{
    if (command) {
        for (const Match::CorrelationValue &found : command->correlation) {
            if (found.key.compare(key, Qt::CaseInsensitive) == 0)
                return found.value;
        }
    }
    return QJsonValue::Null;
}

QJsonValue TemplateScope::commandValue(const QStringList &path) const
{
    if (!command || path.size() < 2)
        return QJsonValue::Null;
    if (path[1] == u"topic")
        return command->message.topic();
    if (path[1] == u"payload")
        return command->message.text();
    if (path[1] == u"json")
        return descend(command->message.json(), path, 2);
    if (path[1] == u"levels") {
        const qsizetype level = path.value(2).toInt();
        const QList<QStringView> &levels = command->message.levels();
        return level < levels.size() ? levels[level].toString() : QJsonValue(QJsonValue::Null);
    }
    const auto property = command->message.property(path.value(2));
    return property ? *property : QJsonValue(QJsonValue::Null);
}

QJsonValue TemplateScope::call(const QString &function, const QList<QJsonValue> &arguments)
{
    const auto number = [&arguments](qsizetype i) { return arguments[i].toDouble(); };
    if (function == u"now")
        return m_clock.nowMicros() / 1000;
    if (function == u"isoNow")
        return QDateTime::fromMSecsSinceEpoch(m_clock.nowMicros() / 1000).toUTC().toString(Qt::ISODateWithMs);
    if (function == u"uuid")
        return m_random.uuid();
    if (function == u"seq")
        return ++m_seq;
    if (function == u"random")
        return m_random.real(number(0), number(1));
    if (function == u"randomInt")
        return m_random.integer(wholeNumber(number(0)), wholeNumber(number(1)));
    if (function == u"pick")
        return arguments[m_random.integer(0, arguments.size() - 1)];
    if (function == u"walk")
        return walk(arguments);
    Q_ASSERT(function == u"sine");
    return sine(number(0), number(1), number(2));
}

double TemplateScope::walk(const QList<QJsonValue> &arguments)
{
    const double step = arguments[1].toDouble();
    const double low = arguments[2].toDouble();
    const double high = arguments[3].toDouble();
    const QString name = arguments[0].toString();
    const auto last = m_walks.constFind(name);
    const double next = last == m_walks.cend() ? m_random.real(low, high) : *last + m_random.real(-step, step);
    const double rounded = std::round(std::max(low, std::min(high, next)) * 1000) / 1000;
    m_walks[name] = rounded;
    return rounded;
}

double TemplateScope::sine(double periodMs, double low, double high) const
{
    const double millis = static_cast<double>(m_clock.nowMicros()) / 1000;
    const double phase = periodMs > 0 ? std::fmod(millis, periodMs) / periodMs : 0;
    const double share = (std::sin(2 * std::numbers::pi * phase) + 1) / 2;
    return std::round((low + (high - low) * share) * 1000) / 1000;
}

QString renderNames(const QString &text, TemplateScope &scope)
{
    const auto compiled = Template::compile(text.toUtf8(), scope.correlationKeys);
    return compiled ? QString::fromUtf8(compiled->renderNames(scope)) : text;
}

Result<QString> renderText(const QString &text, TemplateScope &scope)
{
    if (!text.contains(u'{'))
        return text;
    const auto compiled = Template::compile(text.toUtf8(), scope.correlationKeys);
    if (!compiled)
        return Failure(compiled.error());
    return QString::fromUtf8(compiled->render(scope));
}

} // namespace Standin
