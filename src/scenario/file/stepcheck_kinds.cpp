// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonparts.h"
#include "base/topicrules.h"
#include "scenario/file/placeholders.h"
#include "scenario/file/stepcheck.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void StepCheck::checkKind(const Connect &step)
{
    (void)placeOf(step.devices);
}

void StepCheck::checkKind(const GoOffline &step)
{
    (void)placeOf(step.devices);
}

void StepCheck::checkKind(const Reconnect &step)
{
    (void)placeOf(step.devices);
}

void StepCheck::checkKind(const Publish &step)
{
    const CheckedNames::Place place = placeOf(step.devices);
    if (step.message.isEmpty()) {
        checkText(step.publication.topic.toUtf8(), place, u"/topic"_s);
        checkText(step.publication.payload, place, u"/payload"_s);
        if (TopicRules::faultInName(withPlaceholders(step.publication.topic)))
            fault(ErrorText::expected(u"a topic without wildcards"_s, ErrorText::found(step.publication.topic)),
                  u"/publish/topic"_s);
        return;
    }
    Faults ignored;
    for (const QString &entry : m_devices.entriesOf(step.devices, m_current, {}, ignored)) {
        const Profile *profile = m_devices.profile(entry);
        QStringList messages;
        for (const SavedMessage &message : profile ? profile->messages : QList<SavedMessage>())
            messages.append(message.name);
        if (profile && !messages.contains(step.message))
            fault(u"\"%1\" has no saved message \"%2\"%3"_s.arg(entry, step.message,
                                                                ErrorText::suggestion(step.message, messages)),
                  u"/publish/message"_s);
    }
}

void StepCheck::checkKind(const Preset &step)
{
    CheckedNames::Place place = placeOf(step.devices);
    checkText(step.reply.match.text().toByteArray(), place, u"/match"_s);
    place.hasCommand = true;
    checkText(step.reply.payload, place, u"/payload"_s);
}

void StepCheck::checkKind(const AddRule &step)
{
    CheckedNames::Place place = placeOf(step.devices);
    const JsonText when = step.rule.value(u"when");
    place.hasCommand = true;
    if (const QString script = when.value(u"script").toString(); !script.isEmpty())
        m_names.checkScript(script, place, where(u"/rule/when/script"_s), m_faults);
    checkText(step.rule.value(u"then").text().toByteArray(), place, u"/then"_s);
    place.hasCommand = false;
    place.hasDevice = false;
    checkText(when.text().toByteArray(), place, u"/when"_s);
}

void StepCheck::checkKind(const SetState &step)
{
    checkText(step.values.text().toByteArray(), placeOf(step.devices), u"/values"_s);
}

void StepCheck::checkEntries(const EntryTemplate &entries, const CheckedNames::Place &place)
{
    const QString key = u'/' + m_step->kindName();
    const bool isMessage =
        entries.event ? *entries.event == EntryEvent::MessageReceived || *entries.event == EntryEvent::MessageSent
                      : entries.kind == EntryKind::In || entries.kind == EntryKind::Out;
    const bool hasOnlyTopic =
        entries.pattern.json.value(u"topic").isString() && JsonParts(entries.pattern.json).size() == 1;
    if (!isMessage && !entries.pattern.isEmpty() && !hasOnlyTopic)
        fault(u"it can never hold: these entries are not messages, so the pattern may have only a topic"_s, key);
    checkText(entries.pattern.json.text().toByteArray(), place, {});
}

void StepCheck::checkAmount(const Amount &amount)
{
    const QString key = u'/' + m_step->kindName();
    if (amount.least > amount.most)
        fault(u"it can never hold: atLeast (%1) is more than atMost (%2)"_s.arg(amount.least).arg(amount.most),
              key + u"/atLeast"_s);
    else if (amount.least == 0 && !amount.hasMost())
        advise(u"it always holds: atLeast is 0, and there is no atMost"_s);
}

void StepCheck::checkKind(const Expect &step)
{
    checkEntries(step.entries, placeOf(step.entries.devices));
    checkAmount(step.amount);
    checkSince(step.since);
    checkTime(step.withinMs, false, u"withinMs"_s);
    if (step.amount.least == 0 && !step.captures.isEmpty())
        fault(u"with atLeast 0 there may be no message to capture from"_s, u"/expect/capture"_s);
    capture(step.captures);
    m_hasExpectation = true;
    m_earlierExpectations.append(m_step->name);
}

void StepCheck::checkKind(const ExpectNone &step)
{
    checkEntries(step.entries, placeOf(step.entries.devices));
    checkSince(step.since);
    if (step.forMs == 0)
        fault(u"it says nothing: it looks for 0 ms; expected forMs of 1 or more"_s, u"/expectNone/forMs"_s);
    checkTime(step.forMs, true, u"forMs"_s);
    m_hasExpectation = true;
}

void StepCheck::checkKind(const ExpectOrder &step)
{
    const CheckedNames::Place place = placeOf(step.devices);
    for (const EntryTemplate &entries : step.messages)
        checkEntries(entries, entries.devices.isDefault() ? place : placeOf(entries.devices));
    checkSince(step.since);
    checkTime(step.withinMs, false, u"withinMs"_s);
    capture(step.captures);
    m_hasExpectation = true;
    m_earlierExpectations.append(m_step->name);
}

void StepCheck::checkKind(const ExpectState &step)
{
    (void)placeOf(step.devices);
    const bool canHaveError = step.state == DeviceState::Failed || step.state == DeviceState::Reconnecting;
    if (!canHaveError && (step.error || step.reasonCode))
        fault(u"it can never hold: a device has an error only while it is \"failed\" or \"reconnecting\""_s,
              step.error ? u"/expectState/error"_s : u"/expectState/reasonCode"_s);
    checkTime(step.withinMs, false, u"withinMs"_s);
    m_hasExpectation = true;
}

void StepCheck::checkKind(const CaptureValues &step)
{
    if (m_earlierExpectations.isEmpty())
        fault(u"there is no step before it that finds a message (expect, expectOrder, http, expect of a probe)"_s,
              u"/capture"_s);
    else if (!step.from.isEmpty() && !m_earlierExpectations.contains(step.from))
        fault(u"no step before it that finds a message has the name \"%1\"%2"_s.arg(
                  step.from, ErrorText::suggestion(step.from, m_earlierExpectations)),
              u"/from"_s);
    capture(step.values);
}

void StepCheck::checkKind(const HttpStep &step)
{
    const CheckedNames::Place place = placeOfScenario();
    checkText(step.url.toUtf8(), place, u"/url"_s);
    checkText(step.body, place, step.isJson ? u"/json"_s : u"/body"_s);
    checkText(step.expect.text().toByteArray(), place, u"/expect"_s);
    for (const HttpHeader &header : step.headers)
        checkText(header.value.toUtf8(), place, u"/headers/"_s + header.name);
    const QString ca = step.ca.isEmpty() ? QString() : QDir(m_scenario->baseDir).absoluteFilePath(step.ca);
    if (!ca.isEmpty() && !QFileInfo::exists(ca))
        fault(u"there is no file \"%1\""_s.arg(step.ca), u"/http/ca"_s);
    checkTime(step.withinMs, false, u"withinMs"_s);
    capture(step.captures);
    m_hasExpectation = true;
    m_earlierExpectations.append(m_step->name);
}

void StepCheck::checkKind(const ProbeStep &step)
{
    QStringList probes;
    for (const Probe &probe : m_scenario->probes)
        probes.append(probe.name);
    if (!step.probe.isEmpty() && !probes.contains(step.probe))
        fault(u"there is no probe \"%1\"%2"_s.arg(step.probe, ErrorText::suggestion(step.probe, probes)),
              u"/probe/name"_s);
    std::visit([this](const auto &does) { checkProbe(does); }, step.does);
}

void StepCheck::checkProbe(const ProbePublish &publish)
{
    const CheckedNames::Place place = placeOfScenario();
    checkText(publish.topic.toUtf8(), place, u"/publish/topic"_s);
    checkText(publish.payload, place, u"/publish/payload"_s);
    for (const auto &[name, value] : publish.properties)
        checkText(value.toUtf8(), place, u"/publish/properties/"_s + name);
    if (TopicRules::faultInName(withPlaceholders(publish.topic)))
        fault(ErrorText::expected(u"a topic without wildcards"_s, ErrorText::found(publish.topic)),
              u"/probe/publish/topic"_s);
}

void StepCheck::checkProbe(const ProbeSubscribe &subscribe)
{
    for (const QString &topic : subscribe.topics) {
        checkText(topic.toUtf8(), placeOfScenario(), u"/subscribe"_s);
        if (TopicRules::faultInFilter(withPlaceholders(topic)))
            fault(ErrorText::expected(u"a topic filter"_s, ErrorText::found(topic)), u"/probe/subscribe"_s);
    }
}

void StepCheck::checkProbe(const ProbeExpect &expect)
{
    checkText(expect.pattern.json.text().toByteArray(), placeOfScenario(), u"/expect"_s);
    if (!expect.pattern.json.value(u"topic").isString())
        fault(ErrorText::expected(u"a topic, to which the probe subscribes"_s, u"nothing"_s), u"/probe/expect/topic"_s);
    checkAmount(expect.amount);
    checkSince(expect.since);
    checkTime(expect.withinMs, false, u"withinMs"_s);
    capture(expect.captures);
    m_hasExpectation = true;
    m_earlierExpectations.append(m_step->name);
}

void StepCheck::checkProbe(const ProbeExpectNone &expect)
{
    checkText(expect.pattern.json.text().toByteArray(), placeOfScenario(), u"/expectNone"_s);
    if (!expect.pattern.json.value(u"topic").isString())
        fault(ErrorText::expected(u"a topic, to which the probe subscribes"_s, u"nothing"_s),
              u"/probe/expectNone/topic"_s);
    checkSince(expect.since);
    if (expect.forMs == 0)
        fault(u"it says nothing: it looks for 0 ms; expected forMs of 1 or more"_s, u"/probe/expectNone/forMs"_s);
    checkTime(expect.forMs, true, u"forMs"_s);
    m_hasExpectation = true;
}

} // namespace Standin::Scenarios
