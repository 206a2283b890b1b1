// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"
#include "device/session/devicesession.h"
#include "device/session/sessionerror.h"

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttSubscription>

namespace Standin {

/// A DeviceSession with a broker: a link, a QMqttClient on it and the subscriptions.
class BrokerSession final : public QObject, public DeviceSession
{
    Q_OBJECT

public:
    /// Both must outlive the session.
    BrokerSession(SessionListener &listener, Timers &timers);
    ~BrokerSession() override;

    void open(const SessionSettings &settings) override;
    bool close(OfflineMode mode) override;
    bool endSilence(OfflineMode mode) override;
    Result<qint32> publish(const OutboundMessage &message, const Accepted &accepted) override;
    bool withdraw(qint32 id) override;

    /// Subscribes to one more filter while the session is open; also to one that it has, so that the broker sends again
    /// what it retains. brokerAnswered() has the answer. NotOnline, InvalidArgument.
    Result<> addSubscription(const Subscription &wanted);
    /// No messages come by this filter any more.
    void removeSubscription(const QString &filter);

private:
    void linkEstablished();
    void watchClient();
    void applySettings();
    void applyWill();
    void statusChanged(qint32 id, QMqtt::MessageStatus status, const QMqttMessageStatusProperties &properties);
    void clientConnected();
    void pingAnswered();
    void clientDisconnected();
    /// nullptr when it is no topic filter.
    QMqttSubscription *subscribe(const Subscription &wanted);
    QMqttSubscription *sendSubscribe(const Subscription &wanted);
    void subscriptionChanged(QMqttSubscription *subscription, const Subscription &wanted);
    void becomeOpen();
    void fail(const Error &error);
    void releaseLink(OfflineMode mode);
    [[nodiscard]] bool sendDisconnect(OfflineMode mode);
    [[nodiscard]] SessionError::EndFacts endFacts() const;
    [[nodiscard]] SessionError errors() const;

    SessionListener &m_listener;
    Timers &m_timers;
    SessionSettings m_settings;
    QMqttClient m_client;
    Link *m_link = nullptr;       ///< a child of this
    Link *m_silentLink = nullptr; ///< a child of this: a silent link that has not ended yet
    SessionPhase m_phase = SessionPhase::Closed;
    QList<Subscription> m_unanswered; ///< the subscriptions without a SUBACK
    Timer m_deadline;                 ///< deadline of connecting
};

} // namespace Standin
