// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/offlinemode.h"
#include "link/linktarget.h"
#include "mqtt/mqttextras.h"

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>
#include <QtMqtt/QMqttSubscription>

#include <QBasicTimer>

#include <optional>

namespace Standin {

/// Where a device goes and what it says there, everything rendered.
struct SessionSettings
{
    LinkTarget target;
    QMqttClient::ProtocolVersion version = QMqttClient::MQTT_3_1_1;
    QString clientId;
    QString username;
    QString password;
    int keepAlive = 60;
    bool cleanStart = true;
    quint32 sessionExpiry = 0; ///< seconds
    int timeoutMs = 10'000;    ///< for all from name look-up to SUBACK together

    struct Will
    {
        QString topic;
        QByteArray payload;
        quint8 qos = 0;
        bool retain = false;
        quint32 delaySeconds = 0;
    };
    std::optional<Will> will;

    QList<std::pair<QString, quint8>> subscriptions; ///< filter and QoS
};

/// Hears of a BrokerSession, in its thread. Whatever it does in answer is safe, except for deleting the session.
class SessionListener
{
public:
    virtual void sessionOpened() = 0;                   ///< CONNACK and every SUBACK are in
    virtual void sessionFailed(const Error &error) = 0; ///< it did not come so far
    virtual void sessionLost(const Error &error) = 0;   ///< it was open, and ended by itself
    virtual void messageArrived(const QMqttMessage &message) = 0;
    /// PublishRefused with the reason code when the broker would not have it (MQTT 5.0).
    virtual void messageAcknowledged(qint32 id, const Result<> &result) = 0;

protected:
    ~SessionListener() = default;
};

/// One device's connection to the broker: a link, a QMqttClient on it and the subscriptions. It can be opened again and
/// again. Everything happens in one thread; nothing blocks.
class BrokerSession final : public QObject
{
    Q_OBJECT

public:
    explicit BrokerSession(SessionListener &listener);
    ~BrokerSession() override;

    /// Begins to connect; sessionOpened() or sessionFailed() follows. Only while the session is closed.
    void open(const SessionSettings &settings);
    /// Leaves in the given way; nothing is heard of it any more. A link left silent is held open until the next session
    /// is open, or this one is destroyed. False when WithWill could not be said to the broker (it takes MQTT 5.0 and a
    /// session): then it left abruptly.
    bool close(OfflineMode mode);
    /// Ends a link that was left silent, with FIN or RST. False when there is none.
    bool endSilence(OfflineMode mode);
    [[nodiscard]] bool isOpen() const { return m_phase == Phase::Open; }

    /// The packet id, 0 at QoS 0. InvalidArgument for a topic that cannot be published to; NotOnline before CONNACK.
    Result<qint32> publish(const QString &topic, const QByteArray &payload, quint8 qos, bool retain,
                           const QMqttPublishProperties &properties = {});

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase : quint8 {
        Closed,
        Linking,     ///< all that comes before MQTT
        Greeting,    ///< CONNECT is sent
        Subscribing, ///< SUBSCRIBEs are sent
        Open,
    };

    void linkEstablished();
    void applySettings();
    void statusChanged(qint32 id, QMqtt::MessageStatus status, const QMqttMessageStatusProperties &properties);
    void clientConnected();
    void clientDisconnected();
    void subscriptionChanged(QMqttSubscription *subscription, const QString &filter);
    void becomeOpen();
    void fail(const Error &error);
    void releaseLink(OfflineMode mode);
    [[nodiscard]] bool sendDisconnect(OfflineMode mode);
    [[nodiscard]] bool isVersion5() const { return m_settings.version == QMqttClient::MQTT_5_0; }
    [[nodiscard]] Error timeoutError() const;
    [[nodiscard]] Error brokerError(const Mqtt::Extras::BrokerReason &reason) const;
    [[nodiscard]] Error clientError() const;
    [[nodiscard]] QString peer() const;

    SessionListener &m_listener;
    SessionSettings m_settings;
    QMqttClient m_client;
    Link *m_link = nullptr;             ///< a child of this
    std::optional<Error> m_linkProblem; ///< why there is no link at all
    Link *m_silentLink = nullptr;       ///< a child of this: left silent, not yet given up
    Phase m_phase = Phase::Closed;
    qsizetype m_subscriptionsMissing = 0;
    QBasicTimer m_deadline;
};

} // namespace Standin
