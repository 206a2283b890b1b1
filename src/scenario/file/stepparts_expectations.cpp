// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "scenario/file/stepparts.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

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
    reader.readWord(u"state"_s, state, deviceStateNames());
    if (!reader.has(u"state"_s))
        reader.unexpected(u"state"_s, ErrorText::quotedList(deviceStateNames()));
    step.state = deviceStateFromString(state).value_or(DeviceState::Online);
    QString error;
    reader.read(u"error"_s, error);
    if (!error.isEmpty())
        step.error = errorCodeOf(reader, u"error"_s, error);
    reader.read(u"reasonCode"_s, step.reasonCode, 0, 255);
    readMs(reader, u"withinMs"_s, step.withinMs);
}

void StepParts::read(JsonReader &reader, CaptureValues &step, Faults &)
{
    step.values = Capture::readAll(reader);
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

} // namespace Standin::Scenarios
