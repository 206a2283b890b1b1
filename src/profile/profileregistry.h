// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/compiledprofile.h"

#include <QHash>

#include <map>
#include <mutex>

namespace Standin {

/// The profiles that are in use, by name. Thread-safe.
///
/// A profile enters with the first device that is made of it or is given it, and leaves with the last. Devices that
/// were given variants of a profile (REST `connect` with another host) bring several of one name: the oldest one
/// counts. When all devices that have it are given another profile of that name, that is the profile edited, and it
/// takes its place; when only some of them are, the old one stays. A profile without a name is not found.
class ProfileRegistry
{
public:
    using Compiled = std::shared_ptr<const CompiledProfile>;

    /// So many more devices have the profile.
    void enter(const Compiled &profile, qsizetype devices);
    /// One device for each profile in `before` has `after` instead.
    void exchange(const QList<Compiled> &before, const Compiled &after);
    /// One device that had the profile is gone.
    void leave(const Compiled &profile);

    /// The profile of that name, without the secrets that were typed in: those are for the devices they were typed in
    /// for. UnknownProfile when no device has one of that name.
    [[nodiscard]] Result<Profile> find(const QString &name) const;

private:
    using Age = quint64;

    struct Use
    {
        Age age = 0;
        qsizetype devices = 0;
    };

    void add(const Compiled &profile, qsizetype devices, Age age);
    /// The age that became free, when nobody has the profile any more.
    std::optional<Age> drop(const Compiled &profile);

    mutable std::mutex m_mutex;
    Age m_lastAge = 0;
    QHash<const CompiledProfile *, Use> m_uses;
    QHash<QString, std::map<Age, Compiled>> m_byName; ///< of each name the oldest first
};

} // namespace Standin
