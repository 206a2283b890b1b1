// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/action.h"

#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "template/payloadfile.h"

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

Send readSend(JsonReader &reader, bool isReply)
{
    Send send{.isReply = isReply};
    reader.read(u"topic"_s, send.topic);
    PayloadFile::read(reader, u"payload"_s, send.payload);
    reader.read(u"qos"_s, send.qos, 0, 2);
    reader.read(u"retain"_s, send.retain);
    reader.read(u"contentType"_s, send.contentType);
    reader.readObjects(u"userProperties"_s, [&send](JsonReader &inner) {
        std::pair<QString, QString> property;
        inner.readText(u"name"_s, property.first);
        inner.read(u"value"_s, property.second);
        inner.refuseUnknownKeys();
        send.userProperties.append(property);
    });
    Delay::read(reader, u"delayMs"_s, send.delay);
    if (!reader.has(u"payload"_s))
        reader.unexpected(u"payload"_s, u"a payload"_s);
    return send;
}

GoOffline readGoOffline(JsonReader &reader)
{
    GoOffline action;
    QString mode = toString(action.mode);
    reader.readWord(u"mode"_s, mode, offlineModeNames());
    action.mode = offlineModeFromString(mode).value_or(action.mode);
    Delay::read(reader, u"delayMs"_s, action.delay);
    if (reader.has(u"reconnectAfterMs"_s))
        Delay::read(reader, u"reconnectAfterMs"_s, action.reconnectAfter.emplace());
    return action;
}

FireEvent readFireEvent(JsonReader &reader)
{
    FireEvent action;
    reader.readText(u"name"_s, action.name);
    PayloadFile::read(reader, u"data"_s, action.data);
    if (!reader.has(u"name"_s))
        reader.unexpected(u"name"_s, u"the name of the event"_s);
    else if (action.name.size() > FireEvent::longestName)
        reader.fail(u"name"_s, u"longer than %1 characters"_s.arg(FireEvent::longestName));
    return action;
}

JsonText written(const Send &send)
{
    JsonBuilder properties;
    for (const auto &[name, value] : send.userProperties)
        properties.append(JsonBuilder().add(u"name"_s, name).add(u"value"_s, value).object());
    return JsonBuilder()
        .addUnlessEmpty(u"topic"_s, send.topic)
        .add(u"payload"_s, PayloadFile::write(send.payload))
        .add(u"qos"_s, send.qos ? JsonText::whole(*send.qos) : JsonText())
        .add(u"retain"_s, send.retain ? JsonText(QJsonValue(true)) : JsonText())
        .addUnlessEmpty(u"contentType"_s, send.contentType)
        .add(u"userProperties"_s, properties.isEmpty() ? JsonText() : properties.array())
        .add(u"delayMs"_s, send.delay.toJson())
        .object();
}

JsonText written(const GoOffline &action)
{
    JsonBuilder object;
    object.add(u"mode"_s, toString(action.mode)).add(u"delayMs"_s, action.delay.toJson());
    if (action.reconnectAfter) {
        const JsonText after = action.reconnectAfter->toJson();
        object.add(u"reconnectAfterMs"_s, after.isUndefined() ? JsonText::whole(0) : after);
    }
    return object.object();
}

JsonText written(const FireEvent &action)
{
    return JsonBuilder()
        .add(u"name"_s, action.name)
        .add(u"data"_s, action.data.isEmpty() ? JsonText() : PayloadFile::write(action.data))
        .object();
}

} // namespace

Action readAction(JsonReader &reader)
{
    Action action;
    const auto inside = [&reader](const QString &key, const std::function<void(JsonReader &)> &fill) {
        reader.readObject(key, [&fill](JsonReader &inner) {
            fill(inner);
            inner.refuseUnknownKeys();
        });
    };
    const QString key = reader.oneOf({u"reply"_s, u"publish"_s, u"setState"_s, u"goOffline"_s, u"fireEvent"_s});
    if (key == u"setState") {
        SetState state;
        reader.readObject(key, state.values);
        state.values = state.values.compacted();
        action = state;
    } else if (key == u"goOffline") {
        inside(key, [&action](JsonReader &inner) { action = readGoOffline(inner); });
    } else if (key == u"fireEvent") {
        inside(key, [&action](JsonReader &inner) { action = readFireEvent(inner); });
    } else if (!key.isEmpty()) {
        inside(key, [&](JsonReader &inner) { action = readSend(inner, key == u"reply"); });
    }
    reader.refuseUnknownKeys();
    return action;
}

JsonText toJson(const Action &action)
{
    const auto object = [](const QString &key, const JsonText &value) {
        return JsonBuilder().add(key, value).object();
    };
    if (const auto *send = std::get_if<Send>(&action))
        return object(send->isReply ? u"reply"_s : u"publish"_s, written(*send));
    if (const auto *state = std::get_if<SetState>(&action))
        return object(u"setState"_s, state->values);
    if (const auto *offline = std::get_if<GoOffline>(&action))
        return object(u"goOffline"_s, written(*offline));
    return object(u"fireEvent"_s, written(std::get<FireEvent>(action)));
}

} // namespace Standin::Rules
