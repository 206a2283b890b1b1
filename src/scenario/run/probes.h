// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"
#include "scenario/file/scenarioscope.h"
#include "scenario/run/probeclient.h"

#include <map>

namespace Standin::Scenarios {

/// The probes of one run. Those that its steps use are online from its beginning to its end.
class Probes
{
public:
    explicit Probes(RunServices &services)
        : m_services(services)
    {}

    /// What a run gives to its probes.
    struct Terms
    {
        ScenarioScope scope;
        Connection firstDevice; ///< what a probe does not set is as in the connection of the first device
        QUrl broker;            ///< instead of those of the file; may be empty
        QString runId;
        bool hasOneDevice = false; ///< so that the names of a device have values everywhere
    };

    /// Makes the clients that the steps use. InvalidArgument with the pointer of what is wrong.
    Result<> prepare(const Scenario &scenario, Terms terms);
    /// Answers when all are online, with the first error.
    void open(const Completion<> &done);
    void close();

    [[nodiscard]] QStringList clientIds() const;
    /// The client id of a probe by its name; empty: the one without settings. InvalidArgument.
    [[nodiscard]] Result<QString> idOf(const QString &name) const;
    /// nullptr when there is none.
    [[nodiscard]] ProbeClient *find(const QString &name) const;

private:
    struct Client
    {
        SessionSettings settings;
        std::unique_ptr<ProbeClient> client;
    };

    Result<> add(const Scenario &scenario, const QString &name, const QStringList &filters, Terms &terms);

    RunServices &m_services;
    std::map<QString, Client> m_clients;
};

} // namespace Standin::Scenarios
