// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/explanation.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

using Checks = QList<Check>;

QString shortened(const QString &text)
{
    return text.size() <= Explanation::longestFound ? text : text.first(Explanation::longestFound) + u'…';
}

std::optional<QString> foundIn(const Operand &operand)
{
    if (operand.isAbsent())
        return std::nullopt;
    if (const auto text = operand.asText())
        return shortened(*text);
    return shortened(QString::fromUtf8(operand.value().toCompact()));
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
    std::optional<QString> found;
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
                       .found = found ? u"true"_s : u"false"_s,
                       .held = *wanted == found});
}

Check correlationCheck(const CorrelationValue &wanted, const Message &message)
{
    const QString value = wanted.value.toLookupText();
    QStringList found;
    for (const auto &[key, text] : message.correlation()) {
        if (key == wanted.key)
            found.append(text);
    }
    for (const CorrelationValue &inPayload : findCorrelation(message, {wanted.key}))
        found.append(inPayload.value.toLookupText());
    return {.pointer = pointerTo(u"/correlation"_s, wanted.key),
            .expected = wanted.value,
            .found = found.isEmpty() ? std::optional<QString>() : shortened(found.first()),
            .held = found.contains(value)};
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

Explanation Explanation::of(const Pattern &pattern, const Message &message)
{
    Checks checks;
    if (const auto &topic = pattern.topic)
        checks.append({.pointer = topic->isFilter() ? u"/topic"_s : u"/topicContains"_s,
                       .expected = JsonText::string(topic->text()),
                       .found = shortened(message.topic()),
                       .held = topic->matches(message.topic())});
    if (pattern.qos)
        checks.append({.pointer = u"/qos"_s,
                       .expected = JsonText::whole(*pattern.qos),
                       .found = QString::number(message.qos()),
                       .held = *pattern.qos == message.qos()});
    addFlag(checks, u"retain"_s, pattern.retain, message.retain());
    addFlag(checks, u"dup"_s, pattern.dup, message.dup());
    if (pattern.text)
        checks.append({.pointer = u"/text"_s,
                       .expected = JsonText::string(pattern.text->text()),
                       .found = shortened(message.text()),
                       .held = pattern.text->matches(message)});
    for (const CorrelationValue &wanted : pattern.correlation)
        checks.append(correlationCheck(wanted, message));
    if (pattern.payload)
        checks += checksOf(*pattern.payload, message, u"/payload"_s);
    return {checks};
}

} // namespace Standin::Match
