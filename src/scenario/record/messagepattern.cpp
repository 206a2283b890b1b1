// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/messagepattern.h"

#include "match/operator.h"
#include "scenario/record/volatilevalue.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

JsonBuilder atPointer(const QString &pointer)
{
    JsonBuilder condition;
    condition.add(u"jsonPointer"_s, JsonText::string(pointer));
    return condition;
}

/// "matches", or "present" for an expression that any text matches, or that is too long.
void addMatches(JsonBuilder &condition, const QString &expression)
{
    if (expression == VolatileValue::anyText || expression.size() > Match::Operator::longestExpression)
        condition.add(u"present"_s, true);
    else
        condition.add(u"matches"_s, JsonText::string(expression));
}

} // namespace

QString MessagePattern::literal(const QString &text) const
{
    return m_form == Form::Recorded ? text : m_devices.asTemplate(text, m_entry.device);
}

JsonText MessagePattern::literal(const JsonText &value) const
{
    if (m_form == Form::Recorded || !value.isString())
        return value;
    const QString text = value.toString();
    const QString written = literal(text);
    return written == text ? value : JsonText::string(written);
}

QString MessagePattern::topic() const
{
    const QString name = m_devices.topicName(m_entry);
    if (!name.isEmpty())
        return m_form == Form::Template ? name : m_entry.topic;
    QStringList levels = m_entry.topic.split(u'/');
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const PlannedValue planned = m_plan.levels.value(i);
        const bool isPlanned = planned.kind == PlannedValue::Kind::Matches ||
                               (planned.kind == PlannedValue::Kind::Reference && m_form == Form::Template);
        levels[i] = isPlanned ? planned.text : literal(levels.at(i));
    }
    return levels.join(u'/');
}

bool MessagePattern::hasMatcher(const JsonText &value, const QString &pointer) const
{
    bool has = false;
    forEachLeaf(
        value, [&](const JsonLeaf &leaf) { has = has || m_plan.at(leaf.pointer).kind == PlannedValue::Kind::Matches; },
        pointer);
    return has;
}

JsonText MessagePattern::compared(const JsonText &value, const QString &pointer)
{
    const JsonParts parts(value);
    if (parts.size() > 0 && value.isObject())
        return comparedObject(value, pointer);
    if (parts.size() > 0) {
        if (hasMatcher(value, pointer)) {
            addConditions(value, pointer);
            return {};
        }
        JsonBuilder array;
        for (qsizetype i = 0; i < parts.size(); ++i)
            array.append(compared(parts.value(i), pointer + u'/' + QString::number(i)));
        return array.array();
    }
    const PlannedValue planned = m_plan.at(pointer);
    switch (planned.kind) {
    case PlannedValue::Kind::Literal:
        return literal(value);
    case PlannedValue::Kind::Reference:
        return m_form == Form::Recorded ? value : JsonText::string(planned.text);
    case PlannedValue::Kind::Matches:
        break;
    }
    JsonBuilder condition = atPointer(pointer);
    addMatches(condition, planned.text);
    m_conditions.append(condition.object());
    return {};
}

JsonText MessagePattern::comparedObject(const JsonText &object, const QString &pointer)
{
    const JsonParts parts(object);
    JsonBuilder built;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = parts.key(i);
        const bool isRepeated = parts.indexOf(key) != i; // the last one counts
        const bool isChanging = VolatileValue::of(JsonText::string(key), {}, m_entry.at).has_value();
        if (!isRepeated && !isChanging)
            built.add(key, compared(parts.value(i), pointer + u'/' + JsonPointer::escaped(key)));
    }
    // An object whose members are all compared by conditions needs no further one.
    return built.isEmpty() ? JsonText() : built.object();
}

void MessagePattern::addConditions(const JsonText &array, const QString &pointer)
{
    m_conditions.append(atPointer(pointer).add(u"size"_s, JsonText::whole(JsonParts(array).size())).object());
    forEachLeaf(
        array,
        [this](const JsonLeaf &leaf) {
            const bool isContainer = leaf.value.isObject() || leaf.value.isArray();
            const JsonText value = compared(leaf.value, leaf.pointer);
            if (!value.isUndefined())
                m_conditions.append(
                    atPointer(leaf.pointer).add(isContainer ? u"equalToJson"_s : u"equalTo"_s, value).object());
        },
        pointer);
}

void MessagePattern::addText()
{
    constexpr qsizetype mostHexBytes = 256;
    JsonBuilder condition;
    if (m_plan.whole.kind == PlannedValue::Kind::Matches)
        addMatches(condition, m_plan.whole.text);
    else if (m_plan.whole.kind == PlannedValue::Kind::Reference && m_form == Form::Template)
        condition.add(u"equalTo"_s, JsonText::string(m_plan.whole.text));
    else if (m_entry.payload.isEmpty())
        condition.add(u"absent"_s, true);
    else if (m_entry.payload.isValidUtf8())
        condition.add(u"equalTo"_s, JsonText::string(literal(JsonText::decoded(m_entry.payload))));
    else if (m_entry.payload.size() <= mostHexBytes)
        condition.add(u"hex"_s, QString::fromLatin1(m_entry.payload.toHex()));
    else
        condition.add(u"size"_s, JsonText::whole(m_entry.payload.size()));
    m_conditions.append(condition.object());
}

JsonText MessagePattern::json()
{
    m_conditions.clear();
    JsonBuilder pattern;
    pattern.add(u"topic"_s, JsonText::string(topic()));
    if (m_entry.retain && m_entry.event == EntryEvent::MessageReceived)
        pattern.add(u"retain"_s, true);
    const Match::Message message = m_entry.message();
    const JsonText &json = message.written();
    if (m_plan.isTooLarge)
        return pattern.object();
    if (json.isUndefined())
        addText();
    else
        pattern.add(u"json"_s, compared(json, {}));
    if (m_conditions.size() == 1)
        pattern.add(u"payload"_s, m_conditions.first());
    if (m_conditions.size() < 2)
        return pattern.object();
    JsonBuilder all;
    for (const JsonText &condition : std::as_const(m_conditions))
        all.append(condition);
    return pattern.add(u"payload"_s, JsonBuilder().add(u"allOf"_s, all.array()).object()).object();
}

} // namespace Standin::Scenarios
