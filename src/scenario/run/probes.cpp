// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/probes.h"

#include "profile/compiledprofile.h"
#include "scenario/file/deviceprofile.h"
#include "scenario/run/probetopics.h"
#include "template/templatescope.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

const Probe *settingsOf(const Scenario &scenario, const QString &name)
{
    for (const Probe &probe : scenario.probes) {
        if (probe.name == name)
            return &probe;
    }
    return nullptr;
}

QString usualClientId(const QString &name, const QString &runId)
{
    return name.isEmpty() ? u"probe-%1"_s.arg(runId) : u"probe-%1-%2"_s.arg(name, runId);
}

} // namespace

Result<> Probes::prepare(const Scenario &scenario, Terms terms)
{
    const auto topics = probeTopics(scenario, terms.scope, terms.hasOneDevice);
    for (const auto &[name, filters] : topics) {
        if (const auto added = add(scenario, name, filters, terms); !added)
            return added;
    }
    return {};
}

Result<> Probes::add(const Scenario &scenario, const QString &name, const QStringList &filters, Terms &terms)
{
    Profile profile;
    profile.connection = terms.firstDevice;
    profile.baseDir = scenario.baseDir;
    profile.clientId = usualClientId(name, terms.runId);
    if (const Probe *settings = settingsOf(scenario, name)) {
        const auto connection = connectionOf(*settings, terms.firstDevice, scenario.access, terms.scope);
        if (!connection)
            return Failure(connection.error());
        profile.connection = *connection;
        if (!settings->clientId.isEmpty()) {
            const auto id = terms.scope.text(settings->clientId);
            if (!id)
                return Failure(id.error());
            profile.clientId = *id;
        }
    } else if (!name.isEmpty()) {
        return failure(ErrorCode::InvalidArgument, u"found the probe \"%1\", expected a key of `probes`"_s.arg(name));
    }
    if (!terms.broker.isEmpty())
        profile.connection.url = terms.broker;
    profile.topics = {.report = {}, .command = {}, .reply = {}};
    for (const QString &filter : filters)
        profile.subscriptions.append({.topic = Template::escaped(filter), .qos = 1});
    const QString clientId = profile.clientId;
    profile.clientId = Template::escaped(clientId);
    const auto compiled = CompiledProfile::make(profile);
    if (!compiled)
        return Failure(compiled.error());
    TemplateScope scope(m_services.clock(), Random::seedOf(clientId));
    scope.clientId = clientId;
    scope.vars = (*compiled)->vars;
    const auto settings = SessionSettings::make(**compiled, scope, m_services.fleet().keychain());
    if (!settings)
        return Failure(settings.error());
    m_clients.emplace(name, Client{.settings = *settings, .client = std::make_unique<ProbeClient>(m_services)});
    return {};
}

void Probes::open(const Completion<> &done)
{
    struct Progress
    {
        size_t open;
        Completion<> done;
    };
    if (m_clients.empty())
        return done({});
    const auto progress = std::make_shared<Progress>(Progress{m_clients.size(), done});
    for (auto &[name, client] : m_clients) {
        client.client->open(client.settings, Completion<>([progress, id = client.settings.clientId](Result<> result) {
                                if (!result) {
                                    Error error = result.error();
                                    error.message.prepend(u"probe %1: "_s.arg(id));
                                    progress->done(Failure(error));
                                } else if (--progress->open == 0) {
                                    progress->done({});
                                }
                            }));
    }
}

void Probes::close()
{
    for (auto &[name, client] : m_clients)
        client.client->close();
}

QStringList Probes::clientIds() const
{
    QStringList ids;
    for (const auto &[name, client] : m_clients)
        ids.append(client.settings.clientId);
    return ids;
}

Result<QString> Probes::idOf(const QString &name) const
{
    const auto found = m_clients.find(name);
    if (found == m_clients.end())
        return failure(ErrorCode::InvalidArgument, u"there is no probe \"%1\""_s.arg(name));
    return found->second.settings.clientId;
}

ProbeClient *Probes::find(const QString &name) const
{
    const auto found = m_clients.find(name);
    return found == m_clients.end() ? nullptr : found->second.client.get();
}

} // namespace Standin::Scenarios
