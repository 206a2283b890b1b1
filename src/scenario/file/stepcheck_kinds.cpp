// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonparts.h"
#include "base/topicrules.h"
#include "scenario/file/placeholders.h"
#include "scenario/file/stepcheck.h"

#include <QFileInfo>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void StepCheck::checkKind(const Connect &step)
{
    (void)m_at.placeOf(step.devices);
}

void StepCheck::checkKind(const GoOffline &step)
{
    (void)m_at.placeOf(step.devices);
}

void StepCheck::checkKind(const Reconnect &step)
{
    (void)m_at.placeOf(step.devices);
}

void StepCheck::checkKind(const Publish &step)
{
    const CheckedNames::Place place = m_at.placeOf(step.devices);
    if (step.message.isEmpty()) {
        m_at.checkText(step.publication.topic.toUtf8(), place, u"/topic"_s);
        m_at.checkText(step.publication.payload, place, u"/payload"_s);
        m_at.checkTopic(step.publication.topic, u"/publish/topic"_s);
        return;
    }
    Faults ignored;
    for (const QString &entry : m_at.devices.entriesOf(step.devices, m_at.current, {}, ignored)) {
        const Profile *profile = m_at.devices.profile(entry);
        QStringList messages;
        for (const SavedMessage &message : profile ? profile->messages : QList<SavedMessage>())
            messages.append(message.name);
        if (profile && !messages.contains(step.message))
            m_at.fault(u"\"%1\" has no saved message \"%2\"%3"_s.arg(entry, step.message,
                                                                     ErrorText::suggestion(step.message, messages)),
                       u"/publish/message"_s);
    }
}

void StepCheck::checkKind(const Preset &step)
{
    CheckedNames::Place place = m_at.placeOf(step.devices);
    m_at.checkText(step.reply.match.text().toByteArray(), place, u"/match"_s);
    place.hasCommand = true;
    m_at.checkText(step.reply.payload, place, u"/payload"_s);
}

void StepCheck::checkKind(const AddRule &step)
{
    CheckedNames::Place place = m_at.placeOf(step.devices);
    const JsonText when = step.rule.value(u"when");
    place.hasCommand = true;
    if (const QString script = when.value(u"script").toString(); !script.isEmpty())
        m_at.names.checkScript(script, place, m_at.where(u"/rule/when/script"_s), m_at.faults);
    m_at.checkText(step.rule.value(u"then").text().toByteArray(), place, u"/then"_s);
    place.hasCommand = false;
    place.hasDevice = false;
    m_at.checkText(when.text().toByteArray(), place, u"/when"_s);
}

void StepCheck::checkKind(const SetState &step)
{
    m_at.checkText(step.values.text().toByteArray(), m_at.placeOf(step.devices), u"/values"_s);
}

void StepCheck::checkKind(const Expect &step)
{
    m_at.checkEntries(step.entries, m_at.placeOf(step.entries.devices));
    m_at.checkAmount(step.amount);
    m_at.checkSince(step.since);
    m_at.checkTime(step.withinMs, false, u"withinMs"_s);
    if (step.amount.least == 0 && !step.captures.isEmpty())
        m_at.fault(u"with atLeast 0 there may be no message to capture from"_s, u"/expect/capture"_s);
    m_at.finds(step.captures);
}

void StepCheck::checkKind(const ExpectNone &step)
{
    m_at.checkEntries(step.entries, m_at.placeOf(step.entries.devices));
    m_at.checkSince(step.since);
    m_at.checkSilence(step.forMs, u"/expectNone/forMs"_s);
    m_at.hasExpectation = true;
}

void StepCheck::checkKind(const ExpectOrder &step)
{
    const CheckedNames::Place place = m_at.placeOf(step.devices);
    for (const EntryTemplate &entries : step.messages)
        m_at.checkEntries(entries, entries.devices.isDefault() ? place : m_at.placeOf(entries.devices));
    m_at.checkSince(step.since);
    m_at.checkTime(step.withinMs, false, u"withinMs"_s);
    m_at.finds(step.captures);
}

void StepCheck::checkKind(const ExpectState &step)
{
    (void)m_at.placeOf(step.devices);
    const bool canHaveError = step.state == DeviceState::Failed || step.state == DeviceState::Reconnecting;
    if (!canHaveError && (step.error || step.reasonCode))
        m_at.fault(u"it can never hold: a device has an error only while it is \"failed\" or \"reconnecting\""_s,
                   step.error ? u"/expectState/error"_s : u"/expectState/reasonCode"_s);
    m_at.checkTime(step.withinMs, false, u"withinMs"_s);
    m_at.hasExpectation = true;
}

void StepCheck::checkKind(const CaptureValues &step)
{
    if (m_at.earlierExpectations.isEmpty())
        m_at.fault(u"there is no step before it that finds a message (expect, expectOrder, http, expect of a probe)"_s,
                   u"/capture"_s);
    else if (!step.from.isEmpty() && !m_at.earlierExpectations.contains(step.from))
        m_at.fault(u"no step before it that finds a message has the name \"%1\"%2"_s.arg(
                       step.from, ErrorText::suggestion(step.from, m_at.earlierExpectations)),
                   u"/from"_s);
    m_at.capture(step.values);
}

void StepCheck::checkKind(const HttpStep &step)
{
    const CheckedNames::Place place = m_at.placeOfScenario();
    m_at.checkText(step.url.toUtf8(), place, u"/url"_s);
    m_at.checkText(step.body, place, step.isJson ? u"/json"_s : u"/body"_s);
    m_at.checkText(step.expect.text().toByteArray(), place, u"/expect"_s);
    const Access access = m_at.scenario->access;
    for (const HttpHeader &header : step.headers) {
        m_at.checkText(header.value.toUtf8(), place, u"/headers/"_s + header.name);
        if (header.secret.isNamed() && access != Access::All)
            m_at.fault(secretRefused(access, {}).message, u"/http/headers/"_s + header.name);
    }
    const auto ca = step.ca.isEmpty() ? Result<QString>(QString()) : fileFor(*m_at.scenario, step.ca);
    if (!ca)
        m_at.fault(ca.error().message, u"/http/ca"_s);
    else if (!ca->isEmpty() && !QFileInfo::exists(*ca))
        m_at.fault(u"there is no file \"%1\""_s.arg(step.ca), u"/http/ca"_s);
    m_at.checkTime(step.withinMs, false, u"withinMs"_s);
    m_at.finds(step.captures);
}

void StepCheck::checkKind(const ProbeStep &step)
{
    QStringList probes;
    for (const Probe &probe : m_at.scenario->probes)
        probes.append(probe.name);
    if (!step.probe.isEmpty() && !probes.contains(step.probe))
        m_at.fault(u"there is no probe \"%1\"%2"_s.arg(step.probe, ErrorText::suggestion(step.probe, probes)),
                   u"/probe/name"_s);
    std::visit([this](const auto &does) { checkProbe(does); }, step.does);
}

void StepCheck::checkProbe(const ProbePublish &publish)
{
    const CheckedNames::Place place = m_at.placeOfScenario();
    m_at.checkText(publish.topic.toUtf8(), place, u"/publish/topic"_s);
    m_at.checkText(publish.payload, place, u"/publish/payload"_s);
    for (const auto &[name, value] : publish.properties)
        m_at.checkText(value.toUtf8(), place, u"/publish/properties/"_s + name);
    m_at.checkTopic(publish.topic, u"/probe/publish/topic"_s);
}

void StepCheck::checkProbe(const ProbeSubscribe &subscribe)
{
    for (const QString &topic : subscribe.topics) {
        m_at.checkText(topic.toUtf8(), m_at.placeOfScenario(), u"/subscribe"_s);
        if (TopicRules::faultInFilter(withPlaceholders(topic)))
            m_at.fault(ErrorText::expected(u"a topic filter"_s, ErrorText::found(topic)), u"/probe/subscribe"_s);
    }
}

void StepCheck::checkProbePattern(const PatternTemplate &pattern, const QString &key)
{
    m_at.checkText(pattern.json.text().toByteArray(), m_at.placeOfScenario(), key);
    if (!pattern.json.value(u"topic").isString())
        m_at.fault(ErrorText::expected(u"a topic, to which the probe subscribes"_s, u"nothing"_s),
                   u"/probe"_s + key + u"/topic"_s);
}

void StepCheck::checkProbe(const ProbeExpect &expect)
{
    checkProbePattern(expect.pattern, u"/expect"_s);
    m_at.checkAmount(expect.amount);
    m_at.checkSince(expect.since);
    m_at.checkTime(expect.withinMs, false, u"withinMs"_s);
    m_at.finds(expect.captures);
}

void StepCheck::checkProbe(const ProbeExpectNone &expect)
{
    checkProbePattern(expect.pattern, u"/expectNone"_s);
    m_at.checkSince(expect.since);
    m_at.checkSilence(expect.forMs, u"/probe/expectNone/forMs"_s);
    m_at.hasExpectation = true;
}

} // namespace Standin::Scenarios
