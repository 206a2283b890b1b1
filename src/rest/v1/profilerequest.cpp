// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/profilerequest.h"

#include "profile/profileregistry.h"
#include "rest/json/sentconnection.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using ConnectionFile::Secrets;

namespace {

bool hasOneClientIdForAll(const Profile &profile)
{
    const qsizetype sharing = profile.count - profile.except.size() - profile.names.size();
    return sharing > 1 && !profile.clientId.contains(u"${"_s);
}

} // namespace

Result<ProfileRequest> ProfileRequest::read(JsonReader &reader)
{
    ProfileRequest request;
    return request.readProfile(reader).and_then([&] { return request.readConnection(reader); }).map([&request] {
        return request;
    });
}

Result<ProfileRequest> ProfileRequest::ofFleet(const QByteArray &body)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    const auto request = read(*reader);
    if (!request)
        return request;
    if (!request->hasProfile())
        reader->unexpected(u"profile"_s, u"the name of a profile, or a profile (an object)"_s);
    return finish(*reader).map([&request] { return *request; });
}

Result<> ProfileRequest::readProfile(JsonReader &reader)
{
    const QString key = u"profile"_s;
    JsonText value;
    if (!reader.read(key, value))
        return {};
    if (!value.isObject()) {
        if (m_name = value.toString(); m_name.isEmpty())
            reader.unexpected(key, u"the name of a profile, or a profile (an object)"_s);
        return reader.status();
    }
    auto loaded = ProfileFile::fromRequest(value, reader.pointer() + u'/' + key, Secrets::Sent);
    if (!loaded)
        return Failure(loaded.error());
    m_profile = std::move(loaded->profile);
    m_warnings = std::move(loaded->warnings);
    return {};
}

Result<> ProfileRequest::readConnection(JsonReader &reader)
{
    const QString key = u"connection"_s;
    JsonText value;
    reader.readObject(key, value);
    if (value.isUndefined() || !reader.status())
        return reader.status();
    m_connection.emplace(value, reader.pointer() + u'/' + key);
    JsonReader trial = *m_connection;
    Connection tried;
    ConnectionFile::read(trial, tried, Secrets::Sent);
    return finish(trial);
}

Result<Profile> ProfileRequest::resolve(const ProfileRegistry &profiles) const
{
    const auto base = m_name.isEmpty() ? m_profile.value_or(Profile()) : profiles.find(m_name);
    return base.and_then([this](const Profile &profile) { return appliedTo(profile); });
}

Result<Profile> ProfileRequest::appliedTo(const Profile &base) const
{
    return m_connection ? withSentConnection(base, *m_connection) : Result<Profile>(base);
}

Result<LoadedProfile> profileFrom(const QByteArray &body, const QString &name)
{
    return objectFrom(body)
        .and_then([](const JsonText &json) { return ProfileFile::fromRequest(json, {}, Secrets::SentOrShown); })
        .and_then([&name](const LoadedProfile &loaded) -> Result<LoadedProfile> {
            const QString &given = loaded.profile.name;
            if (!given.isEmpty() && given != name)
                return failure(ErrorCode::InvalidArgument, u"expected that of the path, or none"_s, u"/name"_s);
            LoadedProfile checked = loaded;
            if (hasOneClientIdForAll(loaded.profile))
                checked.warnings.append(
                    u"/clientId: the same for all %1 devices; put ${index} into it"_s.arg(loaded.profile.count));
            return checked;
        });
}

} // namespace Standin::Rest
