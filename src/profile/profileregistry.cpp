// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profileregistry.h"

#include "profile/typedsecrets.h"

#include <algorithm>

namespace Standin {

namespace {

Error unknown(const QString &name)
{
    return {.code = ErrorCode::UnknownProfile,
            .message = QStringLiteral("there is no profile named \"%1\"").arg(name),
            .where = name,
            .detail = QString()};
}

} // namespace

void ProfileRegistry::enter(const Compiled &profile, qsizetype devices)
{
    const std::lock_guard lock(m_mutex);
    add(profile, devices, ++m_lastAge);
}

void ProfileRegistry::exchange(const QList<Compiled> &before, const Compiled &after)
{
    const std::lock_guard lock(m_mutex);
    Age age = ++m_lastAge;
    for (const Compiled &profile : before) {
        const auto freed = drop(profile);
        if (freed && profile->profile.name == after->profile.name)
            age = std::min(age, *freed);
    }
    add(after, before.size(), age);
}

void ProfileRegistry::leave(const Compiled &profile)
{
    const std::lock_guard lock(m_mutex);
    drop(profile);
}

Result<> ProfileRegistry::keep(const Compiled &profile, qsizetype bytes)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byName.find(profile->profile.name);
    const Kept former = found == m_byName.end() ? Kept() : found->second.kept.value_or(Kept());
    const qsizetype count = m_keptCount + (former.profile ? 0 : 1);
    const qsizetype total = m_keptBytes - former.bytes + bytes;
    if (count > mostKept || total > mostKeptBytes)
        return failure(ErrorCode::LimitReached, QStringLiteral("at most %1 profiles and %2 MiB of them are kept")
                                                    .arg(mostKept)
                                                    .arg(mostKeptBytes / 1024 / 1024));
    m_byName[profile->profile.name].kept = Kept{profile, ++m_lastRevision, bytes};
    m_keptCount = count;
    m_keptBytes = total;
    return {};
}

Result<> ProfileRegistry::forget(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byName.find(name);
    if (found == m_byName.end())
        return Failure(unknown(name));
    Named &named = found->second;
    if (!named.inUse.empty())
        return failure(ErrorCode::ProfileInUse,
                       QStringLiteral("%1 devices have a profile of this name").arg(entryOf(named).devices), name);
    m_keptCount -= 1;
    m_keptBytes -= named.kept->bytes;
    m_byName.erase(found);
    return {};
}

qsizetype ProfileRegistry::forgetUnused()
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(std::erase_if(m_byName, [this](const auto &item) {
        const Named &named = item.second;
        if (!named.inUse.empty())
            return false;
        m_keptCount -= 1;
        m_keptBytes -= named.kept->bytes;
        return true;
    }));
}

Result<Profile> ProfileRegistry::find(const QString &name) const
{
    const auto found = entry(name);
    if (!found)
        return Failure(unknown(name));
    const Profile &profile = found->profile->profile;
    return found->isKept ? profile : withoutTypedSecrets(profile);
}

std::optional<ProfileRegistry::Entry> ProfileRegistry::entry(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? std::nullopt : std::optional(entryOf(found->second));
}

QList<ProfileRegistry::Entry> ProfileRegistry::entries(const QString &after, qsizetype limit) const
{
    const std::lock_guard lock(m_mutex);
    QList<Entry> entries;
    for (auto it = m_byName.upper_bound(after); it != m_byName.end() && entries.size() < limit; ++it)
        entries.append(entryOf(it->second));
    return entries;
}

ProfileRegistry::Entry ProfileRegistry::entryOf(const Named &named) const
{
    Entry entry;
    for (const auto &[age, profile] : named.inUse)
        entry.devices += m_uses.value(profile.get()).devices;
    entry.isKept = named.kept.has_value();
    entry.profile = entry.isKept ? named.kept->profile : named.inUse.begin()->second;
    entry.revision = entry.isKept ? named.kept->revision : m_uses.value(entry.profile.get()).revision;
    return entry;
}

QStringList ProfileRegistry::correlationNames() const
{
    QStringList names = Profile().correlationNames();
    const std::lock_guard lock(m_mutex);
    for (auto use = m_uses.cbegin(); use != m_uses.cend(); ++use)
        names += use.key()->profile.correlationNames();
    names.removeDuplicates();
    return names;
}

void ProfileRegistry::add(const Compiled &profile, qsizetype devices, Age age)
{
    if (profile->profile.name.isEmpty() || devices == 0)
        return;
    const auto use = m_uses.find(profile.get());
    if (use != m_uses.end()) {
        use->devices += devices;
        return;
    }
    m_uses.insert(profile.get(), {age, ++m_lastRevision, devices});
    m_byName[profile->profile.name].inUse.emplace(age, profile);
}

std::optional<ProfileRegistry::Age> ProfileRegistry::drop(const Compiled &profile)
{
    const auto use = m_uses.find(profile.get());
    if (use == m_uses.end() || --use->devices > 0)
        return std::nullopt;
    const Age age = use->age;
    m_uses.erase(use);
    const auto named = m_byName.find(profile->profile.name);
    named->second.inUse.erase(age);
    if (named->second.inUse.empty() && !named->second.kept)
        m_byName.erase(named);
    return age;
}

} // namespace Standin
