// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/pattern.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

void readTopic(JsonReader &reader, std::optional<TopicPattern> &target)
{
    std::optional<QString> filter;
    std::optional<QString> part;
    reader.read(u"topic"_s, filter);
    reader.read(u"topicContains"_s, part);
    if (filter && part)
        reader.oneOf({u"topic"_s, u"topicContains"_s});
    if (part)
        target = TopicPattern::containing(*part);
    if (!filter)
        return;
    if (const auto topic = TopicPattern::parse(*filter))
        target = *topic;
    else
        reader.fail(u"topic"_s, topic.error().message);
}

void readCorrelation(JsonReader &reader, QList<CorrelationValue> &correlation)
{
    constexpr qsizetype mostValues = 100;
    reader.readObject(u"correlation"_s, [&](JsonReader &inner) {
        const QStringList keys = inner.keys();
        if (keys.size() > mostValues)
            inner.failHere(ErrorText::expected(u"at most %1 values"_s.arg(mostValues), QString::number(keys.size())));
        for (const QString &key : keys.first(std::min(keys.size(), mostValues))) {
            JsonText value;
            inner.read(key, value);
            if (!value.isString() && !value.isNumber() && !value.isBool())
                inner.unexpected(key, u"a string, a number, true or false"_s);
            correlation.append({key, value});
        }
    });
}

} // namespace

Result<Pattern> Pattern::fromJson(const JsonText &json, const QString &pointer)
{
    if (!json.isObject())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"an object with a pattern"_s, ErrorText::typeOf(json)), pointer);
    JsonReader reader(json, pointer);
    const Pattern pattern = read(reader);
    reader.refuseUnknownKeys();
    return reader.status().map([&pattern] { return pattern; });
}

Pattern Pattern::read(JsonReader &reader)
{
    Pattern pattern;
    std::optional<QString> searched;
    readTopic(reader, pattern.topic);
    reader.read(u"qos"_s, pattern.qos, 0, 2);
    reader.read(u"retain"_s, pattern.retain);
    reader.read(u"dup"_s, pattern.dup);
    reader.read(u"text"_s, searched);
    if (searched)
        pattern.text.emplace(*searched);
    readCorrelation(reader, pattern.correlation);
    const QStringList levelNames = pattern.topic ? pattern.topic->levelNames() : QStringList();
    reader.readObject(u"payload"_s, [&](JsonReader &inner) { pattern.payload = Condition::read(inner, levelNames); });
    return pattern;
}

JsonText Pattern::toJson() const
{
    JsonBuilder object;
    writeTo(object);
    return object.object();
}

void Pattern::writeTo(JsonBuilder &object) const
{
    if (topic)
        object.add(topic->isFilter() ? u"topic"_s : u"topicContains"_s, topic->text());
    if (qos)
        object.add(u"qos"_s, *qos);
    if (retain)
        object.add(u"retain"_s, *retain);
    if (dup)
        object.add(u"dup"_s, *dup);
    if (text)
        object.add(u"text"_s, text->text());
    JsonBuilder values;
    for (const CorrelationValue &wanted : correlation)
        values.add(wanted.key, wanted.value);
    if (!values.isEmpty())
        object.add(u"correlation"_s, values.object());
    if (payload)
        object.add(u"payload"_s, payload->toJson());
}

bool Pattern::matches(const Message &message) const
{
    return (!qos || message.qos() == *qos) && (!retain || message.retain() == *retain) &&
           (!dup || message.dup() == *dup) && (!topic || topic->matches(message.topic())) && correlates(message) &&
           (!text || text->matches(message)) && (!payload || payload->holds(message));
}

bool Pattern::correlates(const Message &message) const
{
    return std::ranges::all_of(correlation, [&message](const CorrelationValue &wanted) {
        const QString value = wanted.value.toLookupText();
        if (message.correlation().contains({wanted.key, value}))
            return true;
        const auto found = findCorrelation(message, {wanted.key});
        return !found.isEmpty() && found.first().value.toLookupText() == value;
    });
}

} // namespace Standin::Match
