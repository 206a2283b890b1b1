// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "brokerendpoints.h"
#include "peer.h"

#include <QtMqtt/QMqttClient>

#include <functional>
#include <memory>
#include <vector>

/// One check with one broker in one version of MQTT: its clients and its result. The first failure decides; then every
/// function of the peers returns at once, so a check needs no error handling.
class Scene final
{
public:
    enum class Verdict {
        Yes,
        No,
        NotOffered, ///< by the broker's own answer
    };

    Scene(const BrokerEndpoints &broker, QMqttClient::ProtocolVersion version);
    ~Scene();
    Q_DISABLE_COPY_MOVE(Scene)

    /// A client with a unique id, owned by the scene. Not yet connected.
    Peer &peer(Transport transport = Transport::Tcp);
    /// Only this scene uses it.
    [[nodiscard]] QString topic(const QString &name = QStringLiteral("t")) const;

    /// A topic on which the broker refuses PUBLISH and SUBSCRIBE.
    [[nodiscard]] static QString forbiddenTopic() { return QStringLiteral("forbidden"); }

    bool expect(bool condition, const QString &otherwise);
    /// Runs the event loop until the condition holds, ten seconds at most.
    bool waitFor(const std::function<bool()> &condition, const QString &what);
    void notOffered(const QString &why) { decide(Verdict::NotOffered, why); }

    [[nodiscard]] bool goesOn() const { return m_verdict == Verdict::Yes; }
    [[nodiscard]] Verdict verdict() const { return m_verdict; }
    /// Why the verdict is not Yes.
    [[nodiscard]] QString reason() const { return m_reason; }

    [[nodiscard]] const BrokerEndpoints &broker() const { return m_broker; }
    [[nodiscard]] QMqttClient::ProtocolVersion version() const { return m_version; }

private:
    void decide(Verdict verdict, const QString &reason);

    const BrokerEndpoints &m_broker;
    const QMqttClient::ProtocolVersion m_version;
    const QString m_id; ///< no other scene has it
    std::vector<std::unique_ptr<Peer>> m_peers;
    Verdict m_verdict = Verdict::Yes;
    QString m_reason;
};
