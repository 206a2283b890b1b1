// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profileregistry.h"
#include "scenario/file/scenariofile.h"
#include "scenario/run/runbatch.h"
#include "support/mosquitto.h"
#include "support/result.h"

#include <QSignalSpy>

namespace Standin::Tests {

/// A fleet with the services of runs, and a mosquitto.
struct RunWorld
{
    SystemClock clock;
    Journal journal{clock};
    ProfileRegistry profiles;
    Fleet fleet{clock, journal, profiles, 2};
    Scenarios::RunServices services{clock, journal, fleet};
    Mosquitto broker;

    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("mqtt://127.0.0.1:%1").arg(broker.port())); }

    /// A scenario with one device "gw" of the client id gw-RUNID, and these members; ' stands for ".
    static Result<std::shared_ptr<const Scenarios::Scenario>> scenario(QByteArray members)
    {
        const QByteArray device =
            R"({"format":"standin.scenario/1","name":"s","devices":{"gw":{"profile":{"clientId":"gw-${run.id}"}}},)";
        return Scenarios::ScenarioFile::parse(device + members.replace('\'', '"') + '}')
            .map([](const Scenarios::Scenario &scenario) {
                return std::make_shared<const Scenarios::Scenario>(scenario);
            });
    }

    /// Runs it to its end.
    static bool finish(Scenarios::ScenarioRun &run)
    {
        QSignalSpy finished(&run, &Scenarios::ScenarioRun::finished);
        run.start();
        return QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 20'000);
    }
};

} // namespace Standin::Tests
