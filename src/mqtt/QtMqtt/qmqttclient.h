// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttauthenticationproperties.h"
#include "qmqttconnectionproperties.h"
#include "qmqttglobal.h"
#include "qmqttlastwillproperties.h"
#include "qmqttpublishproperties.h"
#include "qmqttsubscription.h"
#include "qmqttsubscriptionproperties.h"
#include "qmqtttopicfilter.h"
#include "qmqtttopicname.h"

#include <QByteArray>
#include <QIODevice>
#include <QObject>
#include <QSharedPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QString>
#include <QTcpSocket>

#include <memory>

class QMqttClientPrivate;

/// A client of an MQTT broker, with the interface documented for Qt MQTT. Speaks MQTT 3.1, 3.1.1 and 5.0.
///
/// Use it in its thread only. It never blocks. Properties can be set while Disconnected only. A slot may call every
/// function of the client and may delete it. The loss of the transport is always reported from the event loop.
class QMqttClient : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString clientId READ clientId WRITE setClientId NOTIFY clientIdChanged)
    Q_PROPERTY(QString hostname READ hostname WRITE setHostname NOTIFY hostnameChanged)
    Q_PROPERTY(quint16 port READ port WRITE setPort NOTIFY portChanged)
    Q_PROPERTY(quint16 keepAlive READ keepAlive WRITE setKeepAlive NOTIFY keepAliveChanged)
    Q_PROPERTY(
        ProtocolVersion protocolVersion READ protocolVersion WRITE setProtocolVersion NOTIFY protocolVersionChanged)
    Q_PROPERTY(ClientState state READ state WRITE setState NOTIFY stateChanged)
    Q_PROPERTY(ClientError error READ error WRITE setError NOTIFY errorChanged)
    Q_PROPERTY(QString username READ username WRITE setUsername NOTIFY usernameChanged)
    Q_PROPERTY(QString password READ password WRITE setPassword NOTIFY passwordChanged)
    Q_PROPERTY(bool cleanSession READ cleanSession WRITE setCleanSession NOTIFY cleanSessionChanged)
    Q_PROPERTY(QString willTopic READ willTopic WRITE setWillTopic NOTIFY willTopicChanged)
    Q_PROPERTY(QByteArray willMessage READ willMessage WRITE setWillMessage NOTIFY willMessageChanged)
    Q_PROPERTY(quint8 willQoS READ willQoS WRITE setWillQoS NOTIFY willQoSChanged)
    Q_PROPERTY(bool willRetain READ willRetain WRITE setWillRetain NOTIFY willRetainChanged)
    Q_PROPERTY(bool autoKeepAlive READ autoKeepAlive WRITE setAutoKeepAlive NOTIFY autoKeepAliveChanged)

public:
    enum TransportType {
        IODevice = 0,
        AbstractSocket,
        SecureSocket,
    };
    Q_ENUM(TransportType)

    enum ClientState {
        Disconnected = 0,
        Connecting,
        Connected,
    };
    Q_ENUM(ClientState)

    /// 1 to 5 are the return codes of CONNACK (3.1.1 section 3.2.2.3) and the reason codes of 5.0 with the same
    /// meaning. Mqtt5SpecificError is every other reason that a broker of 5.0 gives in CONNACK or DISCONNECT.
    /// ServerUnavailable is also used when a broker does not answer in time, TransportInvalid for every loss of the
    /// transport.
    enum ClientError {
        NoError = 0,
        InvalidProtocolVersion = 1,
        IdRejected = 2,
        ServerUnavailable = 3,
        BadUsernameOrPassword = 4,
        NotAuthorized = 5,
        TransportInvalid = 256,
        ProtocolViolation,
        UnknownError,
        Mqtt5SpecificError,
    };
    Q_ENUM(ClientError)

    enum ProtocolVersion {
        MQTT_3_1 = 3,
        MQTT_3_1_1 = 4,
        MQTT_5_0 = 5,
    };
    Q_ENUM(ProtocolVersion)

    explicit QMqttClient(QObject *parent = nullptr);
    /// Sends DISCONNECT and closes the transport. Emits no signal.
    ~QMqttClient() override;

    /// The client does not own the device and does not delete it. It closes the device when the session ends by
    /// disconnectFromHost() or by a protocol error. An IODevice must be open before connectToHost(). A socket may be
    /// connected or connecting; otherwise connectToHost() connects it. nullptr: the client uses a QTcpSocket of its own
    /// again. A device that does not accept the DISCONNECT at once is closed without it. Only while Disconnected.
    void setTransport(QIODevice *device, TransportType transport);
    /// The socket of an ended session is kept until the next connectToHost().
    [[nodiscard]] QIODevice *transport() const;

    /// nullptr when not connected or when the filter or the QoS is invalid. A filter that is already subscribed returns
    /// the same object; a SUBSCRIBE is then sent only for another QoS. With properties it is always sent.
    QMqttSubscription *subscribe(const QMqttTopicFilter &topic, quint8 qos = 0);
    QMqttSubscription *subscribe(const QMqttTopicFilter &topic, const QMqttSubscriptionProperties &properties,
                                 quint8 qos = 0);
    void unsubscribe(const QMqttTopicFilter &topic);
    void unsubscribe(const QMqttTopicFilter &topic, const QMqttUnsubscriptionProperties &properties);

    /// -1 when nothing was sent, 0 with QoS 0, else the packet identifier that messageSent() will have. A broker of 5.0
    /// may refuse the message later: then messageStatusChanged() has the reason code, and messageSent() is not emitted.
    /// In 5.0 the topic may be empty when the properties hold a topic alias that is already set. With a
    /// maximumTopicAlias above 0 in the connection properties, aliases are assigned automatically. No signal is emitted
    /// before it returns.
    Q_INVOKABLE qint32 publish(const QMqttTopicName &topic, const QByteArray &message = QByteArray(), quint8 qos = 0,
                               bool retain = false);
    Q_INVOKABLE qint32 publish(const QMqttTopicName &topic, const QMqttPublishProperties &properties,
                               const QByteArray &message = QByteArray(), quint8 qos = 0, bool retain = false);

    /// Only without autoKeepAlive. When nothing is received within keepAlive seconds after it, the session ends.
    bool requestPing();

    [[nodiscard]] QString hostname() const;
    [[nodiscard]] quint16 port() const;
    /// Random until set. If it was empty and a broker of 5.0 assigned one: the assigned one.
    [[nodiscard]] QString clientId() const;
    /// A PINGREQ is sent after this many seconds without a packet sent or without one received; 0: never. When nothing
    /// is received for 1.5 times as long, the session ends, even if packets are sent meanwhile. A broker of 5.0 may set
    /// another time for the connection (serverConnectionProperties()); this property does not change then.
    [[nodiscard]] quint16 keepAlive() const;
    [[nodiscard]] ProtocolVersion protocolVersion() const;

    /// Invalid settings end the attempt at once: the state changes to Connecting and back, with errorChanged(),
    /// stateChanged() and disconnected().
    Q_INVOKABLE void connectToHost();
    void connectToHostEncrypted(const QSslConfiguration &conf);
    Q_INVOKABLE void disconnectFromHost();

    [[nodiscard]] ClientState state() const;
    [[nodiscard]] ClientError error() const;
    /// Empty: CONNECT has no user name; before 5.0 it has an empty one if there is a password.
    [[nodiscard]] QString username() const;
    [[nodiscard]] QString password() const;
    [[nodiscard]] bool cleanSession() const;
    /// Empty: no will.
    [[nodiscard]] QString willTopic() const;
    [[nodiscard]] QByteArray willMessage() const;
    [[nodiscard]] quint8 willQoS() const;
    [[nodiscard]] bool willRetain() const;
    [[nodiscard]] bool autoKeepAlive() const;

    void setConnectionProperties(const QMqttConnectionProperties &prop);
    [[nodiscard]] QMqttConnectionProperties connectionProperties() const;
    void setLastWillProperties(const QMqttLastWillProperties &prop);
    [[nodiscard]] QMqttLastWillProperties lastWillProperties() const;
    [[nodiscard]] QMqttServerConnectionProperties serverConnectionProperties() const;

    /// Enhanced authentication (5.0 section 4.12), for clients whose connection properties have a method: the answer to
    /// authenticationRequested() or, when connected, the start of a re-authentication. Does nothing otherwise.
    void authenticate(const QMqttAuthenticationProperties &prop);

Q_SIGNALS:
    void connected();
    void disconnected();
    void messageReceived(const QByteArray &message, const QMqttTopicName &topic = QMqttTopicName());
    void messageStatusChanged(qint32 id, QMqtt::MessageStatus s, const QMqttMessageStatusProperties &properties);
    void messageSent(qint32 id);
    void pingResponseReceived();
    /// Comes before connected().
    void brokerSessionRestored();
    /// The broker continues the authentication: call authenticate().
    void authenticationRequested(const QMqttAuthenticationProperties &p);
    /// The authentication has succeeded: before connected(), or in answer to an authenticate() on a connection.
    void authenticationFinished(const QMqttAuthenticationProperties &p);

    void hostnameChanged(QString hostname);
    void portChanged(quint16 port);
    void clientIdChanged(QString clientId);
    void keepAliveChanged(quint16 keepAlive);
    void protocolVersionChanged(ProtocolVersion protocolVersion);
    void stateChanged(ClientState state);
    void errorChanged(ClientError error);
    void usernameChanged(QString username);
    void passwordChanged(QString password);
    void cleanSessionChanged(bool cleanSession);
    void willTopicChanged(QString willTopic);
    void willMessageChanged(QByteArray willMessage);
    void willQoSChanged(quint8 willQoS);
    void willRetainChanged(bool willRetain);
    void autoKeepAliveChanged(bool autoKeepAlive);

public Q_SLOTS:
    void setHostname(const QString &hostname);
    void setPort(quint16 port);
    void setClientId(const QString &clientId);
    void setKeepAlive(quint16 keepAlive);
    /// Refuses a value that is not a version.
    void setProtocolVersion(ProtocolVersion protocolVersion);
    /// For the client's own use; does not connect or disconnect.
    void setState(ClientState state);
    /// For the client's own use.
    void setError(ClientError error);
    void setUsername(const QString &username);
    void setPassword(const QString &password);
    void setCleanSession(bool cleanSession);
    void setWillTopic(const QString &willTopic);
    /// Refuses more than 2.
    void setWillQoS(quint8 willQoS);
    void setWillRetain(bool willRetain);
    void setWillMessage(const QByteArray &willMessage);
    void setAutoKeepAlive(bool autoKeepAlive);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class QMqttClientPrivate;

    Q_DISABLE_COPY_MOVE(QMqttClient)
    std::unique_ptr<QMqttClientPrivate> d;
};
