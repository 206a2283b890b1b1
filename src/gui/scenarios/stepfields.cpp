// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepfields.h"

#include "base/devicestate.h"
#include "base/offlinemode.h"
#include "gui/style/displaytext.h"
#include "gui/style/stepwords.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

using Type = StepField::Type;
using Choices = QList<std::pair<QString, QString>>;

/// Makes the fields of one kind of step.
class FieldsOfKind
{
public:
    FieldsOfKind(QString kind, const JsonText &value)
        : m_kind(std::move(kind))
        , m_value(value)
    {}

    [[nodiscard]] QList<StepField> all() const
    {
        for (const QList<StepField> &fields : {ofActions(), ofExpectations(), ofPeers()}) {
            if (!fields.isEmpty())
                return fields;
        }
        return ofControl();
    }

private:
    [[nodiscard]] StepField field(const QString &label, const QString &key, Type type = Type::Text,
                                  const QString &usual = {}, const QString &tip = {}) const
    {
        return {.label = label,
                .path = key.isEmpty() ? QStringList{m_kind} : QStringList{m_kind} + key.split(u'/'),
                .type = type,
                .usual = usual,
                .tip = tip};
    }
    [[nodiscard]] StepField choice(const QString &label, const QString &key, const Choices &choices,
                                   const QString &tip = {}) const
    {
        StepField made = field(label, key, Type::Choice, {}, tip);
        made.choices = choices;
        return made;
    }

    [[nodiscard]] StepField device() const
    {
        return field(StepFields::tr("Device"), u"device"_s, Type::Device, StepFields::tr("the only one"),
                     StepFields::tr("A device of the scenario, gw[1] for one of several, * for all"));
    }
    [[nodiscard]] StepField topic(const QString &key, bool isFilter) const
    {
        return isFilter ? field(StepFields::tr("Topic"), key, Type::Text, StepFields::tr("any"),
                                StepFields::tr("A topic; + stands for one level, # for all that follow"))
                        : field(StepFields::tr("Topic"), key, Type::Text, {},
                                StepFields::tr("${topics.report} and ${topics.command} are those of the device"));
    }
    [[nodiscard]] StepField payload(const QString &key) const
    {
        return field(StepFields::tr("Payload"), key, Type::Json, {},
                     StepFields::tr("JSON, or a text in quotation marks; ${…} is replaced by values"));
    }
    [[nodiscard]] StepField json(const QString &key) const
    {
        return field(StepFields::tr("JSON contains"), key, Type::Json, {},
                     StepFields::tr("These members with these values; others may be there, too"));
    }
    [[nodiscard]] StepField pattern(const QString &key) const
    {
        return field(
            StepFields::tr("Payload pattern"), key, Type::Json, {},
            StepFields::tr("Conditions as in rules, for example {\"jsonPointer\": \"/level\", \"greaterThan\": 3}"));
    }
    [[nodiscard]] StepField within(const QString &key, const QString &usual) const
    {
        return field(StepFields::tr("Within (ms)"), key, Type::Number, usual,
                     StepFields::tr("How long to wait for it"));
    }
    [[nodiscard]] StepField since(const QString &key) const
    {
        return field(StepFields::tr("Since step"), key, Type::Text, StepFields::tr("the action before this step"),
                     StepFields::tr("The name of an earlier step, or start: messages since then count"));
    }
    [[nodiscard]] StepField capture(const QString &key) const
    {
        return field(
            StepFields::tr("Capture"), key, Type::Json, {},
            StepFields::tr("Values of the message as variables, for example {\"traceId\": \"/traceId\"}; later "
                           "steps use ${vars.traceId}"));
    }
    [[nodiscard]] QList<StepField> amounts(const QString &prefix) const
    {
        const QString tip = StepFields::tr("How many messages");
        return {
            field(StepFields::tr("Exactly"), prefix + u"count"_s, Type::Number, {}, tip),
            field(StepFields::tr("At least"), prefix + u"atLeast"_s, Type::Number, u"1"_s, tip),
            field(StepFields::tr("At most"), prefix + u"atMost"_s, Type::Number, StepFields::tr("any number"), tip)};
    }
    [[nodiscard]] StepField silence(const QString &key) const
    {
        return field(StepFields::tr("For (ms)"), key, Type::Number, u"500"_s,
                     StepFields::tr("How long none of these messages may come"));
    }
    [[nodiscard]] StepField fails() const
    {
        return field(StepFields::tr("Must fail with"), u"fails"_s, Type::Text, StepFields::tr("it must not fail"),
                     StepFields::tr("true for any error, or its name, such as broker-refused"));
    }

    [[nodiscard]] Choices modes() const
    {
        Choices choices{{QString(), StepFields::tr("usual: clean")}};
        for (const QString &name : offlineModeNames())
            choices.append(
                {name, offlineModeFromString(name) ? DisplayText::mode(*offlineModeFromString(name)) : name});
        return choices;
    }

    [[nodiscard]] QList<StepField> ofActions() const
    {
        if (m_kind == u"connect" || m_kind == u"reconnect")
            return {device(), fails()};
        if (m_kind == u"offline")
            return {device(), choice(StepFields::tr("Mode"), u"mode"_s, modes())};
        if (m_kind == u"publish")
            return {
                device(),
                field(StepFields::tr("Saved message"), u"message"_s, Type::Text,
                      StepFields::tr("none: topic and payload"),
                      StepFields::tr("The name of a saved message of the profile, instead of topic and payload")),
                topic(u"topic"_s, false),
                payload(u"payload"_s),
                choice(StepFields::tr("QoS"), u"qos"_s,
                       {{QString(), StepFields::tr("usual: 1")}, {u"0"_s, u"0"_s}, {u"1"_s, u"1"_s}, {u"2"_s, u"2"_s}}),
                field(StepFields::tr("Retain"), u"retain"_s, Type::Flag),
                fails()};
        if (m_kind == u"preset")
            return {device(), payload(u"payload"_s),
                    field(StepFields::tr("Only for"), u"match"_s, Type::Json, {},
                          StepFields::tr("A topic or a pattern of the commands that it answers"))};
        if (m_kind == u"rule")
            return {device(), field(StepFields::tr("Rule name"), u"name"_s),
                    field(StepFields::tr("When"), u"when"_s, Type::Json, {},
                          StepFields::tr("Conditions on the message, as in rules")),
                    field(StepFields::tr("Then"), u"then"_s, Type::Json, {}, StepFields::tr("Actions, as in rules"))};
        if (m_kind == u"setState")
            return {device(), field(StepFields::tr("Values"), u"values"_s, Type::Json, {},
                                    StepFields::tr("Names and values; null removes one"))};
        return {};
    }

    [[nodiscard]] QList<StepField> ofExpectations() const
    {
        const QList<StepField> message{device(),
                                       choice(StepFields::tr("Message is"), u"kind"_s,
                                              {{QString(), StepFields::tr("received (usual)")},
                                               {u"in"_s, StepFields::tr("received")},
                                               {u"out"_s, StepFields::tr("sent")}},
                                              StepFields::tr("By the device")),
                                       topic(u"topic"_s, true), json(u"json"_s), pattern(u"payload"_s)};
        if (m_kind == u"expect")
            return message + amounts({}) +
                   QList<StepField>{within(u"withinMs"_s, u"5000"_s), since(u"since"_s), capture(u"capture"_s)};
        if (m_kind == u"expectNone")
            return message + QList<StepField>{silence(u"forMs"_s), since(u"since"_s)};
        if (m_kind == u"expectOrder")
            return {device(),
                    field(StepFields::tr("Messages"), u"messages"_s, Type::Json, {},
                          StepFields::tr("Patterns in their order, each as in an expect step; others may be between")),
                    within(u"withinMs"_s, u"5000"_s), since(u"since"_s), capture(u"capture"_s)};
        if (m_kind == u"expectState")
            return {device(), choice(StepFields::tr("State"), u"state"_s, states()),
                    field(StepFields::tr("Error"), u"error"_s, Type::Text, StepFields::tr("any or none"),
                          StepFields::tr("Of a failed device, such as broker-refused")),
                    field(StepFields::tr("Reason code"), u"reasonCode"_s, Type::Number, StepFields::tr("any"),
                          StepFields::tr("Of the broker, such as 135")),
                    within(u"withinMs"_s, u"5000"_s)};
        return {};
    }

    [[nodiscard]] static Choices states()
    {
        Choices choices;
        for (const DeviceState state : {DeviceState::Online, DeviceState::Offline, DeviceState::Connecting,
                                        DeviceState::Reconnecting, DeviceState::Failed})
            choices.append({toString(state), DisplayText::state(state)});
        return choices;
    }

    /// Of the system under test.
    [[nodiscard]] QList<StepField> ofPeers() const
    {
        if (m_kind == u"http")
            return {field(StepFields::tr("Method"), u"method"_s, Type::Text, u"GET"_s),
                    field(StepFields::tr("URL"), u"url"_s),
                    field(StepFields::tr("Headers"), u"headers"_s, Type::Json, {},
                          StepFields::tr("Names and values; a secret as {\"env\": \"API_TOKEN\"}")),
                    field(StepFields::tr("JSON body"), u"json"_s, Type::Json),
                    field(StepFields::tr("Expected answer"), u"expect"_s, Type::Json, {},
                          StepFields::tr("For example {\"status\": 202, \"json\": {\"accepted\": true}}; usual is any "
                                         "status of 200 to 299")),
                    capture(u"capture"_s),
                    within(u"withinMs"_s, StepFields::tr("one request"))};
        if (m_kind != u"probe")
            return {};
        const StepField name = field(StepFields::tr("Probe"), u"name"_s, Type::Text, StepFields::tr("the usual one"),
                                     StepFields::tr("One of the probes of the scenario"));
        const auto has = [this](const QString &key) { return !m_value.value(key).isUndefined(); };
        if (has(u"publish"_s))
            return {name, topic(u"publish/topic"_s, false), payload(u"publish/payload"_s),
                    field(StepFields::tr("Retain"), u"publish/retain"_s, Type::Flag)};
        if (has(u"expect"_s))
            return QList<StepField>{name, topic(u"expect/topic"_s, true), json(u"expect/json"_s),
                                    pattern(u"expect/payload"_s)} +
                   amounts(u"expect/"_s) +
                   QList<StepField>{within(u"expect/withinMs"_s, u"5000"_s), since(u"expect/since"_s),
                                    capture(u"expect/capture"_s)};
        if (has(u"expectNone"_s))
            return {name, topic(u"expectNone/topic"_s, true), json(u"expectNone/json"_s),
                    silence(u"expectNone/forMs"_s), since(u"expectNone/since"_s)};
        if (m_value.value(u"subscribe").isString())
            return {name, topic(u"subscribe"_s, true)};
        return {};
    }

    [[nodiscard]] QList<StepField> ofControl() const
    {
        if (m_kind == u"repeat")
            return {field(StepFields::tr("Times"), u"times"_s, Type::Number),
                    field(StepFields::tr("Counter variable"), u"as"_s, Type::Text, StepFields::tr("none"),
                          StepFields::tr("A variable with the number of the round, from 0"))};
        if (m_kind == u"forEachDevice")
            return {device(), field(StepFields::tr("At the same time"), u"parallel"_s, Type::Flag)};
        if (m_kind == u"include")
            return {field(StepFields::tr("File"), u"file"_s, Type::Text, {},
                          StepFields::tr("Relative to the file of this scenario")),
                    field(StepFields::tr("Variables"), u"vars"_s, Type::Json, {},
                          StepFields::tr("Values for the variables of that file"))};
        if (m_kind == u"wait")
            return {field(StepFields::tr("Milliseconds"), {}, m_value.isNumber() ? Type::Number : Type::Json)};
        if (m_kind == u"capture" || m_kind == u"probe")
            return {field(StepWords::kind(m_kind), {}, Type::Json)};
        return {};
    }

    const QString m_kind;
    const JsonText &m_value;
};

} // namespace

QList<StepField> StepFields::of(const QString &kind, const JsonText &value)
{
    if (kind.isEmpty())
        return {};
    QList<StepField> fields{{.label = tr("Name"),
                             .path = {u"name"_s},
                             .usual = tr("what it does, in words"),
                             .tip = tr("For the table and the reports; other steps can refer to it")}};
    fields += FieldsOfKind(kind, value).all();
    fields.append({.label = tr("Only when"),
                   .path = {u"when"_s},
                   .usual = tr("always"),
                   .tip = tr("A script, such as vars.site == 'lab'; otherwise the step is skipped")});
    fields.append({.label = tr("Time limit (ms)"),
                   .path = {u"timeoutMs"_s},
                   .type = StepField::Type::Number,
                   .usual = tr("that of the kind of step"),
                   .tip = tr("The step fails when it takes longer")});
    fields.append({.label = tr("Go on after a failure"),
                   .path = {u"continueOnFailure"_s},
                   .type = StepField::Type::Flag,
                   .tip = tr("The steps behind it run, too; the run fails nevertheless")});
    return fields;
}

} // namespace Standin::Gui
