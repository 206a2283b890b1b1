// SPDX-License-Identifier: GPL-3.0-or-later
// Mqtt::Extras for a client of another implementation (-DSTANDIN_MQTT=system), by its public interface alone.
// Missing compared to our own client:
// - the message handler gets only messages of subscriptions made with Mqtt::Extras::subscribe(), and gets them after
//   QMqttClient::messageReceived; it does not get messages that a restored session delivers before the client
//   subscribes again;
// - retain handling and retain-as-published are not sent;
// - a DISCONNECT with a code or a session expiry is refused, its reason and user properties are not sent;
// - a DISCONNECT of the broker is not visible; of a refusal before 5.0 only QMqttClient::error() is available;
// - pingWaited() is always 0;
// - subscriptions of ended sessions are kept until the client is deleted;
// - setStrict() has no effect;
// - messages without acknowledgement have no limit, cannot be withdrawn, and those that are given up are not reported;
// - refusal() is always empty; failureDetail() has the error without details.
#include "mqtt/mqttextras.h"

#include "mqtt/reasoncodes.h"

#include <QBasicTimer>
#include <QMetaEnum>
#include <QPointer>
#include <QTimerEvent>

#include <memory>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt::Extras {
namespace {

/// Replaces an abandoned transport: writes are discarded, reads return nothing.
class Nowhere final : public QIODevice
{
public:
    explicit Nowhere(QObject *parent)
        : QIODevice(parent)
    {
        open(QIODevice::ReadWrite | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return 0; }
    qint64 writeData(const char *, qint64 size) override { return size; }
};

/// The data of a client; a child of the client.
class Companion final : public QObject
{
public:
    explicit Companion(QMqttClient &client)
        : QObject(&client)
        , nowhere(new Nowhere(this))
        , m_client(client)
    {
        setObjectName(name());
        connect(&client, &QMqttClient::stateChanged, this, &Companion::stateChanged);
        connect(&client, &QMqttClient::messageReceived, this, [this] { m_isUntold = true; });
        connect(&client, &QMqttClient::brokerSessionRestored, this, [this] { sessionPresent = true; });
    }

    static Companion *find(const QMqttClient &client)
    {
        return static_cast<Companion *>(client.findChild<QObject *>(name(), Qt::FindDirectChildrenOnly));
    }

    static Companion &of(QMqttClient &client)
    {
        Companion *known = find(client);
        return known ? *known : *new Companion(client);
    }

    // The client emits a message once, and then every subscription that it matches.
    void tell(const QMqttMessage &message)
    {
        const auto told = handler;
        if (std::exchange(m_isUntold, false) && told)
            (*told)(message);
    }

    std::shared_ptr<const MessageHandler> handler;
    std::chrono::milliseconds timeout{10'000};
    bool timedOut = false;
    bool sessionPresent = false;
    bool wasConnected = false;
    Nowhere *const nowhere;

protected:
    void timerEvent(QTimerEvent *event) override
    {
        if (event->timerId() != m_timer.timerId())
            return;
        m_timer.stop();
        timedOut = true;
        m_client.setError(QMqttClient::ServerUnavailable);
        m_client.disconnectFromHost();
    }

private:
    static QString name() { return u"standin.mqttextras"_s; }

    void stateChanged(QMqttClient::ClientState state)
    {
        m_timer.stop();
        if (state == QMqttClient::Connecting) {
            timedOut = wasConnected = sessionPresent = m_isUntold = false;
            if (timeout > timeout.zero())
                m_timer.start(static_cast<int>(timeout.count()), this);
        } else if (state == QMqttClient::Connected) {
            wasConnected = true;
        }
    }

    QMqttClient &m_client;
    QBasicTimer m_timer;
    bool m_isUntold = false;
};

} // namespace

void setMessageHandler(QMqttClient &client, MessageHandler handler)
{
    Companion::of(client).handler = handler ? std::make_shared<const MessageHandler>(std::move(handler)) : nullptr;
}

void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout)
{
    Companion::of(client).timeout = timeout;
}

std::optional<BrokerReason> brokerReason(const QMqttClient &client)
{
    const QMqttServerConnectionProperties server = client.serverConnectionProperties();
    const auto code = static_cast<quint8>(server.reasonCode());
    if (client.protocolVersion() == QMqttClient::MQTT_5_0 && code >= Reason::firstFailure)
        return BrokerReason{code, server.reason(), server.serverReference(), server.userProperties()};
    const QMqttClient::ClientError error = client.error();
    const Companion *companion = Companion::find(client);
    const bool isRefusal = !companion || (!companion->wasConnected && !companion->timedOut);
    if (isRefusal && error >= QMqttClient::InvalidProtocolVersion && error <= QMqttClient::NotAuthorized)
        return BrokerReason{static_cast<quint8>(error)};
    return std::nullopt;
}

bool sessionPresent(const QMqttClient &client)
{
    const Companion *companion = Companion::find(client);
    return companion && companion->sessionPresent;
}

std::chrono::milliseconds pingWaited(const QMqttClient &)
{
    return {};
}

void setStrict(QMqttClient &, bool) {}

void setGiveUpHandler(QMqttClient &, GiveUpHandler) {}

void setMaximumUnacknowledged(QMqttClient &, qsizetype) {}

bool withdraw(QMqttClient &, qint32)
{
    return false;
}

RefusalKind refusalKind(const QMqttClient &)
{
    return RefusalKind::Other;
}

QString refusal(const QMqttClient &)
{
    return {};
}

QString failureDetail(const QMqttClient &client)
{
    if (client.error() == QMqttClient::NoError)
        return {};
    const auto names = QMetaEnum::fromType<QMqttClient::ClientError>();
    return u"the MQTT client reports %1"_s.arg(QLatin1String(names.valueToKey(client.error())));
}

bool timedOut(const QMqttClient &client)
{
    const Companion *companion = Companion::find(client);
    const bool lostItsPings = companion && companion->wasConnected && client.error() == QMqttClient::ServerUnavailable;
    return companion && (companion->timedOut || lostItsPings);
}

QMqttSubscription *subscribe(QMqttClient &client, const QMqttTopicFilter &topic, const SubscribeOptions &,
                             const QMqttSubscriptionProperties &properties, quint8 qos)
{
    QMqttSubscription *subscription = client.subscribe(topic, properties, qos);
    if (subscription)
        QObject::connect(subscription, &QMqttSubscription::messageReceived, &Companion::of(client), &Companion::tell,
                         Qt::UniqueConnection);
    return subscription;
}

void forgetSubscriptions(QMqttClient &) {} // the client may still have pointers to them

bool disconnectFromHost(QMqttClient &client, const DisconnectOptions &options)
{
    if (client.state() == QMqttClient::Disconnected || options.code != 0 || options.sessionExpiryInterval)
        return false;
    client.disconnectFromHost();
    return true;
}

void abandon(QMqttClient &client)
{
    if (client.state() == QMqttClient::Disconnected)
        return;
    Companion &companion = Companion::of(client);
    const QPointer<QMqttClient> guard(&client);
    // A transport can be changed only while Disconnected; the signals of that state are emitted first.
    client.setState(QMqttClient::Disconnected);
    if (guard && guard->state() == QMqttClient::Disconnected)
        client.setTransport(companion.nowhere, QMqttClient::IODevice);
}

} // namespace Standin::Mqtt::Extras
