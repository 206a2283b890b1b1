// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/checkedstep.h"

#include "base/errortext.h"
#include "base/jsonreader.h"
#include "base/topicrules.h"
#include "scenario/file/placeholders.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

QString CheckedStep::where(const QString &key) const
{
    return scenario->placeOf(step ? step->pointer + key : key);
}

void CheckedStep::fault(const QString &message, const QString &key)
{
    faults.add(message, where(key));
}

void CheckedStep::advise(const QString &message)
{
    warnings.add(message, where());
}

CheckedNames::Place CheckedStep::placeOf(const DeviceNames &of)
{
    const QStringList entries = devices.entriesOf(of, current, where(u'/' + step->kindName()), faults);
    CheckedNames::Place place;
    for (const QString &entry : entries) {
        const Profile *profile = devices.profile(entry);
        if (!profile)
            continue;
        place.vars += JsonReader(profile->vars).keys();
        place.correlation += profile->correlationNames();
    }
    return place;
}

CheckedNames::Place CheckedStep::placeOfScenario() const
{
    return {.hasDevice = current || devices.isOne({}, nullptr)};
}

void CheckedStep::checkText(const QByteArray &text, const CheckedNames::Place &place, const QString &key)
{
    names.check(text, place, where(u'/' + step->kindName() + key), faults);
}

void CheckedStep::capture(const QList<Capture> &captures)
{
    for (const Capture &one : captures)
        names.vars.insert(one.variable);
}

void CheckedStep::finds(const QList<Capture> &captures)
{
    capture(captures);
    hasExpectation = true;
    earlierExpectations.append(step->name);
}

void CheckedStep::checkTopic(const QString &topic, const QString &key)
{
    if (TopicRules::faultInName(withPlaceholders(topic)))
        fault(ErrorText::expected(u"a topic without wildcards"_s, ErrorText::found(topic)), key);
}

void CheckedStep::checkSilence(int ms, const QString &key)
{
    if (ms == 0)
        fault(u"it says nothing: it looks for 0 ms; expected forMs of 1 or more"_s, key);
    checkTime(ms, true, u"forMs"_s);
}

void CheckedStep::checkSince(const Since &since)
{
    if (since.step.isEmpty() || since.step == Since::beginning || earlier.contains(since.step))
        return;
    const QString key = u'/' + step->kindName() + u"/since"_s;
    if (all.contains(since.step))
        fault(u"\"%1\" is not a step before this one"_s.arg(since.step), key);
    else
        fault(u"no step has the name \"%1\"%2"_s.arg(since.step, ErrorText::suggestion(since.step, earlier)), key);
}

void CheckedStep::checkTime(int ms, bool isLeast, const QString &key)
{
    if (!step->timeoutMs || *step->timeoutMs > ms || (!isLeast && *step->timeoutMs == ms))
        return;
    const QString message =
        u"the step ends after timeoutMs (%1 ms), before %2 (%3 ms) is over"_s.arg(*step->timeoutMs).arg(key).arg(ms);
    if (isLeast)
        fault(u"it can never hold: "_s + message, u"/timeoutMs"_s);
    else
        advise(message);
}

void CheckedStep::checkEntries(const EntryTemplate &entries, const CheckedNames::Place &place)
{
    const QString key = u'/' + step->kindName();
    const bool isMessage =
        entries.event ? *entries.event == EntryEvent::MessageReceived || *entries.event == EntryEvent::MessageSent
                      : entries.kind == EntryKind::In || entries.kind == EntryKind::Out;
    const bool hasOnlyTopic =
        entries.pattern.json.value(u"topic").isString() && JsonParts(entries.pattern.json).size() == 1;
    if (!isMessage && !entries.pattern.isEmpty() && !hasOnlyTopic)
        fault(u"it can never hold: these entries are not messages, so the pattern may have only a topic"_s, key);
    checkText(entries.pattern.json.text().toByteArray(), place, {});
}

void CheckedStep::checkAmount(const Amount &amount)
{
    const QString key = u'/' + step->kindName();
    if (amount.least > amount.most)
        fault(u"it can never hold: atLeast (%1) is more than atMost (%2)"_s.arg(amount.least).arg(amount.most),
              key + u"/atLeast"_s);
    else if (amount.least == 0 && !amount.hasMost())
        advise(u"it always holds: atLeast is 0, and there is no atMost"_s);
}

} // namespace Standin::Scenarios
