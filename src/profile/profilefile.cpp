// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"

#include "base/file.h"
#include "base/json.h"
#include "base/jsonreader.h"
#include "profile/connectionfile.h"
#include "profile/members.h"
#include "profile/profilejson.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace Standin {

using namespace Qt::StringLiterals;
using ProfileJson::readPayload;
using ProfileJson::readQos;

namespace {

constexpr auto format = u"standin.profile/1";
constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

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
        inner.read(u"everyMs"_s, telemetry.everyMs, 10, ProfileJson::longestMs);
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
    reader.readText(u"clientId"_s, profile.clientId);
    Members::read(reader, profile);
    reader.read(u"vars"_s, profile.vars);
    reader.readObject(u"connection"_s,
                      [&profile](JsonReader &inner) { ConnectionFile::read(inner, profile.connection); });
    reader.readObject(u"topics"_s, [&profile](JsonReader &inner) {
        inner.read(u"report"_s, profile.topics.report);
        inner.read(u"command"_s, profile.topics.command);
        inner.read(u"reply"_s, profile.topics.reply);
    });
    reader.read(u"correlation"_s, profile.correlation);
    profile.correlation.removeDuplicates();
    readPayload(reader, u"reply"_s, profile.reply);
    reader.read(u"replyLimit"_s, profile.replyLimit, 0, 1'000'000);
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
    readProfile(reader, loaded.profile);
    if (!reader.status())
        return Failure(reader.status().error());
    for (const auto &[pointer, suggestion] : reader.unknownKeys())
        loaded.warnings.append(u"%1: unknown key, kept as it is"_s.arg(pointer) + suggestion);
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
