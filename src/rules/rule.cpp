// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "rules/ruleid.h"

#include <algorithm>
#include <limits>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 500;
constexpr qsizetype longestScript = 4096;
constexpr qint64 longestMs = 24LL * 3600 * 1000;

/// In the order of Sequence.
QStringList sequenceNames()
{
    return {u"last"_s, u"cycle"_s, u"silent"_s};
}

void readShort(JsonReader &reader, const QString &key, QString &target, qsizetype longest = longestText)
{
    reader.read(key, target);
    if (target.size() > longest)
        reader.fail(key, u"longer than %1 characters"_s.arg(longest));
}

void readId(JsonReader &reader, QString &id)
{
    readShort(reader, u"id"_s, id);
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (id == RuleId::defaultReply || id == RuleId::presetReply)
        reader.fail(u"id"_s, u"\"%1\" stands for replies without a rule"_s.arg(id));
    else if (std::ranges::any_of(id, isControl))
        reader.fail(u"id"_s, u"expected a text without control characters"_s);
}

void readDevices(JsonReader &reader, QStringList &devices)
{
    JsonText value;
    if (!reader.read(u"devices"_s, value))
        return;
    if (value.isString())
        devices = {value.toString()};
    else if (value.isArray())
        reader.read(u"devices"_s, devices);
    else
        reader.unexpected(u"devices"_s, u"a client id such as gw-*, or an array of them"_s);
}

When readWhen(JsonReader &reader)
{
    When when;
    when.pattern = Match::Pattern::read(reader);
    reader.readObject(u"state"_s, when.state);
    when.state = when.state.compacted();
    readShort(reader, u"script"_s, when.script, longestScript);
    reader.refuseUnknownKeys();
    return when;
}

void readSteps(JsonReader &reader, Rule &rule)
{
    const QString all = u"all"_s;
    QList<Action> step;
    const auto append = [&step](JsonReader &inner) { step.append(readAction(inner)); };
    if (rule.sequence == Sequence::None) {
        reader.readObjects(u"then"_s, [&](JsonReader &inner) {
            if (inner.has(all))
                inner.fail(all, u"only a step of a \"sequence\" has it: without one, all actions stand in \"then\""_s);
            append(inner);
        });
        rule.then = {step};
        return;
    }
    reader.readObjects(u"then"_s, [&](JsonReader &inner) {
        step.clear();
        if (inner.has(all)) {
            inner.readObjects(all, append);
            inner.refuseUnknownKeys();
        } else {
            append(inner);
        }
        rule.then.append(step);
    });
}

Limits readLimits(JsonReader &reader)
{
    constexpr qint64 most = std::numeric_limits<qint32>::max();
    Limits limits;
    reader.read(u"times"_s, limits.times, 1, most);
    reader.read(u"ttlMs"_s, limits.ttlMs, 1, longestMs);
    reader.read(u"skipFirst"_s, limits.skipFirst, 0, most);
    reader.read(u"probability"_s, limits.probability, 0, 1);
    reader.refuseUnknownKeys();
    return limits;
}

JsonText written(const When &when)
{
    JsonBuilder object;
    when.pattern.writeTo(object);
    object.add(u"state"_s, when.state == JsonText::emptyObject() ? JsonText() : when.state);
    object.addUnlessEmpty(u"script"_s, when.script);
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText written(const QList<Action> &step)
{
    JsonBuilder actions;
    for (const Action &action : step)
        actions.append(toJson(action));
    return actions.array();
}

JsonText writtenSteps(const Rule &rule)
{
    if (rule.sequence == Sequence::None)
        return written(rule.then.value(0));
    JsonBuilder steps;
    for (const QList<Action> &step : rule.then)
        steps.append(step.size() == 1 ? toJson(step.first()) : JsonBuilder().add(u"all"_s, written(step)).object());
    return steps.array();
}

JsonText written(const Limits &limits)
{
    JsonBuilder object;
    const auto add = [&object](const QString &key, qint64 value) {
        object.add(key, value > 0 ? JsonText::whole(value) : JsonText());
    };
    add(u"times"_s, limits.times);
    add(u"ttlMs"_s, limits.ttlMs);
    add(u"skipFirst"_s, limits.skipFirst);
    object.add(u"probability"_s, limits.probability < 1 ? JsonText(QJsonValue(limits.probability)) : JsonText());
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText writtenDevices(const QStringList &devices)
{
    if (devices.size() == 1)
        return JsonText::string(devices.first());
    return devices.isEmpty() ? JsonText() : JsonBuilder::strings(devices);
}

} // namespace

Result<Rule> Rule::fromJson(const JsonText &json, const QString &pointer)
{
    if (!json.isObject())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"an object with a rule"_s, ErrorText::typeOf(json)), pointer);
    JsonReader reader(json, pointer);
    const Rule rule = read(reader);
    return reader.status().map([&rule] { return rule; });
}

Rule Rule::read(JsonReader &reader)
{
    Rule rule;
    readId(reader, rule.id);
    readShort(reader, u"name"_s, rule.name);
    reader.read(u"priority"_s, rule.priority, highest, lowest);
    reader.read(u"enabled"_s, rule.isEnabled);
    reader.read(u"continue"_s, rule.continues);
    readDevices(reader, rule.devices);
    readShort(reader, u"testId"_s, rule.testId);
    reader.readObject(u"when"_s, [&rule](JsonReader &inner) { rule.when = readWhen(inner); });
    JsonText sequence;
    if (reader.read(u"sequence"_s, sequence) && !sequence.isNull()) {
        QString name;
        reader.readWord(u"sequence"_s, name, sequenceNames());
        rule.sequence = static_cast<Sequence>(sequenceNames().indexOf(name) + 1);
    }
    readSteps(reader, rule);
    if (!reader.has(u"then"_s))
        reader.unexpected(u"then"_s, u"an array of actions"_s);
    else if (rule.sequence != Sequence::None && rule.then.isEmpty())
        reader.fail(u"then"_s, ErrorText::expected(u"at least one step"_s, u"none"_s));
    reader.readObject(u"limits"_s, [&rule](JsonReader &inner) { rule.limits = readLimits(inner); });
    reader.refuseUnknownKeys();
    return rule;
}

JsonText Rule::toJson() const
{
    JsonBuilder object;
    writeTo(object);
    return object.object();
}

void Rule::writeTo(JsonBuilder &object) const
{
    const auto flag = [](bool isUsual, bool value) { return isUsual ? JsonText() : JsonText(QJsonValue(value)); };
    object.addUnlessEmpty(u"id"_s, id)
        .addUnlessEmpty(u"name"_s, name)
        .add(u"priority"_s, priority == Rule().priority ? JsonText() : JsonText::whole(priority))
        .add(u"enabled"_s, flag(isEnabled, isEnabled))
        .add(u"continue"_s, flag(!continues, continues))
        .add(u"devices"_s, writtenDevices(devices))
        .addUnlessEmpty(u"testId"_s, testId)
        .add(u"when"_s, written(when))
        .add(u"then"_s, writtenSteps(*this))
        .add(u"sequence"_s, sequence == Sequence::None
                                ? JsonText()
                                : JsonText::string(sequenceNames().at(static_cast<qsizetype>(sequence) - 1)))
        .add(u"limits"_s, written(limits));
}

} // namespace Standin::Rules
