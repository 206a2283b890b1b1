// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/compiledprofile.h"

#include <map>
#include <mutex>

namespace Standin {

/// The profiles that are loaded, by name. Thread-safe.
///
/// A profile is added with its first device and removed with its last. Variants of a profile (REST `connect` with
/// another host) have the same name: the oldest one is used. When all devices of a profile get another profile of that
/// name, this is an edited profile, and it replaces the old one; when only some of them do, the old one stays. A
/// profile without a name is not found.
///
/// A profile can also be kept: it is the one of its name then, with and without devices, until it is forgotten.
class ProfileRegistry
{
public:
    using Compiled = std::shared_ptr<const CompiledProfile>;

    /// The profile of a name.
    struct Entry
    {
        Compiled profile;
        quint64 revision = 0;  ///< another one for each profile that was ever added
        qsizetype devices = 0; ///< with a profile of this name, variants included
        bool isKept = false;
    };

    /// Adds this number of devices to the profile.
    void enter(const Compiled &profile, qsizetype devices);
    /// One device for each profile in `before` has `after` instead.
    void exchange(const QList<Compiled> &before, const Compiled &after);
    /// A device with the profile was removed.
    void leave(const Compiled &profile);

    /// Limits for those that are kept; `bytes` is the size of one as it was sent.
    static constexpr qsizetype mostKept = 1'000;
    static constexpr qsizetype mostKeptBytes = 64 * 1024 * 1024;
    /// Keeps a profile, in place of the one that is kept under its name. LimitReached.
    [[nodiscard]] Result<> keep(const Compiled &profile, qsizetype bytes);
    /// UnknownProfile when there is none of this name, ProfileInUse when devices have one.
    [[nodiscard]] Result<> forget(const QString &name);
    /// Forgets those that no device has. Returns their number.
    qsizetype forgetUnused();

    /// The profile of that name. One that is not kept comes without typed secrets, which are only for the devices that
    /// they were typed in for. UnknownProfile when there is none.
    [[nodiscard]] Result<Profile> find(const QString &name) const;
    [[nodiscard]] std::optional<Entry> entry(const QString &name) const;
    /// The entries whose names come after this one, in their order.
    [[nodiscard]] QList<Entry> entries(const QString &after, qsizetype limit) const;

    /// The correlation keys of all profiles, and those of a profile that has none of its own.
    [[nodiscard]] QStringList correlationNames() const;

private:
    using Age = quint64;

    struct Use
    {
        Age age = 0;
        quint64 revision = 0;
        qsizetype devices = 0;
    };

    struct Kept
    {
        Compiled profile;
        quint64 revision = 0;
        qsizetype bytes = 0;
    };

    struct Named
    {
        std::optional<Kept> kept = {};
        std::map<Age, Compiled> inUse = {}; ///< the oldest first
    };

    void add(const Compiled &profile, qsizetype devices, Age age);
    /// The age of the profile if its last device was removed.
    std::optional<Age> drop(const Compiled &profile);
    [[nodiscard]] Entry entryOf(const Named &named) const;

    mutable std::mutex m_mutex;
    Age m_lastAge = 0;
    quint64 m_lastRevision = 0;
    qsizetype m_keptCount = 0;
    qsizetype m_keptBytes = 0;
    QHash<const CompiledProfile *, Use> m_uses;
    std::map<QString, Named> m_byName;
};

} // namespace Standin
