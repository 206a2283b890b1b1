// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/explanation.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

using Checks = QList<Check>;

JsonText foundIn(const Operand &operand)
{
    if (operand.isAbsent())
        return {};
    return operand.isTyped() ? Explanation::shown(operand.value())
                             : Explanation::shown(operand.asText().value_or(QString()));
}

QString pointerTo(const QString &pointer, const QString &key)
{
    return pointer + u'/' + JsonPointer::escaped(key);
}

qsizetype heldIn(const Checks &checks)
{
    return std::ranges::count_if(checks, &Check::held);
}

double scoreOf(const Checks &checks)
{
    return checks.isEmpty() ? 1 : static_cast<double>(heldIn(checks)) / static_cast<double>(checks.size());
}

Checks checksOf(const Condition &condition, const Message &message, const QString &pointer);

Checks valueChecks(const Condition &condition, const Message &message, const QString &pointer)
{
    Checks checks;
    const Operand operand = condition.subject().in(message);
    for (const Operator &one : condition.operators())
        checks.append({.pointer = pointerTo(pointer, one.name()),
                       .expected = one.argument(),
                       .found = foundIn(operand),
                       .held = one.holds(operand)});
    return checks;
}

Checks notChecks(const Condition &condition, const Message &message, const QString &pointer)
{
    const Condition &inner = condition.conditions().first();
    JsonText found;
    if (inner.kind() == Condition::Kind::Value)
        found = foundIn(inner.subject().in(message));
    return {{.pointer = pointerTo(pointer, u"not"_s),
             .expected = inner.toJson(),
             .found = found,
             .held = condition.holds(message)}};
}

Checks allChecks(const Condition &condition, const Message &message, const QString &pointer)
{
    Checks checks;
    for (qsizetype i = 0; i < condition.conditions().size(); ++i)
        checks += checksOf(condition.conditions().at(i), message, u"%1/allOf/%2"_s.arg(pointer).arg(i));
    return checks;
}

Checks nearestChecks(const Condition &condition, const Message &message, const QString &pointer)
{
    Checks nearest;
    for (qsizetype i = 0; i < condition.conditions().size(); ++i) {
        const Checks checks = checksOf(condition.conditions().at(i), message, u"%1/anyOf/%2"_s.arg(pointer).arg(i));
        if (i == 0 || scoreOf(checks) > scoreOf(nearest))
            nearest = checks;
    }
    return nearest;
}

Checks checksOf(const Condition &condition, const Message &message, const QString &pointer)
{
    switch (condition.kind()) {
    case Condition::Kind::Value:
        return valueChecks(condition, message, pointer);
    case Condition::Kind::AllOf:
        return allChecks(condition, message, pointer);
    case Condition::Kind::AnyOf:
        return nearestChecks(condition, message, pointer);
    case Condition::Kind::Not:
        return notChecks(condition, message, pointer);
    }
    Q_UNREACHABLE();
}

void addFlag(Checks &checks, const QString &key, const std::optional<bool> &wanted, bool found)
{
    if (wanted)
        checks.append({.pointer = u'/' + key,
                       .expected = JsonText(QJsonValue(*wanted)),
                       .found = JsonText(QJsonValue(found)),
                       .held = *wanted == found});
}

Check correlationCheck(const CorrelationValue &wanted, const Message &message)
{
    QList<JsonText> found;
    for (const CorrelationValue &inPayload : findCorrelation(message, {wanted.key}))
        found.append(inPayload.value);
    for (const auto &[key, text] : message.correlation()) {
        if (key == wanted.key)
            found.append(JsonText::string(text));
    }
    const auto isWanted = [text = wanted.value.toLookupText()](const JsonText &value) {
        return value.toLookupText() == text;
    };
    const auto held = std::ranges::find_if(found, isWanted);
    const bool isHeld = held != found.end();
    return {.pointer = pointerTo(u"/correlation"_s, wanted.key),
            .expected = wanted.value,
            .found = isHeld ? Explanation::shown(*held) : Explanation::shown(found.value(0)),
            .held = isHeld};
}

} // namespace

qsizetype Explanation::heldCount() const
{
    return heldIn(checks);
}

double Explanation::score() const
{
    return scoreOf(checks);
}

JsonText Explanation::shown(const JsonText &value)
{
    if (value.isUndefined())
        return value;
    if (value.isString())
        return shown(value.toString());
    return value.text().size() <= longestFound ? value.compacted() : shown(QString::fromUtf8(value.toCompact()));
}

JsonText Explanation::shown(const QString &text)
{
    return JsonText::string(text.size() <= longestFound ? text : text.first(longestFound) + u'…');
}

Explanation Explanation::of(const Pattern &pattern, const Message &message)
{
    Checks checks;
    if (const auto &topic = pattern.topic)
        checks.append({.pointer = topic->isFilter() ? u"/topic"_s : u"/topicContains"_s,
                       .expected = JsonText::string(topic->text()),
                       .found = Explanation::shown(message.topic()),
                       .held = topic->matches(message.topic())});
    if (pattern.qos)
        checks.append({.pointer = u"/qos"_s,
                       .expected = JsonText::whole(*pattern.qos),
                       .found = JsonText::whole(message.qos()),
                       .held = *pattern.qos == message.qos()});
    addFlag(checks, u"retain"_s, pattern.retain, message.retain());
    addFlag(checks, u"dup"_s, pattern.dup, message.dup());
    if (pattern.text)
        checks.append({.pointer = u"/text"_s,
                       .expected = JsonText::string(pattern.text->text()),
                       .found = Explanation::shown(message.text()),
                       .held = pattern.text->matches(message)});
    for (const CorrelationValue &wanted : pattern.correlation)
        checks.append(correlationCheck(wanted, message));
    if (pattern.payload)
        checks += checksOf(*pattern.payload, message, u"/payload"_s);
    return {checks};
}

} // namespace Standin::Match
