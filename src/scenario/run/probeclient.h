// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/completion.h"
#include "device/session/brokersession.h"
#include "scenario/run/runservices.h"

namespace Standin::Scenarios {

/// An MQTT client of a scenario that stands for the back end or an onlooker. What it sends and receives is recorded in
/// the journal under its client id, so that expectations are the same for probes and devices. It is no device: devices
/// take its messages as those of another client. Use it in the thread of the run.
class ProbeClient final : private SessionListener
{
public:
    /// The services outlive it.
    explicit ProbeClient(RunServices &services);
    ~ProbeClient();
    Q_DISABLE_COPY_MOVE(ProbeClient)

    /// Answers when it is online, with all subscriptions. Call it once.
    void open(const SessionSettings &settings, Completion<> done);
    /// Ends the session with DISCONNECT.
    void close();

    [[nodiscard]] const QString &clientId() const { return m_clientId; }

    /// Answers when the broker has acknowledged it, at QoS 0 at once.
    void publish(const OutboundMessage &message, const Completion<> &done);
    /// A new subscription, so that the broker sends what it retains. Answers when the broker has.
    void subscribe(const QString &filter, quint8 qos, const Completion<> &done);

private:
    void sessionOpened() override;
    void brokerAnswered(const BrokerAnswer &answer) override;
    void sessionFailed(const SessionEnd &end) override;
    void sessionLost(const SessionEnd &end) override;
    void messageArrived(const InboundMessage &message) override;
    void messageAcknowledged(qint32 id, const Result<> &result) override;
    void messageGivenUp(qint32 id, const Error &error) override;

    void note(DeviceState state, const std::optional<Error> &error = {});
    void failAll(const Error &error);

    RunServices &m_services;
    QString m_clientId;
    bool m_isOnline = false;
    QStringList m_filters;
    Completion<> m_opened;
    QHash<qint32, Completion<>> m_unacknowledged;
    QHash<QString, Completion<>> m_subscribing;
    std::unique_ptr<BrokerSession> m_session; ///< the last member, because its destructor may call the listener
};

/// Filters that match at least what these do, but no topic twice: the broker may send a message once for each
/// subscription that it matches.
[[nodiscard]] QStringList withoutOverlaps(const QStringList &filters);
/// Whether there is a topic that both match.
[[nodiscard]] bool doOverlap(QStringView a, QStringView b);

} // namespace Standin::Scenarios
