// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/order.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonreader.h"
#include "match/pattern.h"
#include "template/payloadfile.h"

#include <algorithm>
#include <array>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

struct Definition
{
    QLatin1StringView name;
    Order (*read)(JsonReader &arguments);
};

Order readGoOffline(JsonReader &reader)
{
    QString name = toString(OfflineMode::Clean);
    reader.readWord(u"mode"_s, name, offlineModeNames());
    return Order::GoOffline{*offlineModeFromString(name)};
}

Order readPublish(JsonReader &reader)
{
    Publication publication;
    reader.read(u"topic"_s, publication.topic);
    PayloadFile::readEither(reader, publication.payload);
    reader.read(u"qos"_s, publication.qos, 0, 2);
    reader.read(u"retain"_s, publication.retain);
    return Order::Publish{publication};
}

PresetReply readPresetReply(JsonReader &reader)
{
    PresetReply reply;
    PayloadFile::readEither(reader, reply.payload);
    JsonText pattern;
    reader.readObject(u"match"_s, pattern);
    reply.match = pattern.compacted();
    reader.readObject(u"match"_s, [](JsonReader &match) {
        (void)Match::Pattern::read(match);
        match.refuseUnknownKeys();
    });
    return reply;
}

void addPresetReply(JsonBuilder &arguments, const PresetReply &reply)
{
    arguments.add(u"match"_s, reply.match);
    PayloadFile::addEither(arguments, reply.payload);
}

Order readAddPresetReply(JsonReader &reader)
{
    return Order::AddPresetReply{readPresetReply(reader)};
}

QList<PresetReply> readPresetReplies(JsonReader &reader, const QString &key)
{
    QList<PresetReply> replies;
    if (!reader.has(key))
        reader.fail(key, u"is missing"_s);
    reader.readObjects(key, [&replies](JsonReader &inner) { replies.append(readPresetReply(inner)); });
    return replies;
}

JsonText listOf(const QList<PresetReply> &replies)
{
    JsonBuilder array;
    for (const PresetReply &reply : replies) {
        JsonBuilder arguments;
        addPresetReply(arguments, reply);
        array.append(arguments.object());
    }
    return array.array();
}

Order readReplacePresetReplies(JsonReader &reader)
{
    Order::ReplacePresetReplies order;
    order.before = readPresetReplies(reader, u"before"_s);
    order.after = readPresetReplies(reader, u"after"_s);
    return order;
}

Order readSetState(JsonReader &reader)
{
    Order::SetState order;
    reader.readObject(u"values"_s, order.values);
    order.values = order.values.compacted();
    if (!reader.has(u"values"_s))
        reader.fail(u"values"_s, u"is missing"_s);
    reader.read(u"all"_s, order.isAll);
    reader.readObject(u"before"_s, order.before);
    order.before = order.before.compacted();
    return order;
}

Order readReset(JsonReader &reader)
{
    Order::Reset order;
    reader.read(u"presetReplies"_s, order.presetReplies);
    return order;
}

template <typename Kind>
Order readNothing(JsonReader &)
{
    return Kind();
}

/// In the order of the alternatives of Order::Kind.
constexpr std::array definitions = {
    Definition{"connect"_L1, readNothing<Order::Connect>},
    Definition{"goOffline"_L1, readGoOffline},
    Definition{"reconnect"_L1, readNothing<Order::Reconnect>},
    Definition{"publish"_L1, readPublish},
    Definition{"addPresetReply"_L1, readAddPresetReply},
    Definition{"replacePresetReplies"_L1, readReplacePresetReplies},
    Definition{"clearPresetReplies"_L1, readNothing<Order::ClearPresetReplies>},
    Definition{"setState"_L1, readSetState},
    Definition{"reset"_L1, readReset},
    Definition{"remove"_L1, readNothing<Order::Remove>},
};
static_assert(definitions.size() == std::variant_size_v<Order::Kind>);

const Definition *definitionOf(const QString &name)
{
    const auto found = std::ranges::find(definitions, name, &Definition::name);
    return found == definitions.end() ? nullptr : &*found;
}

QString names()
{
    QStringList names;
    for (const Definition &definition : definitions)
        names.append(definition.name);
    return names.join(u", "_s);
}

} // namespace

QString Order::name() const
{
    return definitions[m_kind.index()].name;
}

bool Order::opensConnection() const
{
    return std::holds_alternative<Connect>(m_kind) || std::holds_alternative<Reconnect>(m_kind);
}

JsonText Order::toJson() const
{
    JsonBuilder arguments;
    if (const auto *leaving = std::get_if<GoOffline>(&m_kind)) {
        arguments.add(u"mode"_s, toString(leaving->mode));
    } else if (const auto *publish = std::get_if<Publish>(&m_kind)) {
        PayloadFile::addEither(arguments, publish->publication.payload);
        if (publish->publication.qos)
            arguments.add(u"qos"_s, *publish->publication.qos);
        arguments.add(u"retain"_s, publish->publication.retain).add(u"topic"_s, publish->publication.topic);
    } else if (const auto *preset = std::get_if<AddPresetReply>(&m_kind)) {
        addPresetReply(arguments, preset->reply);
    } else if (const auto *replacing = std::get_if<ReplacePresetReplies>(&m_kind)) {
        arguments.add(u"after"_s, listOf(replacing->after)).add(u"before"_s, listOf(replacing->before));
    } else if (const auto *state = std::get_if<SetState>(&m_kind)) {
        arguments.add(u"values"_s, state->values).add(u"all"_s, state->isAll).add(u"before"_s, state->before);
    } else if (const auto *reset = std::get_if<Reset>(&m_kind)) {
        arguments.add(u"presetReplies"_s, reset->presetReplies);
    }
    return JsonBuilder().add(name(), arguments.object()).object();
}

Result<Order> Order::fromJson(const JsonText &object, const QString &pointer)
{
    const JsonParts members(object);
    if (!object.isObject() || members.size() != 1)
        return failure(ErrorCode::InvalidArgument,
                       u"expected one key that names the order, found %1 keys"_s.arg(members.size()), pointer);
    const QString name = members.key(0);
    JsonReader reader(object, pointer);
    JsonText arguments;
    if (definitionOf(name))
        reader.readObject(name, arguments);
    else
        reader.fail(name, u"unknown order, expected one of %1"_s.arg(names()));
    if (!reader.status())
        return Failure(reader.status().error());
    return fromArguments(name, arguments, pointer + u'/' + name);
}

Result<Order> Order::fromArguments(const QString &name, const JsonText &arguments, const QString &pointer)
{
    const Definition *definition = definitionOf(name);
    if (!definition)
        return failure(ErrorCode::InvalidArgument, u"unknown order, expected one of %1"_s.arg(names()), pointer);
    if (!arguments.isObject())
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"an object"_s, ErrorText::typeOf(arguments)),
                       pointer);
    JsonReader reader(arguments, pointer);
    const Order order = definition->read(reader);
    reader.refuseUnknownKeys();
    return reader.status().map([&order] { return order; });
}

} // namespace Standin
