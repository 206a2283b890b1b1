// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/deviceprofile.h"

#include "base/file.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "profile/connectionfile.h"
#include "profile/profilefile.h"
#include "scenario/file/scenarioscope.h"
#include "template/variables.h"

#include <QFileInfo>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The object with the members of `above` in place of its own; in some of its objects likewise.
JsonText overridden(const JsonText &below, const JsonText &above)
{
    static const QStringList merged = {u"vars"_s, u"connection"_s, u"topics"_s, u"qos"_s, u"state"_s};
    JsonBuilder object;
    const QStringList keys = JsonReader(below).keys();
    for (const QString &key : keys) {
        const JsonText own = below.value(key);
        const JsonText other = above.value(key);
        const bool isInside = merged.contains(key) && own.isObject() && other.isObject();
        object.add(key, other.isUndefined() ? own : isInside ? Variables(own).with(other) : other);
    }
    for (const QString &key : JsonReader(above).keys()) {
        if (!keys.contains(key))
            object.add(key, above.value(key));
    }
    return object.object();
}

/// The text of the profile, before its templates are rendered. That of a file is a profile as it is: its faults are
/// those of the file.
Result<JsonText> textOf(const DeviceEntry &entry, const QString &path)
{
    if (!entry.file.isEmpty())
        return File::read(path, ProfileFile::maxFileBytes)
            .and_then(&ProfileFile::parse)
            .and_then([](const LoadedProfile &own) { return JsonText::parse(own.profile.source); })
            .map_error([&path](const Error &error) { return error.inFile(path); });
    const JsonText usual = JsonBuilder().add(u"clientId"_s, entry.name + u"-${run.id}-${index}"_s).object();
    return overridden(usual, entry.profile);
}

/// Names that its templates may use for values of a command.
QStringList correlationOf(const JsonText &profile)
{
    const JsonText written = profile.value(u"correlation");
    if (!written.isArray())
        return Profile().correlationNames();
    const JsonParts keys(written);
    QStringList names;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const JsonText key = keys.value(i);
        names.append(key.isObject() ? key.value(u"name").toString() : key.toString());
    }
    return names;
}

/// The values of an object at the keys of another one.
JsonText picked(const JsonText &object, const JsonText &keys)
{
    JsonBuilder built;
    for (const QString &key : JsonReader(keys).keys())
        built.add(key, object.value(key));
    return built.object();
}

ConnectionFile::Secrets secretsOf(Access access)
{
    return access == Access::Sent ? ConnectionFile::Secrets::Sent : ConnectionFile::Secrets::Named;
}

} // namespace

Result<Profile> DeviceProfile::make(const DeviceEntry &entry, const Scenario &scenario, ScenarioScope &scope)
{
    const auto file = entry.file.isEmpty() ? Result<QString>(QString()) : fileFor(scenario, entry.file);
    if (!file)
        return Failure(file.error());
    const QString &path = *file;
    const auto text = textOf(entry, path);
    if (!text)
        return Failure(text.error());
    const JsonText all = overridden(*text, entry.overrides);
    return scope.forProfile(all, correlationOf(all), entry.pointer)
        .and_then([&](const JsonText &rendered) {
            return ProfileFile::fromRequest(rendered, entry.pointer, secretsOf(scenario.access));
        })
        .and_then([&](const LoadedProfile &loaded) {
            return checkSecrets(scenario.access, loaded.profile.connection, entry.pointer + u"/connection"_s)
                .map([&loaded] { return loaded; });
        })
        .map([&](const LoadedProfile &loaded) {
            Profile profile = loaded.profile;
            const JsonText withScenario = Variables(profile.vars).with(scope.vars());
            profile.vars = Variables(withScenario).with(picked(profile.vars, entry.overrides.value(u"vars")));
            profile.baseDir = path.isEmpty() ? scenario.baseDir : QFileInfo(path).absolutePath();
            if (profile.name.isEmpty())
                profile.name = entry.name;
            return profile;
        });
}

Result<Connection> connectionOf(const Probe &probe, const Connection &base, Access access, ScenarioScope &scope)
{
    return scope.forDevice(probe.connection).and_then([&](const JsonText &rendered) -> Result<Connection> {
        Connection connection = base;
        connection.username.clear();
        connection.password = {};
        connection.will = {};
        connection.birth = {};
        JsonReader reader(rendered, probe.pointer + u"/connection"_s);
        ConnectionFile::read(reader, connection, secretsOf(access));
        reader.refuseUnknownKeys();
        return reader.status()
            .and_then([&] { return checkSecrets(access, connection, reader.pointer()); })
            .map([&connection] { return connection; });
    });
}

} // namespace Standin::Scenarios
