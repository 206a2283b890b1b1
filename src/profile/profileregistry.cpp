// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profileregistry.h"

#include "profile/typedsecrets.h"

#include <algorithm>

namespace Standin {

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

Result<Profile> ProfileRegistry::find(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byName.constFind(name);
    if (found == m_byName.cend())
        return failure(ErrorCode::UnknownProfile, QStringLiteral("no device has a profile named \"%1\"").arg(name),
                       name, QString());
    return withoutTypedSecrets(found->begin()->second->profile);
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
    m_uses.insert(profile.get(), {age, devices});
    m_byName[profile->profile.name].emplace(age, profile);
}

std::optional<ProfileRegistry::Age> ProfileRegistry::drop(const Compiled &profile)
{
    const auto use = m_uses.find(profile.get());
    if (use == m_uses.end() || --use->devices > 0)
        return std::nullopt;
    const Age age = use->age;
    m_uses.erase(use);
    const auto ofThatName = m_byName.find(profile->profile.name);
    ofThatName->erase(age);
    if (ofThatName->empty())
        m_byName.erase(ofThatName);
    return age;
}

} // namespace Standin
