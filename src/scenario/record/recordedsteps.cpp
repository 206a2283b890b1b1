// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordedsteps.h"

#include "match/glob.h"
#include "template/template.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

std::optional<Failing> failingOf(const RecordedAction &action)
{
    if (!action.error)
        return std::nullopt;
    return Failing{.error = action.error->code, .reasonCode = action.error->reasonCode};
}

/// The saved message that was sent; empty when it was another one.
QString savedMessageOf(const Profile &profile, const Publication &publication)
{
    const auto found = std::ranges::find_if(profile.messages, [&](const SavedMessage &message) {
        const quint8 qos = publication.qos.value_or(profile.qos.report);
        return message.topic == publication.topic && message.payload == publication.payload && message.qos == qos &&
               message.retain == publication.retain;
    });
    if (found == profile.messages.end())
        return {};
    const auto sameName = std::ranges::find(profile.messages, found->name, &SavedMessage::name);
    return sameName == found ? found->name : QString(); // a step takes the first one of its name
}

/// Strings of the JSON as templates.
JsonText escapedStrings(const JsonText &json)
{
    return mappedLeaves(json, [](const JsonLeaf &leaf) {
        return leaf.value.isString() ? JsonText::string(Template::escaped(leaf.value.toString())) : leaf.value;
    });
}

/// The members of an object without some of them.
JsonText without(const JsonText &object, const QStringList &keys)
{
    JsonBuilder built;
    const JsonParts parts(object);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (!keys.contains(parts.key(i)))
            built.add(parts.key(i), parts.value(i));
    }
    return built.object();
}

} // namespace

QByteArray RecordedSteps::payloadOf(const RecordedAction &action)
{
    const auto *order = std::get_if<Order>(&action.what);
    if (!order)
        return {};
    if (const auto *publish = std::get_if<Order::Publish>(&order->kind()))
        return publish->publication.payload;
    if (const auto *preset = std::get_if<Order::AddPresetReply>(&order->kind()))
        return preset->reply.payload;
    return {};
}

QString RecordedSteps::textOf(const PlannedValue &planned) const
{
    if (planned.known < 0)
        return planned.text;
    const QString &variable = m_known.at(planned.known).variable;
    return variable.isEmpty() ? planned.text : u"${vars."_s + variable + u'}';
}

QByteArray RecordedSteps::payload(const QByteArray &text, const ValuePlan &plan, const QString &device) const
{
    if (plan.isTooLarge || !text.isValidUtf8())
        return text;
    const auto json = JsonText::parse(text);
    if (!json)
        return m_devices.withClientIds(JsonText::decoded(text), device).toUtf8();
    const JsonText made = mappedLeaves(*json, [&](const JsonLeaf &leaf) {
        const PlannedValue planned = plan.at(leaf.pointer);
        if (planned.kind != PlannedValue::Kind::Literal)
            return JsonText::string(textOf(planned));
        if (!leaf.value.isString())
            return leaf.value;
        const QString before = leaf.value.toString();
        const QString after = m_devices.withClientIds(before, device);
        return before == after ? leaf.value : JsonText::string(after);
    });
    return made.toCompact() == json->toCompact() ? text : made.toCompact();
}

Step RecordedSteps::made(const RecordedAction &action, const Order::Publish &order, const ValuePlan &plan) const
{
    Publish step{.publication = order.publication, .fails = failingOf(action)};
    if (const RecordedDevice *device = m_devices.find(action.device))
        step.message = savedMessageOf(device->profile, order.publication);
    step.publication.topic = m_devices.withClientIds(order.publication.topic, action.device);
    step.publication.payload = payload(order.publication.payload, plan, action.device);
    return {.kind = step};
}

Step RecordedSteps::presetStep(const PresetReply &reply, const ValuePlan &plan, const QString &device) const
{
    Preset step{.reply = reply};
    step.reply.payload = payload(reply.payload, plan, device);
    if (!reply.match.isUndefined())
        step.reply.match = escapedStrings(reply.match);
    return {.kind = step};
}

Step RecordedSteps::ruleStep(const Rules::Rule &rule)
{
    Rules::Rule named = rule;
    if (named.name.isEmpty())
        named.name = rule.id;
    return {.kind = AddRule{.rule = without(named.toJson(), {u"id"_s, u"devices"_s, u"testId"_s})}};
}

Step RecordedSteps::stateStep(const JsonText &values, bool isAll)
{
    return {.kind = SetState{.values = escapedStrings(values), .isAll = isAll}};
}

QStringList RecordedSteps::devicesOf(const Rules::Rule &rule) const
{
    QStringList ids;
    for (const RecordedDevice &device : m_session.devices) {
        const auto isFor = [&device](const QString &glob) { return Match::matchesGlob(glob, device.id); };
        if (rule.devices.isEmpty() || std::ranges::any_of(rule.devices, isFor))
            ids.append(device.id);
    }
    return ids;
}

Step RecordedSteps::stepOf(const RecordedAction &action, const ValuePlan &plan) const
{
    if (const auto *rule = std::get_if<Rules::Rule>(&action.what))
        return ruleStep(*rule);
    const Order::Kind &kind = std::get<Order>(action.what).kind();
    if (const auto *publish = std::get_if<Order::Publish>(&kind))
        return made(action, *publish, plan);
    if (const auto *preset = std::get_if<Order::AddPresetReply>(&kind))
        return presetStep(preset->reply, plan, action.device);
    if (const auto *state = std::get_if<Order::SetState>(&kind))
        return stateStep(state->values, state->isAll);
    if (const auto *offline = std::get_if<Order::GoOffline>(&kind))
        return {.kind = GoOffline{.mode = offline->mode}};
    if (std::holds_alternative<Order::Reconnect>(kind))
        return {.kind = Reconnect{.fails = failingOf(action)}};
    return {.kind = Connect{.fails = failingOf(action)}};
}

void setDevices(Step &step, const DeviceNames &devices)
{
    std::visit(
        [&devices](auto &kind) {
            if constexpr (requires { kind.devices; }) {
                kind.devices = devices;
            } else if constexpr (requires { kind.entries.devices; }) {
                kind.entries.devices = devices;
            }
        },
        step.kind);
}

} // namespace Standin::Scenarios
