// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqttclient.h"

#include "mqtt/client/propertymapping.h"
#include "mqtt/client/qmqttclient_p.h"

using namespace Standin::Mqtt;

QMqttClient::QMqttClient(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QMqttClientPrivate>(this))
{}

QMqttClient::~QMqttClient() = default;

void QMqttClient::setTransport(QIODevice *device, TransportType transport)
{
    if (d->mayChange("The transport"))
        d->transport.setDevice(device, transport);
}

QIODevice *QMqttClient::transport() const
{
    return d->transport.device();
}

QMqttSubscription *QMqttClient::subscribe(const QMqttTopicFilter &topic, quint8 qos)
{
    return d->subscribe(topic, qos);
}

QMqttSubscription *QMqttClient::subscribe(const QMqttTopicFilter &topic, const QMqttSubscriptionProperties &properties,
                                          quint8 qos)
{
    return d->subscribe(topic, {qos, properties.noLocal()}, PropertyMapping::toWire(properties));
}

void QMqttClient::unsubscribe(const QMqttTopicFilter &topic)
{
    d->unsubscribe(topic, {});
}

void QMqttClient::unsubscribe(const QMqttTopicFilter &topic, const QMqttUnsubscriptionProperties &properties)
{
    d->unsubscribe(topic, PropertyMapping::toWire(properties));
}

qint32 QMqttClient::publish(const QMqttTopicName &topic, const QByteArray &message, quint8 qos, bool retain)
{
    return d->publish(topic, {}, message, qos, retain);
}

qint32 QMqttClient::publish(const QMqttTopicName &topic, const QMqttPublishProperties &properties,
                            const QByteArray &message, quint8 qos, bool retain)
{
    return d->publish(topic, PropertyMapping::toWire(properties), message, qos, retain);
}

bool QMqttClient::requestPing()
{
    return d->requestPing();
}

void QMqttClient::connectToHost()
{
    d->connectToHost(nullptr);
}

void QMqttClient::connectToHostEncrypted(const QSslConfiguration &conf)
{
    d->connectToHost(&conf);
}

void QMqttClient::disconnectFromHost()
{
    d->disconnectFromHost();
}

void QMqttClient::setConnectionProperties(const QMqttConnectionProperties &prop)
{
    if (d->mayChange("The connection properties"))
        d->properties.write().connection = prop;
}

QMqttConnectionProperties QMqttClient::connectionProperties() const
{
    return d->properties.read().connection;
}

void QMqttClient::setLastWillProperties(const QMqttLastWillProperties &prop)
{
    if (d->mayChange("The last will properties"))
        d->properties.write().lastWill = prop;
}

QMqttLastWillProperties QMqttClient::lastWillProperties() const
{
    return d->properties.read().lastWill;
}

QMqttServerConnectionProperties QMqttClient::serverConnectionProperties() const
{
    return d->properties.read().server;
}

void QMqttClient::authenticate(const QMqttAuthenticationProperties &prop)
{
    d->authenticate(prop);
}

void QMqttClient::setState(ClientState state)
{
    if (std::exchange(d->state, state) == state)
        return;
    const QPointer<QMqttClient> guard(this);
    emit stateChanged(state);
    if (guard && state == Connected)
        emit connected();
    else if (guard && state == Disconnected)
        emit disconnected();
}

void QMqttClient::setError(ClientError error)
{
    if (std::exchange(d->error, error) != error)
        emit errorChanged(error);
}

void QMqttClient::setWillQoS(quint8 willQoS)
{
    if (willQoS <= Standin::Mqtt::maximumQos)
        d->change(d->willQoS, willQoS, &QMqttClient::willQoSChanged, "willQoS");
}

void QMqttClient::timerEvent(QTimerEvent *)
{
    d->onTimer();
}

QString QMqttClient::hostname() const
{
    return d->hostname;
}

void QMqttClient::setHostname(const QString &hostname)
{
    d->change(d->hostname, hostname, &QMqttClient::hostnameChanged, "hostname");
}

quint16 QMqttClient::port() const
{
    return d->port;
}

void QMqttClient::setPort(quint16 port)
{
    d->change(d->port, port, &QMqttClient::portChanged, "port");
}

QString QMqttClient::clientId() const
{
    return d->clientId;
}

void QMqttClient::setClientId(const QString &clientId)
{
    d->change(d->clientId, clientId, &QMqttClient::clientIdChanged, "clientId");
}

quint16 QMqttClient::keepAlive() const
{
    return d->keepAlive;
}

void QMqttClient::setKeepAlive(quint16 keepAlive)
{
    d->change(d->keepAlive, keepAlive, &QMqttClient::keepAliveChanged, "keepAlive");
}

QMqttClient::ProtocolVersion QMqttClient::protocolVersion() const
{
    return d->protocolVersion;
}

void QMqttClient::setProtocolVersion(ProtocolVersion protocolVersion)
{
    if (protocolVersion >= MQTT_3_1 && protocolVersion <= MQTT_5_0)
        d->change(d->protocolVersion, protocolVersion, &QMqttClient::protocolVersionChanged, "protocolVersion");
}

QMqttClient::ClientState QMqttClient::state() const
{
    return d->state;
}

QMqttClient::ClientError QMqttClient::error() const
{
    return d->error;
}

QString QMqttClient::username() const
{
    return d->username;
}

void QMqttClient::setUsername(const QString &username)
{
    d->change(d->username, username, &QMqttClient::usernameChanged, "username");
}

QString QMqttClient::password() const
{
    return d->password;
}

void QMqttClient::setPassword(const QString &password)
{
    d->change(d->password, password, &QMqttClient::passwordChanged, "password");
}

bool QMqttClient::cleanSession() const
{
    return d->cleanSession;
}

void QMqttClient::setCleanSession(bool cleanSession)
{
    d->change(d->cleanSession, cleanSession, &QMqttClient::cleanSessionChanged, "cleanSession");
}

QString QMqttClient::willTopic() const
{
    return d->willTopic;
}

void QMqttClient::setWillTopic(const QString &willTopic)
{
    d->change(d->willTopic, willTopic, &QMqttClient::willTopicChanged, "willTopic");
}

QByteArray QMqttClient::willMessage() const
{
    return d->willMessage;
}

void QMqttClient::setWillMessage(const QByteArray &willMessage)
{
    d->change(d->willMessage, willMessage, &QMqttClient::willMessageChanged, "willMessage");
}

quint8 QMqttClient::willQoS() const
{
    return d->willQoS;
}

bool QMqttClient::willRetain() const
{
    return d->willRetain;
}

void QMqttClient::setWillRetain(bool willRetain)
{
    d->change(d->willRetain, willRetain, &QMqttClient::willRetainChanged, "willRetain");
}

bool QMqttClient::autoKeepAlive() const
{
    return d->autoKeepAlive;
}

void QMqttClient::setAutoKeepAlive(bool autoKeepAlive)
{
    d->change(d->autoKeepAlive, autoKeepAlive, &QMqttClient::autoKeepAliveChanged, "autoKeepAlive");
}
