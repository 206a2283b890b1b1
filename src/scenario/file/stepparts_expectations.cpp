// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "scenario/file/stepparts.h"
#include "template/payloadfile.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

const QStringList &stateNames()
{
    static const QStringList names = {toString(DeviceState::Offline), toString(DeviceState::Connecting),
                                      toString(DeviceState::Online), toString(DeviceState::Reconnecting),
                                      toString(DeviceState::Failed)};
    return names;
}

void readEntries(JsonReader &reader, EntryTemplate &entries, Faults &faults)
{
    DeviceNames::read(reader, entries.devices);
    QString event;
    reader.readWord(u"event"_s, event, entryEventNames());
    entries.event = entryEventFromString(event);
    QString kind = toString(entries.event ? kindOf(*entries.event) : EntryKind::In);
    reader.readWord(u"kind"_s, kind, entryKindNames());
    entries.kind = *entryKindFromString(kind);
    if (entries.event && kindOf(*entries.event) != entries.kind)
        reader.unexpected(u"kind"_s,
                          u"\"%1\", the kind of this event, or no kind"_s.arg(toString(kindOf(*entries.event))));
    entries.pattern = PatternTemplate::read(reader);
    faults.add(entries.pattern.check());
}

void addEntries(JsonBuilder &object, const EntryTemplate &entries)
{
    object.add(u"device"_s, entries.devices.toJson());
    if (entries.event)
        object.add(u"event"_s, toString(*entries.event));
    else if (entries.kind != EntryKind::In)
        object.add(u"kind"_s, toString(entries.kind));
    entries.pattern.writeTo(object);
}

/// {"pattern"} for `expect` and `expectNone` of a probe.
void readPattern(JsonReader &reader, PatternTemplate &pattern, Faults &faults)
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
    readPattern(reader, expect.pattern, faults);
    StepParts::readAmount(reader, expect.amount);
    StepParts::readMs(reader, u"withinMs"_s, expect.withinMs);
    StepParts::readMs(reader, u"forMs"_s, expect.forMs);
    reader.read(u"since"_s, expect.since.step);
    StepParts::readCaptures(reader, expect.captures);
}

void readProbe(JsonReader &reader, ProbeExpectNone &expect, Faults &faults)
{
    readPattern(reader, expect.pattern, faults);
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

void StepParts::read(JsonReader &reader, Expect &step, Faults &faults)
{
    readEntries(reader, step.entries, faults);
    readAmount(reader, step.amount);
    readMs(reader, u"withinMs"_s, step.withinMs);
    readMs(reader, u"forMs"_s, step.forMs);
    reader.read(u"since"_s, step.since.step);
    readCaptures(reader, step.captures);
}

void StepParts::read(JsonReader &reader, ExpectNone &step, Faults &faults)
{
    readEntries(reader, step.entries, faults);
    readMs(reader, u"forMs"_s, step.forMs);
    reader.read(u"since"_s, step.since.step);
}

void StepParts::read(JsonReader &reader, ExpectOrder &step, Faults &faults)
{
    constexpr qsizetype most = 1000;
    DeviceNames::read(reader, step.devices);
    reader.readObjects(u"messages"_s, [&step, &faults](JsonReader &inner) {
        EntryTemplate entries;
        readEntries(inner, entries, faults);
        inner.refuseUnknownKeys();
        step.messages.append(entries);
    });
    if (step.messages.size() < 2 || step.messages.size() > most)
        reader.unexpected(u"messages"_s, u"an array of 2 to %1 patterns"_s.arg(most));
    readMs(reader, u"withinMs"_s, step.withinMs);
    reader.read(u"since"_s, step.since.step);
    readCaptures(reader, step.captures);
}

void StepParts::read(JsonReader &reader, ExpectState &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    QString state;
    reader.readWord(u"state"_s, state, stateNames());
    if (!reader.has(u"state"_s))
        reader.unexpected(u"state"_s, ErrorText::quotedList(stateNames()));
    step.state = deviceStateFromString(state).value_or(DeviceState::Online);
    QString error;
    reader.read(u"error"_s, error);
    step.error = errorCodeFromName(error);
    if (!error.isEmpty() && !step.error)
        reader.unexpected(u"error"_s, u"the name of an error, such as \"broker-refused\""_s);
    reader.read(u"reasonCode"_s, step.reasonCode, 0, 255);
    readMs(reader, u"withinMs"_s, step.withinMs);
}

void StepParts::read(JsonReader &reader, CaptureValues &step, Faults &)
{
    step.values = Capture::readAll(reader);
}

void StepParts::read(JsonReader &reader, ProbeStep &step, Faults &faults)
{
    reader.read(u"name"_s, step.probe);
    const QStringList kinds = {u"publish"_s, u"subscribe"_s, u"expect"_s, u"expectNone"_s};
    const QString kind = reader.oneOf(kinds);
    reader.know(kinds);
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

JsonText StepParts::write(const Expect &step)
{
    JsonBuilder object;
    addEntries(object, step.entries);
    addAmount(object, step.amount);
    addMs(object, u"withinMs"_s, step.withinMs, Expect::usualWithinMs);
    addMs(object, u"forMs"_s, step.forMs, Expect::usualForMs);
    return object.addUnlessEmpty(u"since"_s, step.since.step)
        .add(u"capture"_s, Capture::toJson(step.captures))
        .object();
}

JsonText StepParts::write(const ExpectNone &step)
{
    JsonBuilder object;
    addEntries(object, step.entries);
    addMs(object, u"forMs"_s, step.forMs, ExpectNone::usualForMs);
    return object.addUnlessEmpty(u"since"_s, step.since.step).object();
}

JsonText StepParts::write(const ExpectOrder &step)
{
    JsonBuilder messages;
    for (const EntryTemplate &entries : step.messages) {
        JsonBuilder message;
        addEntries(message, entries);
        messages.append(message.object());
    }
    JsonBuilder object;
    object.add(u"device"_s, step.devices.toJson()).add(u"messages"_s, messages.array());
    addMs(object, u"withinMs"_s, step.withinMs, Expect::usualWithinMs);
    return object.addUnlessEmpty(u"since"_s, step.since.step)
        .add(u"capture"_s, Capture::toJson(step.captures))
        .object();
}

JsonText StepParts::write(const ExpectState &step)
{
    JsonBuilder object;
    object.add(u"device"_s, step.devices.toJson()).add(u"state"_s, toString(step.state));
    if (step.error)
        object.add(u"error"_s, errorName(*step.error));
    if (step.reasonCode)
        object.add(u"reasonCode"_s, *step.reasonCode);
    addMs(object, u"withinMs"_s, step.withinMs, Expect::usualWithinMs);
    return object.object();
}

JsonText StepParts::write(const CaptureValues &step)
{
    return Capture::toJson(step.values);
}

JsonText StepParts::write(const ProbeStep &step)
{
    static const QStringList kinds = {u"publish"_s, u"subscribe"_s, u"expect"_s, u"expectNone"_s};
    const JsonText does = std::visit([](const auto &what) { return writtenProbe(what); }, step.does);
    return JsonBuilder()
        .addUnlessEmpty(u"name"_s, step.probe)
        .add(kinds[static_cast<qsizetype>(step.does.index())], does)
        .object();
}

} // namespace Standin::Scenarios
