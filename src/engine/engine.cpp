// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/sampleprofiles.h"

#include <algorithm>

namespace Standin {

Engine::Engine(const EngineOptions &options)
    : m_journal(m_clock, options.journal)
    , m_history(m_journal, options.history)
    , m_fleet(m_clock, m_journal, m_profiles, options.workers)
    , m_recorder(m_clock, m_journal, m_fleet)
    , m_scenarios(options.scenarios)
    , m_runs(m_clock, m_journal, m_fleet)
{
    QObject::connect(&m_broker, &Broker::LocalBroker::died, &m_fleet, [this](const Error &error) {
        m_journal.append({.event = EntryEvent::LocalBrokerDied, .error = error});
    });
}

Result<> Engine::readiness() const
{
    const auto error = m_history.status().error;
    return error ? Result<>(Failure(*error)) : Result<>();
}

Result<QUrl> Engine::startBroker()
{
    if (m_broker.isRunning())
        return m_broker.url();
    return m_broker.start().map([this] { return m_broker.url(); });
}

Result<QList<Engine::Sample>> Engine::startSamples()
{
    const auto profiles = startBroker().and_then(sampleProfiles);
    if (!profiles)
        return Failure(profiles.error());
    QList<Sample> samples;
    QStringList devices;
    for (const Profile &profile : *profiles) {
        const auto ids = m_fleet.addDevices(profile);
        if (!ids)
            return Failure(ids.error());
        samples.append({profile, *ids});
        devices += *ids;
    }
    for (const QString &id : std::as_const(devices))
        m_fleet.perform(id, Order::Connect());
    m_samples = devices;
    return samples;
}

bool Engine::hasSamples() const
{
    return std::any_of(m_samples.cbegin(), m_samples.cend(),
                       [this](const QString &id) { return m_fleet.contains(id); });
}

} // namespace Standin
