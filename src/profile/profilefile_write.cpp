// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/connectionfile.h"
#include "profile/members.h"
#include "profile/profilefile.h"
#include "profile/profilejson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Standin {

using namespace Qt::StringLiterals;
using ProfileJson::merged;
using ProfileJson::payloadValue;

namespace {

template <typename T, typename Write>
QJsonArray arrayOf(const QList<T> &items, const QJsonValue &before, Write write)
{
    // An item keeps the unknown keys of the item of the same name, or, where items have no names, of the same place.
    const QJsonArray old = before.toArray();
    QJsonArray array;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonObject ours = write(items[i]);
        QJsonObject base = old.size() == items.size() ? old.at(i).toObject() : QJsonObject();
        for (const QJsonValue candidate : old) {
            if (ours.contains(u"name"_s) && candidate[u"name"_s] == ours[u"name"_s])
                base = candidate.toObject();
        }
        array.append(merged(base, ours));
    }
    return array;
}

/// What differs from `usual`; all of it without.
QJsonObject written(const SubscribeOptions &options, const std::optional<SubscribeOptions> &usual)
{
    QJsonObject object;
    if (!usual || options.noLocal != usual->noLocal)
        object.insert(u"noLocal"_s, options.noLocal);
    if (!usual || options.retainAsPublished != usual->retainAsPublished)
        object.insert(u"retainAsPublished"_s, options.retainAsPublished);
    if (!usual || options.retainHandling != usual->retainHandling)
        object.insert(u"retainHandling"_s, options.retainHandling);
    QJsonArray properties;
    for (const auto &[name, value] : options.userProperties)
        properties.append(QJsonObject{{u"name"_s, name}, {u"value"_s, value}});
    if (!usual || !properties.isEmpty())
        object.insert(u"userProperties"_s, properties);
    return object;
}

QJsonObject written(const MessageQos &qos)
{
    return {{u"report"_s, qos.report},
            {u"command"_s, qos.command},
            {u"reply"_s, qos.reply ? QJsonValue(*qos.reply) : QJsonValue(ProfileJson::asTheCommand.toString())}};
}

/// The options of the object that stood there do not stay when they are usual now.
QJsonArray subscriptionArray(const QList<Subscription> &subscriptions, QJsonArray before)
{
    for (QJsonArray::iterator old = before.begin(); old != before.end(); ++old) {
        QJsonObject object = (*old).toObject();
        for (const QString &key : written(SubscribeOptions(), std::nullopt).keys())
            object.remove(key);
        *old = object;
    }
    return arrayOf(subscriptions, before, [](const Subscription &s) {
        return merged({{u"topic"_s, s.topic}, {u"qos"_s, s.qos}}, written(s.options, SubscribeOptions()));
    });
}

void insertUnlessEmpty(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

QJsonValue written(const CorrelationKey &key)
{
    if (key.isAnywhere())
        return key.name;
    QJsonObject object{{u"name"_s, key.name}};
    insertUnlessEmpty(object, u"topic"_s, key.topic);
    insertUnlessEmpty(object, u"property"_s, key.property);
    insertUnlessEmpty(object, u"jsonPointer"_s, key.jsonPointer);
    return object;
}

/// A key keeps what is not known of the object that stood in its place for the same name.
QJsonArray correlationArray(const QList<CorrelationKey> &keys, const QJsonArray &before)
{
    QJsonArray array;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QJsonValue ours = written(keys[i]);
        const QJsonObject old = before.at(i).toObject();
        const bool isSame = old[u"name"_s].toString() == keys[i].name;
        array.append(isSame && ours.isObject() ? merged(old, ours.toObject()) : ours);
    }
    return array;
}

QJsonObject toObject(const Profile &profile)
{
    QJsonObject root = profile.source;
    root[u"format"_s] = u"standin.profile/1"_s;
    root[u"name"_s] = profile.name;
    root[u"clientId"_s] = profile.clientId;
    Members::write(root, profile);
    root[u"vars"_s] = profile.vars;
    root[u"connection"_s] = ConnectionFile::write(profile.connection, root[u"connection"_s].toObject());
    root[u"topics"_s] = merged(root[u"topics"_s].toObject(), {{u"report"_s, profile.topics.report},
                                                              {u"command"_s, profile.topics.command},
                                                              {u"reply"_s, profile.topics.reply}});
    root[u"qos"_s] = merged(root[u"qos"_s].toObject(), written(profile.qos));
    root[u"commandSubscription"_s] =
        merged(root[u"commandSubscription"_s].toObject(), written(profile.commandOptions, std::nullopt));
    root[u"subscriptions"_s] = subscriptionArray(profile.subscriptions, root[u"subscriptions"_s].toArray());
    root[u"correlation"_s] = correlationArray(profile.correlation, root[u"correlation"_s].toArray());
    root[u"reply"_s] = payloadValue(profile.reply);
    root[u"replyLimit"_s] = profile.replyLimit;
    root[u"telemetry"_s] = arrayOf(profile.telemetry, root[u"telemetry"_s], [](const Telemetry &t) {
        return QJsonObject{{u"name"_s, t.name},
                           {u"topic"_s, t.topic},
                           {u"payload"_s, payloadValue(t.payload)},
                           {u"qos"_s, t.qos},
                           {u"everyMs"_s, t.everyMs}};
    });
    root[u"messages"_s] = arrayOf(profile.messages, root[u"messages"_s], [](const SavedMessage &m) {
        return QJsonObject{{u"name"_s, m.name},
                           {u"topic"_s, m.topic},
                           {u"payload"_s, payloadValue(m.payload)},
                           {u"qos"_s, m.qos},
                           {u"retain"_s, m.retain}};
    });
    return root;
}

} // namespace

QByteArray ProfileFile::toText(const Profile &profile)
{
    return QJsonDocument(toObject(profile)).toJson();
}

} // namespace Standin
