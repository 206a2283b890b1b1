// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/samplefleet.h"

#include "profile/profilefile.h"

namespace Standin::App {

Result<QList<Profile>> SampleFleet::profiles(const QUrl &broker)
{
    QList<Profile> profiles;
    for (const QString &path :
         {QStringLiteral(":/examples/thermostat.json"), QStringLiteral(":/examples/gateway.json")}) {
        auto loaded = ProfileFile::load(path);
        if (!loaded)
            return Failure(loaded.error());
        loaded->profile.connection.url = broker;
        profiles.append(loaded->profile);
    }
    return profiles;
}

Result<> SampleFleet::start(Fleet &fleet, Broker::LocalBroker &broker)
{
    if (const auto started = broker.start(); !started)
        return started;
    const auto samples = profiles(broker.url());
    if (!samples)
        return Failure(samples.error());
    for (const Profile &profile : *samples) {
        const auto ids = fleet.addDevices(profile);
        if (!ids)
            return Failure(ids.error());
        for (const QString &id : *ids)
            fleet.perform(id, Order::Connect());
    }
    return {};
}

} // namespace Standin::App
