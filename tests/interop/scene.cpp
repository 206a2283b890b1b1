// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int waitMs = 10'000;

} // namespace

Scene::Scene(const BrokerEndpoints &broker, QMqttClient::ProtocolVersion version)
    : m_broker(broker)
    , m_version(version)
    , m_id(QString::number(QRandomGenerator::global()->generate(), 16))
{}

Scene::~Scene() = default;

Peer &Scene::peer(Transport transport)
{
    // MQTT 3.1 allows 23 characters.
    const QString clientId = u"interop-%1-%2"_s.arg(m_id).arg(m_peers.size() + 1);
    return *m_peers.emplace_back(std::make_unique<Peer>(*this, clientId, transport));
}

QString Scene::topic(const QString &name) const
{
    return u"interop/%1/%2"_s.arg(m_id, name);
}

bool Scene::expect(bool condition, const QString &otherwise)
{
    if (!condition)
        decide(Verdict::No, otherwise);
    return goesOn();
}

bool Scene::waitFor(const std::function<bool()> &condition, const QString &what)
{
    return goesOn() && expect(QTest::qWaitFor(condition, waitMs), u"waited in vain for "_s + what);
}

void Scene::decide(Verdict verdict, const QString &reason)
{
    if (!goesOn())
        return;
    m_verdict = verdict;
    m_reason = reason;
}
