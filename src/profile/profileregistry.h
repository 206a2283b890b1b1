// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/compiledprofile.h"

#include <QHash>

#include <map>
#include <mutex>

namespace Standin {

/// The profiles that are in use, by name. Thread-safe.
///
/// A profile is added with its first device and removed with its last. Variants of a profile (REST `connect` with
/// another host) have the same name: the oldest one is used. When all devices of a profile get another profile of that
/// name, this is an edited profile, and it replaces the old one; when only some of them do, the old one stays. A
/// profile without a name is not found.
class ProfileRegistry
{
public:
    using Compiled = std::shared_ptr<const CompiledProfile>;

    /// Adds this number of devices to the profile.
    void enter(const Compiled &profile, qsizetype devices);
    /// One device for each profile in `before` has `after` instead.
    void exchange(const QList<Compiled> &before, const Compiled &after);
    /// A device with the profile was removed.
    void leave(const Compiled &profile);

    /// The profile of that name, without typed secrets, which are only for the devices that they were typed in for.
    /// UnknownProfile when no device has one of that name.
    [[nodiscard]] Result<Profile> find(const QString &name) const;

    /// The correlation keys of all profiles, and those of a profile that has none of its own.
    [[nodiscard]] QStringList correlationNames() const;

private:
    using Age = quint64;

    struct Use
    {
        Age age = 0;
        qsizetype devices = 0;
    };

    void add(const Compiled &profile, qsizetype devices, Age age);
    /// The age of the profile if its last device was removed.
    std::optional<Age> drop(const Compiled &profile);

    mutable std::mutex m_mutex;
    Age m_lastAge = 0;
    QHash<const CompiledProfile *, Use> m_uses;
    QHash<QString, std::map<Age, Compiled>> m_byName; ///< of each name the oldest first
};

} // namespace Standin
