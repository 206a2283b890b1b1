// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttclient.h"
#include "mqtt/QtMqtt/qmqttlazyshared_p.h"
#include "mqtt/client/subscriptionbook.h"
#include "mqtt/client/transport.h"
#include "mqtt/core/session.h"
#include "mqtt/mqttextras.h"

#include <QBasicTimer>

/// The private part of QMqttClient: its settings, session, transport and subscriptions. A function that emits does so
/// last, when everything has its new state, and then checks that the client still exists.
class QMqttClientPrivate final : Standin::Mqtt::PacketSink, Standin::Mqtt::TransportListener
{
public:
    using Session = Standin::Mqtt::Session;

    /// Settings that only MQTT 5.0 has; allocated only when one is set.
    struct PropertiesV5 : QSharedData
    {
        QMqttConnectionProperties connection;
        QMqttLastWillProperties lastWill;
        QMqttServerConnectionProperties server;
    };

    /// How the transport is treated when a session ends.
    enum class Leave {
        Close,
        Abandon,
        Drop,
    };

    explicit QMqttClientPrivate(QMqttClient *client);
    ~QMqttClientPrivate();
    Q_DISABLE_COPY_MOVE(QMqttClientPrivate)

    static QMqttClientPrivate *get(const QMqttClient &client) { return client.d.get(); }

    void connectToHost(const QSslConfiguration *tls);
    void disconnectFromHost();
    /// False, without effect, when a client must not send these options.
    bool disconnectFromHost(const Standin::Mqtt::Disconnect &packet);
    void abandon();
    QMqttSubscription *subscribe(const QMqttTopicFilter &topic, quint8 qos);
    QMqttSubscription *subscribe(const QMqttTopicFilter &topic, const Standin::Mqtt::SubscriptionOptions &options,
                                 const Standin::Mqtt::Properties &wanted);
    void unsubscribe(const QMqttTopicFilter &topic, const Standin::Mqtt::Properties &told);
    qint32 publish(const QMqttTopicName &topic, const Standin::Mqtt::Properties &told, const QByteArray &message,
                   quint8 qos, bool retain);
    void authenticate(const QMqttAuthenticationProperties &told);
    bool requestPing();
    void onTimer();

    /// The session has ended: sets the state and emits. The client may be deleted afterwards.
    void end(QMqttClient::ClientError newError, const QString &detail, Leave leave);
    [[nodiscard]] static QMqttMessage toMessage(const Standin::Mqtt::Publish &packet);
    [[nodiscard]] bool isV5() const { return protocolVersion == QMqttClient::MQTT_5_0; }

    /// True while Disconnected; logs a warning otherwise.
    [[nodiscard]] bool mayChange(const char *what) const;

    template <typename T, typename Signal>
    void change(T &setting, const T &value, Signal changed, const char *what)
    {
        if (setting == value || !mayChange(what))
            return;
        setting = value;
        emit(q->*changed)(value);
    }

    QString hostname;
    QString clientId;
    QString username;
    QString password;
    QString willTopic;
    QByteArray willMessage;
    Standin::Mqtt::LazyShared<PropertiesV5> properties;
    QMqttClient::ClientState state = QMqttClient::Disconnected;
    QMqttClient::ClientError error = QMqttClient::NoError;
    QMqttClient::ProtocolVersion protocolVersion = QMqttClient::MQTT_3_1_1;
    quint16 port = 0;
    quint16 keepAlive = 60;
    quint8 willQoS = 0;
    bool willRetain = false;
    bool cleanSession = true;
    bool autoKeepAlive = true;

    [[nodiscard]] Session &session() { return m_session; }

    std::shared_ptr<const Standin::Mqtt::Extras::MessageHandler> messageHandler;
    std::shared_ptr<const Standin::Mqtt::Extras::GiveUpHandler> giveUpHandler;
    std::chrono::milliseconds connectTimeout{10'000};
    std::shared_ptr<const Standin::Mqtt::Extras::BrokerReason> brokerReason;
    QString failureDetail;
    /// Why the last publish(), subscribe(), unsubscribe() or authenticate() failed.
    std::optional<Standin::Mqtt::LocalFailure> refusal;
    bool timedOut = false;
    bool sessionPresent = false;
    std::chrono::milliseconds pingWaited{0};

    Standin::Mqtt::Transport transport;
    QMqttClient *q;
    Standin::Mqtt::SubscriptionBook subscriptions;

private:
    void send(const QByteArray &packet) override;
    void transportOpened() override;
    void transportReadable() override;
    void transportLost(const QString &reason) override;

    [[nodiscard]] Standin::Mqtt::Connect connectPacket() const;
    /// Stores the reason of a failure; true when there was none.
    bool note(const tl::expected<quint16, Standin::Mqtt::LocalFailure> &outcome);
    void readWhile(quint32 epoch);
    void emitEnd(bool errorIsNew);
    void armTimer();

    Session m_session;
    QBasicTimer m_timer;
    Session::Instant m_timerDue;
    /// Incremented when a session begins or ends: a loop over events of one session stops when another has begun.
    quint32 m_epoch = 0;
    /// The epoch whose bytes a caller further up the stack is reading.
    quint32 m_readingEpoch = 0;
};
