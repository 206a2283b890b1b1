// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonedit.h"
#include "profile/connectionfile.h"
#include "profile/members.h"
#include "profile/profilefile.h"
#include "profile/profilejson.h"
#include "template/payloadfile.h"

#include <QFileInfo>

namespace Standin {

using namespace Qt::StringLiterals;
using ConnectionFile::Defaults;

namespace {

template <typename T, typename Write>
JsonText arrayOf(const QList<T> &items, Write write)
{
    JsonBuilder array;
    for (const T &item : items)
        array.append(write(item));
    return array.array();
}

/// The members that differ from `usual`; all members if there is no `usual`.
JsonBuilder &add(JsonBuilder &object, const SubscribeOptions &options, const std::optional<SubscribeOptions> &usual)
{
    if (!usual || options.noLocal != usual->noLocal)
        object.add(u"noLocal"_s, options.noLocal);
    if (!usual || options.retainAsPublished != usual->retainAsPublished)
        object.add(u"retainAsPublished"_s, options.retainAsPublished);
    if (!usual || options.retainHandling != usual->retainHandling)
        object.add(u"retainHandling"_s, options.retainHandling);
    const auto property = [](const std::pair<QString, QString> &pair) {
        return JsonBuilder().add(u"name"_s, pair.first).add(u"value"_s, pair.second).object();
    };
    if (!usual || !options.userProperties.isEmpty())
        object.add(u"userProperties"_s, arrayOf(options.userProperties, property));
    return object;
}

JsonText written(const SubscribeOptions &options)
{
    JsonBuilder object;
    return add(object, options, std::nullopt).object();
}

JsonText written(const MessageQos &qos)
{
    return JsonBuilder()
        .add(u"report"_s, qos.report)
        .add(u"command"_s, qos.command)
        .add(u"reply"_s, qos.reply ? QJsonValue(*qos.reply) : QJsonValue(ProfileJson::asTheCommand.toString()))
        .object();
}

JsonText written(const Subscription &subscription)
{
    JsonBuilder object;
    object.add(u"topic"_s, subscription.topic).add(u"qos"_s, subscription.qos);
    return add(object, subscription.options, SubscribeOptions()).object();
}

JsonText written(const CorrelationKey &key)
{
    if (key.isAnywhere())
        return JsonText::string(key.name);
    return JsonBuilder()
        .add(u"name"_s, key.name)
        .addUnlessEmpty(u"topic"_s, key.topic)
        .addUnlessEmpty(u"property"_s, key.property)
        .addUnlessEmpty(u"jsonPointer"_s, key.jsonPointer)
        .object();
}

JsonText written(const Telemetry &telemetry)
{
    return JsonBuilder()
        .add(u"name"_s, telemetry.name)
        .add(u"topic"_s, telemetry.topic)
        .add(u"payload"_s, PayloadFile::write(telemetry.payload))
        .add(u"qos"_s, telemetry.qos)
        .add(u"everyMs"_s, telemetry.everyMs)
        .object();
}

JsonText written(const SavedMessage &message)
{
    return JsonBuilder()
        .add(u"name"_s, message.name)
        .add(u"topic"_s, message.topic)
        .add(u"payload"_s, PayloadFile::write(message.payload))
        .add(u"qos"_s, message.qos)
        .add(u"retain"_s, message.retain)
        .object();
}

JsonText written(const Topics &topics)
{
    return JsonBuilder()
        .add(u"report"_s, topics.report)
        .add(u"command"_s, topics.command)
        .add(u"reply"_s, topics.reply)
        .object();
}

JsonText written(const Profile &profile, Defaults defaults)
{
    const auto write = [](const auto &item) { return written(item); };
    return JsonBuilder()
        .add(u"format"_s, u"standin.profile/1"_s)
        .add(u"name"_s, profile.name)
        .add(u"clientId"_s, profile.clientId)
        .add(u"count"_s, profile.count)
        .add(u"except"_s, Members::writtenExcept(profile))
        .add(u"names"_s, Members::writtenNames(profile))
        .add(u"vars"_s, profile.vars)
        .add(u"connection"_s, ConnectionFile::write(profile.connection, defaults))
        .add(u"topics"_s, written(profile.topics))
        .add(u"qos"_s, written(profile.qos))
        .add(u"commandSubscription"_s, written(profile.commandOptions))
        .add(u"subscriptions"_s, arrayOf(profile.subscriptions, write))
        .add(u"correlation"_s, arrayOf(profile.correlation, write))
        .add(u"reply"_s, PayloadFile::write(profile.reply))
        .add(u"replyLimit"_s, profile.replyLimit)
        .add(u"state"_s, profile.state)
        .add(u"rules"_s, arrayOf(profile.rules, [](const Rules::Rule &rule) { return rule.toJson(); }))
        .add(u"telemetry"_s, arrayOf(profile.telemetry, write))
        .add(u"messages"_s, arrayOf(profile.messages, write))
        .object();
}

} // namespace

QByteArray ProfileFile::toText(const Profile &profile, const QString &path)
{
    const auto asRead = parse(profile.source);
    if (!asRead) {
        const QByteArray text = written(profile, Defaults::LeftOut).toCompact();
        return Json::reindented(text, 4).value_or(text) + '\n';
    }
    Profile before = asRead->profile;
    if (before.name.isEmpty())
        before.name = QFileInfo(path).completeBaseName();
    const JsonEdit edit({u"vars"_s, u"reply"_s, u"payload"_s, u"except"_s}, {u"name"_s, u"topic"_s});
    return edit.applied(profile.source, written(before, Defaults::Written), written(profile, Defaults::Written));
}

} // namespace Standin
