// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "match/pattern.h"
#include "rules/rule.h"
#include "scenario/file/placeholders.h"
#include "scenario/file/stepparts.h"
#include "template/payloadfile.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

void readFailing(JsonReader &reader, std::optional<Failing> &target)
{
    const QString key = u"fails"_s;
    JsonText value;
    if (!reader.read(key, value) || (value.isBool() && !value.toBool()))
        return;
    target.emplace();
    if (value.isString()) {
        target->error = StepParts::errorCodeOf(reader, key, value.toString());
    } else if (value.isObject()) {
        reader.readObject(key, [&target](JsonReader &inner) {
            QString name;
            inner.read(u"error"_s, name);
            if (inner.has(u"error"_s))
                target->error = StepParts::errorCodeOf(inner, u"error"_s, name);
            inner.read(u"reasonCode"_s, target->reasonCode, 0, 255);
            inner.refuseUnknownKeys();
        });
    } else if (!value.isBool()) {
        reader.unexpected(key, u"true, the name of an error, or {\"error\": …, \"reasonCode\": …}"_s);
    }
}

void addFailing(JsonBuilder &object, const std::optional<Failing> &fails)
{
    if (!fails)
        return;
    const JsonText name = fails->error ? JsonText::string(errorName(*fails->error)) : JsonText();
    if (!fails->reasonCode)
        object.add(u"fails"_s, fails->error ? name : JsonText(QJsonValue(true)));
    else
        object.add(
            u"fails"_s,
            JsonBuilder().add(u"error"_s, name).add(u"reasonCode"_s, JsonText::whole(*fails->reasonCode)).object());
}

/// The object, or its device alone if that is all.
JsonText shortened(const DeviceNames &devices, const JsonBuilder &others)
{
    if (others.isEmpty() && !devices.isDefault())
        return devices.toJson();
    return JsonBuilder().add(u"device"_s, devices.toJson()).addMembers(others.object()).object();
}

} // namespace

void StepParts::read(JsonReader &reader, Connect &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    readFailing(reader, step.fails);
}

void StepParts::read(JsonReader &reader, Reconnect &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    readFailing(reader, step.fails);
}

void StepParts::read(JsonReader &reader, GoOffline &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    QString mode = toString(OfflineMode::Clean);
    reader.readWord(u"mode"_s, mode, offlineModeNames());
    step.mode = *offlineModeFromString(mode);
}

void StepParts::read(JsonReader &reader, Publish &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    readFailing(reader, step.fails);
    if (!reader.has(u"message"_s)) {
        reader.read(u"topic"_s, step.publication.topic);
        reader.know({u"message"_s});
        PayloadFile::readEither(reader, step.publication.payload);
        reader.read(u"qos"_s, step.publication.qos, 0, 2);
        reader.read(u"retain"_s, step.publication.retain);
        return;
    }
    reader.readText(u"message"_s, step.message);
    for (const QString &key : {u"topic"_s, u"payload"_s, u"payloadBase64"_s, u"qos"_s, u"retain"_s}) {
        if (reader.has(key))
            reader.fail(key, u"a saved message has its own; expected either message or this"_s);
    }
}

void StepParts::read(JsonReader &reader, Preset &step, Faults &faults)
{
    DeviceNames::read(reader, step.devices);
    PayloadFile::readEither(reader, step.reply.payload);
    reader.readObject(u"match"_s, step.reply.match);
    if (step.reply.match.isUndefined())
        return;
    faults.add(Match::Pattern::fromJson(withPlaceholders(step.reply.match), reader.pointer() + u"/match"_s)
                   .map([](const auto &) {}));
}

void StepParts::read(JsonReader &reader, AddRule &step, Faults &faults)
{
    DeviceNames::read(reader, step.devices);
    step.pointer = reader.pointer();
    JsonBuilder rule;
    for (const QString &key : reader.keys()) {
        JsonText value;
        reader.read(key, value);
        if (key == u"devices")
            reader.fail(key, u"expected \"device\" with a name of this scenario's devices"_s);
        else if (key != u"device")
            rule.add(key, value);
    }
    step.rule = rule.object();
    faults.add(Rules::Rule::fromJson(withPlaceholders(step.rule), step.pointer).map([](const auto &) {}));
}

void StepParts::read(JsonReader &reader, SetState &step, Faults &)
{
    DeviceNames::read(reader, step.devices);
    reader.readObject(u"values"_s, step.values);
    if (!reader.has(u"values"_s))
        reader.unexpected(u"values"_s, u"an object"_s);
    reader.read(u"all"_s, step.isAll);
}

JsonText StepParts::write(const Connect &step)
{
    JsonBuilder others;
    addFailing(others, step.fails);
    return shortened(step.devices, others);
}

JsonText StepParts::write(const Reconnect &step)
{
    JsonBuilder others;
    addFailing(others, step.fails);
    return shortened(step.devices, others);
}

JsonText StepParts::write(const GoOffline &step)
{
    JsonBuilder others;
    if (step.mode != OfflineMode::Clean)
        others.add(u"mode"_s, toString(step.mode));
    return shortened(step.devices, others);
}

JsonText StepParts::write(const Publish &step)
{
    JsonBuilder object;
    object.add(u"device"_s, step.devices.toJson()).addUnlessEmpty(u"message"_s, step.message);
    if (step.message.isEmpty()) {
        if (step.publication.topic != Publication().topic)
            object.add(u"topic"_s, step.publication.topic);
        PayloadFile::addEither(object, step.publication.payload);
        if (step.publication.qos)
            object.add(u"qos"_s, *step.publication.qos);
        if (step.publication.retain)
            object.add(u"retain"_s, true);
    }
    addFailing(object, step.fails);
    return object.object();
}

JsonText StepParts::write(const Preset &step)
{
    JsonBuilder object;
    object.add(u"device"_s, step.devices.toJson()).add(u"match"_s, step.reply.match);
    PayloadFile::addEither(object, step.reply.payload);
    return object.object();
}

JsonText StepParts::write(const AddRule &step)
{
    return JsonBuilder().add(u"device"_s, step.devices.toJson()).addMembers(step.rule).object();
}

JsonText StepParts::write(const SetState &step)
{
    JsonBuilder object;
    object.add(u"device"_s, step.devices.toJson()).add(u"values"_s, step.values);
    return step.isAll ? object.add(u"all"_s, true).object() : object.object();
}

} // namespace Standin::Scenarios
