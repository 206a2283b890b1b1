// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/valueplan.h"

#include "base/jsonreader.h"
#include "scenario/record/volatilevalue.h"
#include "template/template.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Names that the devices' own variables have, and that of the client ids.
QSet<QString> takenNames(const RecordedSession &session)
{
    QSet<QString> names{u"suffix"_s};
    for (const RecordedDevice &device : session.devices) {
        for (const QString &name : JsonReader(device.profile.vars).keys())
            names.insert(name);
    }
    return names;
}

bool isScalar(const JsonText &value)
{
    return value.isString() || value.isNumber();
}

/// The correlation key that a value of a message belongs to; empty when there is none.
QString keyOfValue(const Entry &entry, const QString &key, const QString &text)
{
    for (const auto &[name, value] : entry.correlation) {
        if (value == text && (key.isEmpty() || key.compare(name, Qt::CaseInsensitive) == 0))
            return name;
    }
    return {};
}

QString expressionForAny(const JsonText &value)
{
    if (!value.isNumber())
        return VolatileValue::anyText.toString();
    const bool isDigits = std::ranges::all_of(value.text(), [](char c) { return c >= '0' && c <= '9'; });
    return isDigits ? u"[0-9]+"_s : u"-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"_s;
}

JsonText levelPlace(qsizetype level)
{
    return JsonBuilder().add(u"topicLevel"_s, JsonText::whole(level)).object();
}

} // namespace

ValuePlanner::ValuePlanner(const RecordedSession &session, const DeviceEntries &devices)
    : m_session(session)
    , m_devices(devices)
    , m_known(takenNames(session))
{
    findCounters();
    findTemplates();
}

QString ValuePlanner::placeOf(const Entry &entry, const QString &pointer)
{
    return entry.device + u'\n' + toString(entry.event) + u'\n' + entry.topic + u'\n' + pointer;
}

void ValuePlanner::findCounters()
{
    constexpr qsizetype least = 3;
    QHash<QString, QList<double>> numbers;
    for (const RecordedEntry &recorded : m_session.entries) {
        const Entry &entry = *recorded.entry;
        if (!entry.isMessage() || entry.payload.size() > longestPayload)
            continue;
        const auto json = JsonText::parse(entry.payload);
        if (!json)
            continue;
        forEachLeaf(*json, [&](const JsonLeaf &leaf) {
            if (leaf.value.isNumber())
                numbers[placeOf(entry, leaf.pointer)].append(leaf.value.toDouble());
        });
    }
    for (auto place = numbers.cbegin(); place != numbers.cend(); ++place) {
        const bool grows = std::ranges::adjacent_find(*place, std::greater_equal<>()) == place->cend();
        if (place->size() >= least && grows)
            m_counters.insert(place.key());
    }
}

void ValuePlanner::findTemplates()
{
    const auto add = [this](const QString &device, const QByteArray &text) {
        const TemplateShape shape(text);
        if (shape.hasExpressions())
            m_templates[device].append(shape);
    };
    const auto addRule = [&add](const QString &device, const Rules::Rule &rule) {
        for (const QList<Rules::Action> &step : rule.then) {
            for (const Rules::Action &action : step) {
                if (const auto *send = std::get_if<Rules::Send>(&action))
                    add(device, send->payload);
            }
        }
    };
    QList<Rules::Rule> ofAll = m_session.rules;
    for (const RecordedAction &action : m_session.actions) {
        if (const auto *rule = std::get_if<Rules::Rule>(&action.what))
            ofAll.append(*rule);
        const auto *order = std::get_if<Order>(&action.what);
        const auto *preset = order ? std::get_if<Order::AddPresetReply>(&order->kind()) : nullptr;
        if (preset)
            add(action.device, preset->reply.payload);
    }
    for (const RecordedDevice &device : m_session.devices) {
        add(device.id, device.profile.reply);
        for (const PresetReply &preset : device.presets)
            add(device.id, preset.payload);
        for (const Telemetry &telemetry : device.profile.telemetry)
            add(device.id, telemetry.payload);
        for (const Rules::Rule &rule : device.profile.rules)
            addRule(device.id, rule);
        for (const Rules::Rule &rule : std::as_const(ofAll))
            addRule(device.id, rule);
    }
}

QSet<QString> ValuePlanner::renderedIn(const Entry &entry, const JsonText &json) const
{
    if (entry.event != EntryEvent::MessageSent)
        return {};
    const auto shapes = m_templates.constFind(entry.device);
    if (shapes == m_templates.constEnd())
        return {};
    for (const TemplateShape &shape : *shapes) {
        if (const auto changing = shape.changingIn(json))
            return *changing;
    }
    return {};
}

std::optional<QString> ValuePlanner::withReferences(const QString &text, const QString &device)
{
    const qsizetype index = m_known.findIn(text);
    if (index < 0)
        return std::nullopt;
    const QString value = m_known.at(index).recorded.toPlainText();
    const qsizetype place = text.indexOf(value);
    return m_devices.asTemplate(text.first(place), device) + m_known.reference(index) +
           m_devices.asTemplate(text.sliced(place + value.size()), device);
}

bool ValuePlanner::isTelemetry(const RecordedEntry &recorded)
{
    const Entry &entry = *recorded.entry;
    return entry.event == EntryEvent::MessageSent && entry.ruleId.isEmpty() && !recorded.isOrdered;
}

bool ValuePlanner::isExpected(const RecordedEntry &recorded)
{
    return recorded.entry->event != EntryEvent::StateChanged && !recorded.isOrdered;
}

std::optional<PlannedValue> ValuePlanner::planKnown(const Message &message, const JsonText &value, const QString &key)
{
    const qsizetype known = m_known.find(value, key);
    if (known < 0)
        return std::nullopt;
    if (m_known.at(known).origin == KnownValues::Origin::Fixed)
        return PlannedValue();
    if (!message.mayRefer)
        return std::nullopt;
    return PlannedValue{.kind = PlannedValue::Kind::Reference, .text = m_known.reference(known)};
}

PlannedValue ValuePlanner::planNew(const Message &message, const QString &expression, const QString &key,
                                   const JsonText &place, const JsonText &value)
{
    PlannedValue planned{.kind = PlannedValue::Kind::Matches, .text = expression};
    if (message.isCapturable && m_known.find(value, key) < 0)
        planned.known = m_known.add({.origin = KnownValues::Origin::Message,
                                     .key = key,
                                     .message = message.number,
                                     .place = place,
                                     .recorded = value});
    return planned;
}

PlannedValue ValuePlanner::planLeaf(const Message &message, const JsonLeaf &leaf, bool isRendered)
{
    if (!isScalar(leaf.value) || m_devices.find(leaf.value.toString()))
        return {};
    if (const auto known = planKnown(message, leaf.value, leaf.key))
        return *known;
    const Entry &entry = message.entry;
    const QString text = leaf.value.toLookupText();
    const QString correlation = keyOfValue(entry, leaf.key, text);
    const auto changing = VolatileValue::of(leaf.value, leaf.key, entry.at);
    if (changing || !correlation.isEmpty() || (isRendered && VolatileValue::isDistinctive(text)))
        return planNew(message, changing ? changing->expression : expressionForAny(leaf.value),
                       leaf.key.isEmpty() ? correlation : leaf.key, JsonText::string(leaf.pointer), leaf.value);
    if (isRendered || m_counters.contains(placeOf(entry, leaf.pointer)))
        return {.kind = PlannedValue::Kind::Matches, .text = expressionForAny(leaf.value)};
    if (!leaf.value.isString())
        return {};
    if (const auto references = message.mayRefer ? withReferences(leaf.value.toString(), entry.device) : std::nullopt)
        return {.kind = PlannedValue::Kind::Reference, .text = *references};
    const auto expression = VolatileValue::expressionFor(leaf.value.toString(), entry.at);
    return expression ? PlannedValue{.kind = PlannedValue::Kind::Matches, .text = *expression} : PlannedValue();
}

PlannedValue ValuePlanner::planText(const Message &message)
{
    const Entry &entry = message.entry;
    if (!entry.payload.isValidUtf8())
        return {};
    const QString text = JsonText::decoded(entry.payload);
    const JsonText value = JsonText::string(text);
    if (const auto known = planKnown(message, value, {}))
        return *known;
    if (const auto changing = VolatileValue::of(value, {}, entry.at))
        return planNew(message, changing->expression, u"payload"_s, JsonText::emptyObject(), value);
    if (const auto references = message.mayRefer ? withReferences(text, entry.device) : std::nullopt)
        return {.kind = PlannedValue::Kind::Reference, .text = *references};
    for (const TemplateShape &shape : m_templates.value(entry.device)) {
        if (entry.event == EntryEvent::MessageSent && shape.fits(entry.payload))
            return {.kind = PlannedValue::Kind::Matches, .text = shape.expression()};
    }
    const auto expression = VolatileValue::expressionFor(text, entry.at);
    return expression ? PlannedValue{.kind = PlannedValue::Kind::Matches, .text = *expression} : PlannedValue();
}

PlannedValue ValuePlanner::planLevel(const Message &message, qsizetype level, const QString &text)
{
    if (text.isEmpty() || m_devices.find(text))
        return {};
    const Entry &entry = message.entry;
    const JsonText value = JsonText::string(text);
    const QString correlation = keyOfValue(entry, {}, text);
    if (const auto known = planKnown(message, value, correlation))
        return *known;
    const PlannedValue any{.kind = PlannedValue::Kind::Matches, .text = u"+"_s};
    if (!correlation.isEmpty() || VolatileValue::of(value, {}, entry.at))
        return planNew(message, any.text, correlation.isEmpty() ? u"topicLevel"_s : correlation, levelPlace(level),
                       value);
    if (const auto references = message.mayRefer ? withReferences(text, entry.device) : std::nullopt)
        return {.kind = PlannedValue::Kind::Reference, .text = *references};
    const bool hasCorrelation =
        std::ranges::any_of(entry.correlation, [&text](const auto &pair) { return text.endsWith(u'=' + pair.second); });
    return hasCorrelation || VolatileValue::expressionFor(text, entry.at) ? any : PlannedValue();
}

ValuePlan ValuePlanner::planMessage(qsizetype number, const RecordedEntry &recorded)
{
    const Entry &entry = *recorded.entry;
    const bool isTelemetric = isTelemetry(recorded);
    const Message message{.number = number,
                          .entry = entry,
                          .mayRefer = isExpected(recorded) && !isTelemetric,
                          .isCapturable = !isTelemetric};
    ValuePlan plan{.isTooLarge = entry.payload.size() > longestPayload};
    const QStringList levels = m_devices.isOwnTopic(entry) ? QStringList() : entry.topic.split(u'/');
    for (qsizetype i = 0; i < levels.size(); ++i)
        plan.levels.append(planLevel(message, i, levels.at(i)));
    if (plan.isTooLarge || entry.payload.isEmpty())
        return plan;
    const Match::Message parsed = entry.message();
    const JsonText &json = parsed.written();
    if (json.isUndefined()) {
        plan.whole = planText(message);
        return plan;
    }
    const QSet<QString> rendered = renderedIn(entry, json);
    forEachLeaf(json, [&](const JsonLeaf &leaf) {
        const PlannedValue planned = planLeaf(message, leaf, rendered.contains(leaf.pointer));
        if (planned.kind != PlannedValue::Kind::Literal)
            plan.values.insert(leaf.pointer, planned);
    });
    return plan;
}

PlannedValue ValuePlanner::planSent(const JsonLeaf &leaf, qint64 at, bool isSaved)
{
    const bool isTemplate = leaf.value.isString() && leaf.value.text().contains('{');
    if (!isScalar(leaf.value) || isTemplate || m_devices.find(leaf.value.toString()))
        return {};
    if (const qsizetype known = m_known.find(leaf.value, leaf.key); known >= 0) {
        if (isSaved || m_known.at(known).origin == KnownValues::Origin::Fixed)
            return {};
        return {.kind = PlannedValue::Kind::Reference, .text = m_known.reference(known)};
    }
    const QString generator = isSaved ? QString() : VolatileValue::generatorFor(leaf.value, at);
    const bool isChanging = VolatileValue::of(leaf.value, leaf.key, at).has_value();
    if (generator.isEmpty() && !isChanging)
        return {};
    const qsizetype known =
        m_known.add({.origin = generator.isEmpty() ? KnownValues::Origin::Fixed : KnownValues::Origin::Action,
                     .key = leaf.key.isEmpty() ? u"value"_s : leaf.key,
                     .generator = generator,
                     .recorded = leaf.value});
    if (generator.isEmpty())
        return {};
    return {.kind = PlannedValue::Kind::Reference, .text = generator, .known = known};
}

ValuePlan ValuePlanner::planPayload(const QByteArray &payload, qint64 at, bool isSaved)
{
    ValuePlan plan{.isTooLarge = payload.size() > longestPayload};
    if (plan.isTooLarge)
        return plan;
    const auto json = JsonText::parse(payload);
    if (!json)
        return plan;
    forEachLeaf(*json, [&](const JsonLeaf &leaf) {
        const PlannedValue planned = planSent(leaf, at, isSaved);
        if (planned.kind != PlannedValue::Kind::Literal)
            plan.values.insert(leaf.pointer, planned);
    });
    return plan;
}

} // namespace Standin::Scenarios
