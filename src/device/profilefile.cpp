// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/profilefile.h"

#include "base/file.h"
#include "base/json.h"
#include "base/jsonreader.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto format = u"standin.profile/1";
constexpr qint64 maxFileBytes = 16 * 1024 * 1024;
constexpr int aDay = 24 * 3600 * 1000;

/// A payload is any JSON value; a string stands for itself as plain text.
void readPayload(JsonReader &reader, const QString &key, QByteArray &payload)
{
    QJsonValue value;
    if (reader.read(key, value))
        payload = value.isString() ? value.toString().toUtf8() : Json::toCompact(value);
}

void readQos(JsonReader &reader, quint8 &qos)
{
    int value = qos;
    reader.read(u"qos"_s, value, 0, 2);
    qos = static_cast<quint8>(value);
}

void readSecret(JsonReader &reader, const QString &key, Secret &secret)
{
    QJsonValue value;
    if (reader.has(key) && reader.read(key, value) && !value.isObject()) {
        reader.fail(key,
                    u"a secret does not stand in the file: expected { \"env\": \"NAME\" } or { \"file\": \"path\" }"_s);
        return;
    }
    reader.readObject(key, [&secret](JsonReader &inner) {
        inner.read(u"env"_s, secret.env);
        inner.read(u"file"_s, secret.file);
    });
}

void readUrl(JsonReader &reader, QUrl &url)
{
    QString text = url.toString();
    reader.read(u"url"_s, text);
    const QUrl parsed(text, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty() || parsed.scheme().isEmpty())
        reader.fail(u"url"_s, u"expected a URL such as mqtt://127.0.0.1:1883, found \"%1\""_s.arg(text));
    else if (!parsed.userInfo().isEmpty())
        reader.fail(u"url"_s, u"user name and password do not belong into the URL: use username and password"_s);
    else
        url = parsed;
}

void readConnection(JsonReader &reader, Connection &connection)
{
    readUrl(reader, connection.url);
    reader.read(u"version"_s, connection.version);
    if (!QStringList{u"3.1"_s, u"3.1.1"_s, u"5.0"_s}.contains(connection.version))
        reader.fail(u"version"_s, u"expected \"3.1\", \"3.1.1\" or \"5.0\", found \"%1\""_s.arg(connection.version));
    reader.read(u"keepAlive"_s, connection.keepAlive, 0, 65535);
    reader.read(u"cleanStart"_s, connection.cleanStart);
    reader.read(u"username"_s, connection.username);
    readSecret(reader, u"password"_s, connection.password);
    reader.read(u"connectTimeoutMs"_s, connection.connectTimeoutMs, 1, aDay);
    reader.readObject(u"will"_s, [&connection](JsonReader &inner) {
        Will will;
        inner.read(u"topic"_s, will.topic);
        readPayload(inner, u"payload"_s, will.payload);
        readQos(inner, will.qos);
        inner.read(u"retain"_s, will.retain);
        if (will.topic.isEmpty())
            inner.fail(u"topic"_s, u"a will needs a topic"_s);
        connection.will = will;
    });
    reader.readObject(u"reconnect"_s, [&connection](JsonReader &inner) {
        inner.read(u"initialMs"_s, connection.reconnect.initialMs, 0, aDay);
        inner.read(u"maxMs"_s, connection.reconnect.maxMs, 0, aDay);
        inner.read(u"jitter"_s, connection.reconnect.jitter, 0, 1);
        inner.read(u"attempts"_s, connection.reconnect.attempts, 0, 1'000'000);
    });
}

void readMessages(JsonReader &reader, Profile &profile)
{
    reader.readObjects(u"subscriptions"_s, [&profile](JsonReader &inner) {
        Subscription subscription;
        inner.read(u"topic"_s, subscription.topic);
        readQos(inner, subscription.qos);
        profile.subscriptions.append(subscription);
    });
    reader.readObjects(u"telemetry"_s, [&profile](JsonReader &inner) {
        Telemetry telemetry;
        inner.read(u"name"_s, telemetry.name);
        inner.read(u"topic"_s, telemetry.topic);
        readPayload(inner, u"payload"_s, telemetry.payload);
        readQos(inner, telemetry.qos);
        inner.read(u"everyMs"_s, telemetry.everyMs, 10, aDay);
        profile.telemetry.append(telemetry);
    });
    reader.readObjects(u"messages"_s, [&profile](JsonReader &inner) {
        SavedMessage message;
        inner.read(u"name"_s, message.name);
        inner.read(u"topic"_s, message.topic);
        readPayload(inner, u"payload"_s, message.payload);
        readQos(inner, message.qos);
        inner.read(u"retain"_s, message.retain);
        profile.messages.append(message);
    });
}

void readProfile(JsonReader &reader, Profile &profile)
{
    reader.read(u"name"_s, profile.name);
    reader.read(u"clientId"_s, profile.clientId);
    if (profile.clientId.isEmpty())
        reader.fail(u"clientId"_s, u"must not be empty"_s);
    reader.read(u"count"_s, profile.count, 1, 100'000);
    reader.read(u"vars"_s, profile.vars);
    reader.readObject(u"connection"_s, [&profile](JsonReader &inner) { readConnection(inner, profile.connection); });
    reader.readObject(u"topics"_s, [&profile](JsonReader &inner) {
        inner.read(u"report"_s, profile.topics.report);
        inner.read(u"command"_s, profile.topics.command);
        inner.read(u"reply"_s, profile.topics.reply);
    });
    reader.read(u"correlation"_s, profile.correlation);
    profile.correlation.removeDuplicates();
    readPayload(reader, u"reply"_s, profile.reply);
    readMessages(reader, profile);
}

Result<> checkFormat(const QJsonObject &document)
{
    const QString found = document.value(u"format"_s).toString();
    if (found == format)
        return {};
    const QString where = u"/format"_s;
    if (found.startsWith(u"standin.profile/"))
        return failure(ErrorCode::UnsupportedFormat,
                       u"this file is of the newer format %1; this version reads %2"_s.arg(found, format), where);
    return failure(ErrorCode::UnsupportedFormat,
                   u"expected \"%1\", found \"%2\": is this a profile?"_s.arg(format, found), where);
}

} // namespace

Result<LoadedProfile> ProfileFile::parse(const QByteArray &text)
{
    const auto value = Json::parse(text);
    if (!value)
        return Failure(value.error());
    const QJsonObject document = value->toObject();
    if (const auto checked = checkFormat(document); !checked)
        return Failure(checked.error());

    JsonReader reader(document, {});
    LoadedProfile loaded;
    QString formatName;
    reader.read(u"format"_s, formatName);
    if (!reader.has(u"clientId"_s))
        reader.fail(u"clientId"_s, u"is missing"_s);
    readProfile(reader, loaded.profile);
    if (!reader.status())
        return Failure(reader.status().error());
    for (const QString &pointer : reader.unknownKeys())
        loaded.warnings.append(u"%1: unknown key, kept as it is"_s.arg(pointer));
    loaded.profile.source = document;
    return loaded;
}

Result<LoadedProfile> ProfileFile::load(const QString &path)
{
    return File::read(path, maxFileBytes)
        .and_then(&ProfileFile::parse)
        .map([&path](LoadedProfile loaded) {
            const QFileInfo file(path);
            loaded.profile.baseDir = file.absolutePath();
            if (loaded.profile.name.isEmpty())
                loaded.profile.name = file.completeBaseName();
            return loaded;
        })
        .map_error([&path](Error error) {
            if (error.where != path)
                error.where = error.where.isEmpty() ? path : path + u": "_s + error.where;
            return error;
        });
}

Result<> ProfileFile::save(const Profile &profile, const QString &path)
{
    return File::writeAtomically(path, toText(profile));
}

} // namespace Standin
