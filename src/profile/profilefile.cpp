// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"

#include "base/errortext.h"
#include "base/file.h"
#include "base/fileformat.h"
#include "base/jsonreader.h"
#include "profile/members.h"
#include "profile/profilejson.h"
#include "template/payloadfile.h"
#include "template/template.h"

#include <QFileInfo>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using ProfileJson::readQos;

namespace {

constexpr auto format = u"standin.profile/1";

void readOptions(JsonReader &reader, SubscribeOptions &options)
{
    reader.read(u"noLocal"_s, options.noLocal);
    reader.read(u"retainAsPublished"_s, options.retainAsPublished);
    reader.read(u"retainHandling"_s, options.retainHandling, 0, 2);
    reader.readObjects(u"userProperties"_s, [&options](JsonReader &inner) {
        std::pair<QString, QString> property;
        inner.readText(u"name"_s, property.first);
        inner.read(u"value"_s, property.second);
        options.userProperties.append(property);
    });
}

void readMessageQos(JsonReader &reader, MessageQos &qos)
{
    reader.read(u"report"_s, qos.report, 0, 2);
    reader.read(u"command"_s, qos.command, 0, 2);
    JsonText reply;
    if (!reader.read(u"reply"_s, reply))
        return;
    const double number = reply.isNumber() ? reply.toDouble() : -1;
    if (number == 0 || number == 1 || number == 2)
        qos.reply = static_cast<quint8>(number);
    else if (reply.toString() == ProfileJson::asTheCommand)
        qos.reply.reset();
    else
        reader.unexpected(u"reply"_s, u"0, 1, 2 or \"%1\""_s.arg(ProfileJson::asTheCommand));
}

void readMessages(JsonReader &reader, Profile &profile)
{
    reader.readObjects(u"subscriptions"_s, [&profile](JsonReader &inner) {
        Subscription subscription;
        inner.read(u"topic"_s, subscription.topic);
        readQos(inner, subscription.qos);
        readOptions(inner, subscription.options);
        profile.subscriptions.append(subscription);
    });
    reader.readObjects(u"telemetry"_s, [&profile](JsonReader &inner) {
        Telemetry telemetry;
        inner.read(u"name"_s, telemetry.name);
        inner.read(u"topic"_s, telemetry.topic);
        PayloadFile::read(inner, u"payload"_s, telemetry.payload);
        readQos(inner, telemetry.qos);
        inner.read(u"everyMs"_s, telemetry.everyMs, 10, ProfileJson::longestMs);
        profile.telemetry.append(telemetry);
    });
    reader.readObjects(u"messages"_s, [&profile](JsonReader &inner) {
        SavedMessage message;
        inner.read(u"name"_s, message.name);
        inner.read(u"topic"_s, message.topic);
        PayloadFile::read(inner, u"payload"_s, message.payload);
        readQos(inner, message.qos);
        inner.read(u"retain"_s, message.retain);
        profile.messages.append(message);
    });
}

void readCorrelation(JsonReader &reader, QList<CorrelationKey> &correlation)
{
    constexpr qsizetype mostKeys = 100;
    constexpr qsizetype longestName = 100;
    QList<CorrelationKey> keys;
    const auto readKey = [&keys](JsonReader &inner) {
        CorrelationKey key;
        inner.readText(u"name"_s, key.name);
        inner.read(u"topic"_s, key.topic);
        inner.read(u"property"_s, key.property);
        inner.read(u"jsonPointer"_s, key.jsonPointer);
        if (inner.has(u"topic"_s) + inner.has(u"property"_s) + inner.has(u"jsonPointer"_s) > 1)
            inner.oneOf({u"topic"_s, u"property"_s, u"jsonPointer"_s});
        if (key.name.size() > longestName)
            inner.fail(u"name"_s, u"a correlation key has at most %1 characters"_s.arg(longestName));
        else if (std::max({key.topic.size(), key.property.size(), key.jsonPointer.size()}) > Template::mostNameBytes)
            inner.failHere(u"longer than %1 characters"_s.arg(Template::mostNameBytes));
        else if (keys.size() == mostKeys)
            inner.failHere(u"there are at most %1 correlation keys"_s.arg(mostKeys));
        else if (!keys.contains(key))
            keys.append(key);
    };
    const bool isThere = reader.has(u"correlation"_s);
    reader.readObjects(u"correlation"_s, u"name"_s, readKey);
    if (isThere)
        correlation = keys;
}

/// All keys but `format` and `clientId`.
void readProfile(JsonReader &reader, Profile &profile, ConnectionFile::Secrets secrets)
{
    reader.read(u"name"_s, profile.name);
    Members::read(reader, profile);
    reader.readObject(u"vars"_s, profile.vars);
    profile.vars = profile.vars.compacted();
    reader.readObject(u"connection"_s,
                      [&](JsonReader &inner) { ConnectionFile::read(inner, profile.connection, secrets); });
    reader.readObject(u"topics"_s, [&profile](JsonReader &inner) {
        inner.read(u"report"_s, profile.topics.report);
        inner.read(u"command"_s, profile.topics.command);
        inner.read(u"reply"_s, profile.topics.reply);
    });
    reader.readObject(u"qos"_s, [&profile](JsonReader &inner) { readMessageQos(inner, profile.qos); });
    reader.readObject(u"commandSubscription"_s,
                      [&profile](JsonReader &inner) { readOptions(inner, profile.commandOptions); });
    readCorrelation(reader, profile.correlation);
    profile.reply = Profile::defaultReply(profile.correlationNames());
    PayloadFile::read(reader, u"reply"_s, profile.reply);
    reader.read(u"replyLimit"_s, profile.replyLimit, 0, 1'000'000);
    reader.readObject(u"state"_s, profile.state);
    profile.state = profile.state.compacted();
    reader.readObjects(u"rules"_s, [&profile](JsonReader &inner) { profile.rules.append(Rules::Rule::read(inner)); });
    readMessages(reader, profile);
}

} // namespace

Result<LoadedProfile> ProfileFile::parse(const QByteArray &text)
{
    const auto document = JsonText::parse(text);
    if (!document)
        return Failure(document.error());
    if (const auto checked = checkFormat(*document, format, u"profile"_s); !checked)
        return Failure(checked.error());

    JsonReader reader(*document);
    LoadedProfile loaded;
    QString formatName;
    reader.read(u"format"_s, formatName);
    reader.readText(u"clientId"_s, loaded.profile.clientId);
    readProfile(reader, loaded.profile, ConnectionFile::Secrets::Named);
    if (!reader.status())
        return Failure(reader.status().error());
    loaded.warnings = reader.unknownKeyWarnings(u"unknown key, kept as it is"_s);
    loaded.profile.source = text;
    return loaded;
}

Result<LoadedProfile> ProfileFile::fromRequest(const JsonText &object, const QString &pointer,
                                               ConnectionFile::Secrets secrets)
{
    if (!object.isObject())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"a profile (an object)"_s, ErrorText::typeOf(object)), pointer);
    if (const auto checked = checkFormat(object, format, u"profile"_s, pointer);
        !object.value(u"format"_s).isUndefined() && !checked)
        return Failure(checked.error());
    JsonReader reader(object, pointer);
    LoadedProfile loaded;
    reader.know({u"format"_s, u"clientId"_s});
    if (reader.has(u"clientId"_s))
        reader.readText(u"clientId"_s, loaded.profile.clientId);
    readProfile(reader, loaded.profile, secrets);
    if (!reader.status())
        return Failure(reader.status().error());
    loaded.warnings = reader.unknownKeyWarnings(u"not known, and ignored"_s);
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
        .map_error([&path](const Error &error) { return error.inFile(path); });
}

Result<QByteArray> ProfileFile::save(const Profile &profile, const QString &path)
{
    const QByteArray text = toText(profile, path);
    if (text.size() > maxFileBytes)
        return failure(ErrorCode::TooLarge, u"larger than %1 bytes"_s.arg(maxFileBytes), path);
    return File::writeAtomically(path, text).map([&text] { return text; });
}

} // namespace Standin
