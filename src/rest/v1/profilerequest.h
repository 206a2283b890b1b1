// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "profile/profilefile.h"

namespace Standin {
class ProfileRegistry;
} // namespace Standin

namespace Standin::Rest {

/// The members of a body that say which profile devices get: `profile`, the name of a loaded one or a whole one, and
/// `connection`, settings that replace those of it. Both may be left out: the profile of a device is made of defaults
/// then.
///
/// Secrets stand in the request itself; places on this machine that hold some are refused.
class ProfileRequest
{
public:
    /// InvalidArgument with a JSON pointer, also for an unknown key in `connection`.
    [[nodiscard]] static Result<ProfileRequest> read(JsonReader &reader);
    /// The body that makes a fleet, which needs a profile.
    [[nodiscard]] static Result<ProfileRequest> ofFleet(const QByteArray &body);

    /// UnknownProfile for the name; the errors of withSentConnection().
    [[nodiscard]] Result<Profile> resolve(const ProfileRegistry &profiles) const;
    /// The settings on top of this profile instead.
    [[nodiscard]] Result<Profile> appliedTo(const Profile &base) const;

    [[nodiscard]] bool hasProfile() const { return m_profile || !m_name.isEmpty(); }
    [[nodiscard]] bool hasConnection() const { return m_connection.has_value(); }
    /// About unknown keys in the profile, which are ignored.
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }

private:
    Result<> readProfile(JsonReader &reader);
    Result<> readConnection(JsonReader &reader);

    QString m_name;
    std::optional<Profile> m_profile;
    std::optional<JsonReader> m_connection;
    QStringList m_warnings;
};

/// The body that is itself the profile of this name. InvalidArgument with a JSON pointer.
[[nodiscard]] Result<LoadedProfile> profileFrom(const QByteArray &body, const QString &name);

} // namespace Standin::Rest
