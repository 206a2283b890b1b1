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
    root[u"subscriptions"_s] = arrayOf(profile.subscriptions, root[u"subscriptions"_s], [](const Subscription &s) {
        return QJsonObject{{u"topic"_s, s.topic}, {u"qos"_s, s.qos}};
    });
    root[u"correlation"_s] = QJsonArray::fromStringList(profile.correlation);
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
