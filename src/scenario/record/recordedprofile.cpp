// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordedprofile.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "profile/profilefile.h"
#include "profile/shownsecrets.h"
#include "profile/typedsecrets.h"

#include <QDir>
#include <QRegularExpression>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

QString variableFor(const QString &entry, const QString &place)
{
    static const QRegularExpression others(u"[^A-Za-z0-9]+"_s);
    QString name = entry + u'_' + place.section(u'/', 2);
    return name.replace(others, u"_"_s).toUpper();
}

QString absolute(const QString &path, const QString &baseDir)
{
    const bool isRelative = !path.isEmpty() && !baseDir.isEmpty() && QDir::isRelativePath(path);
    return isRelative ? QDir::cleanPath(QDir(baseDir).absoluteFilePath(path)) : path;
}

/// The JSON of a profile as it stands in a file.
JsonText profileJson(const Profile &profile)
{
    return JsonText::parse(ProfileFile::toText(profile)).value_or(JsonText::emptyObject());
}

/// The members that differ from the usual ones; of the objects at `inside` likewise.
JsonText withoutUsual(const JsonText &object, const JsonText &usual, const QStringList &inside)
{
    JsonBuilder built;
    const JsonParts parts(object);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = parts.key(i);
        const JsonText value = parts.value(i);
        const JsonText other = usual.value(key);
        if (value.toCompact() == other.toCompact())
            continue;
        built.add(key, inside.contains(key) && other.isObject() ? withoutUsual(value, other, {}) : value);
    }
    return built.object();
}

/// With the URL in any case.
JsonText writtenConnection(const JsonText &connection, const JsonText &usual)
{
    JsonBuilder others;
    const JsonParts parts(withoutUsual(connection, usual, {u"reconnect"_s}));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts.key(i) != u"url")
            others.add(parts.key(i), parts.value(i));
    }
    return JsonBuilder().add(u"url"_s, connection.value(u"url")).addMembers(others.object()).object();
}

Profile withoutSecrets(const Profile &profile, const QString &entry, const QString &id,
                       QList<RecordingWarning> &warnings)
{
    Profile shown = ShownSecrets::hidden(profile);
    Connection &connection = shown.connection;
    if (connection.url != profile.connection.url || connection.proxy.url != profile.connection.proxy.url)
        warnings.append({.kind = RecordingWarning::Kind::HiddenAddress, .device = id});
    for (const auto &[place, secret] : secretsOf(connection)) {
        secret->file = absolute(secret->file, profile.baseDir);
        if (!secret->ask)
            continue;
        *secret = Secret{.value = {}, .env = variableFor(entry, place), .file = {}, .ask = false};
        warnings.append({.kind = RecordingWarning::Kind::Secret, .device = id, .detail = secret->env});
    }
    return shown;
}

} // namespace

JsonText RecordedProfile::written(const Profile &profile, const QString &entry, const QString &id,
                                  QList<RecordingWarning> &warnings)
{
    Profile plain = withoutSecrets(profile, entry, id, warnings);
    Tls &tls = plain.connection.tls;
    for (QString *path : {&tls.ca, &tls.certificate, &tls.key, &tls.pkcs12})
        *path = absolute(*path, profile.baseDir);
    const JsonText usual = profileJson(Profile());
    const JsonText all = profileJson(plain);
    const bool hasUsualKeys = all.value(u"correlation").toCompact() == usual.value(u"correlation").toCompact();
    const JsonText different = withoutUsual(all, usual, {u"topics"_s, u"qos"_s, u"commandSubscription"_s});
    static const QStringList leftOut = {u"format"_s, u"clientId"_s, u"count"_s, u"except"_s, u"names"_s};
    JsonBuilder object;
    const JsonParts parts(different);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts.key(i) != u"connection" && !leftOut.contains(parts.key(i)))
            object.add(parts.key(i), parts.value(i));
    }
    object.add(u"connection"_s, writtenConnection(all.value(u"connection"), usual.value(u"connection")));
    // The usual reply depends on the keys.
    if (!hasUsualKeys && different.value(u"reply").isUndefined())
        object.add(u"reply"_s, all.value(u"reply"));
    return object.object();
}

bool RecordedProfile::logsInWithClientId(const Profile &profile, const QString &id)
{
    const Connection &connection = profile.connection;
    const QStringList texts = {connection.username, connection.password.file, connection.tls.certificate,
                               connection.tls.key, connection.tls.pkcs12};
    for (const QString &text : texts) {
        if (text.contains(u"clientId"_s) || (!text.isEmpty() && text == id))
            return true;
    }
    return false;
}

} // namespace Standin::Scenarios
