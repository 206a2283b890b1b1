// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "scenario/file/stepparts.h"
#include "template/payloadfile.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

const QStringList &probeKinds()
{
    static const QStringList kinds = {u"publish"_s, u"subscribe"_s, u"expect"_s, u"expectNone"_s};
    return kinds;
}

void readProbePattern(JsonReader &reader, PatternTemplate &pattern, Faults &faults)
{
    pattern = PatternTemplate::read(reader);
    faults.add(pattern.check());
}

void readProbe(JsonReader &reader, ProbePublish &publish)
{
    reader.readText(u"topic"_s, publish.topic);
    PayloadFile::readEither(reader, publish.payload);
    reader.read(u"qos"_s, publish.qos, 0, 2);
    reader.read(u"retain"_s, publish.retain);
    reader.readObject(u"properties"_s, [&publish](JsonReader &inner) {
        const QStringList keys = inner.keys();
        for (const QString &key : keys.first(std::min<qsizetype>(keys.size(), Capture::mostInStep))) {
            QString value;
            inner.read(key, value);
            publish.properties.append({key, value});
        }
    });
}

void readProbe(JsonReader &reader, ProbeSubscribe &subscribe)
{
    JsonText value;
    reader.read(u"topic"_s, value);
    if (value.isString())
        subscribe.topics = {value.toString()};
    else if (value.isArray())
        reader.read(u"topic"_s, subscribe.topics);
    if (subscribe.topics.isEmpty() || subscribe.topics.size() > Capture::mostInStep)
        reader.unexpected(u"topic"_s, u"a topic filter, or an array of 1 to %1 of them"_s.arg(Capture::mostInStep));
    reader.read(u"qos"_s, subscribe.qos, 0, 2);
}

void readProbe(JsonReader &reader, ProbeExpect &expect, Faults &faults)
{
    readProbePattern(reader, expect.pattern, faults);
    StepParts::readAmount(reader, expect.amount);
    StepParts::readMs(reader, u"withinMs"_s, expect.withinMs);
    StepParts::readMs(reader, u"forMs"_s, expect.forMs);
    reader.read(u"since"_s, expect.since.step);
    StepParts::readCaptures(reader, expect.captures);
}

void readProbe(JsonReader &reader, ProbeExpectNone &expect, Faults &faults)
{
    readProbePattern(reader, expect.pattern, faults);
    StepParts::readMs(reader, u"forMs"_s, expect.forMs);
    reader.read(u"since"_s, expect.since.step);
}

JsonText writtenProbe(const ProbePublish &publish)
{
    JsonBuilder object;
    object.add(u"topic"_s, publish.topic);
    PayloadFile::addEither(object, publish.payload);
    if (publish.qos != 1)
        object.add(u"qos"_s, publish.qos);
    if (publish.retain)
        object.add(u"retain"_s, true);
    JsonBuilder properties;
    for (const auto &[name, value] : publish.properties)
        properties.add(name, JsonText::string(value));
    return object.add(u"properties"_s, properties.isEmpty() ? JsonText() : properties.object()).object();
}

JsonText writtenProbe(const ProbeSubscribe &subscribe)
{
    const JsonText topics = subscribe.topics.size() == 1 ? JsonText::string(subscribe.topics.first())
                                                         : JsonBuilder::strings(subscribe.topics);
    if (subscribe.qos == 1)
        return topics;
    return JsonBuilder().add(u"topic"_s, topics).add(u"qos"_s, subscribe.qos).object();
}

JsonText writtenProbe(const ProbeExpect &expect)
{
    JsonBuilder object;
    expect.pattern.writeTo(object);
    StepParts::addAmount(object, expect.amount);
    StepParts::addMs(object, u"withinMs"_s, expect.withinMs, Expect::usualWithinMs);
    StepParts::addMs(object, u"forMs"_s, expect.forMs, Expect::usualForMs);
    return object.addUnlessEmpty(u"since"_s, expect.since.step)
        .add(u"capture"_s, Capture::toJson(expect.captures))
        .object();
}

JsonText writtenProbe(const ProbeExpectNone &expect)
{
    JsonBuilder object;
    expect.pattern.writeTo(object);
    StepParts::addMs(object, u"forMs"_s, expect.forMs, ExpectNone::usualForMs);
    return object.addUnlessEmpty(u"since"_s, expect.since.step).object();
}

} // namespace

void StepParts::read(JsonReader &reader, ProbeStep &step, Faults &faults)
{
    reader.read(u"name"_s, step.probe);
    const QString kind = reader.oneOf(probeKinds());
    reader.know(probeKinds());
    JsonText value;
    if (kind.isEmpty() || !reader.read(kind, value))
        return;
    const bool isShort = kind == u"subscribe" && (value.isString() || value.isArray());
    if (!isShort && !value.isObject()) {
        reader.unexpected(kind, u"an object"_s);
        return;
    }
    JsonReader inner(isShort ? JsonBuilder().add(u"topic"_s, value).object() : value, reader.pointer() + u'/' + kind);
    if (kind == u"publish")
        readProbe(inner, step.does.emplace<ProbePublish>());
    else if (kind == u"subscribe")
        readProbe(inner, step.does.emplace<ProbeSubscribe>());
    else if (kind == u"expect")
        readProbe(inner, step.does.emplace<ProbeExpect>(), faults);
    else
        readProbe(inner, step.does.emplace<ProbeExpectNone>(), faults);
    inner.refuseUnknownKeys();
    faults.add(inner.status());
}

JsonText StepParts::write(const ProbeStep &step)
{
    const JsonText does = std::visit([](const auto &what) { return writtenProbe(what); }, step.does);
    return JsonBuilder()
        .addUnlessEmpty(u"name"_s, step.probe)
        .add(probeKinds()[static_cast<qsizetype>(step.does.index())], does)
        .object();
}

} // namespace Standin::Scenarios
