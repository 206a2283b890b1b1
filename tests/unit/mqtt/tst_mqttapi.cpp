// SPDX-License-Identifier: GPL-3.0-or-later
// Every public member of QMqttClient and QMqttSubscription as Qt MQTT documents them. Mainly a test that this compiles.
#include "support/testprogram.h"

#include <QtMqtt/QtMqtt>

#include <QMetaEnum>
#include <QMetaProperty>
#include <QSignalSpy>

// Programs declare these, and get sockets with the client.
class QMqttUserProperties;
class Q_MQTT_EXPORT QMqttClient;
static_assert(sizeof(QTcpSocket) > 0 && sizeof(QSslSocket) > 0 && sizeof(QSslConfiguration) > 0);
static_assert(int(QMqtt::ReasonCode::ContinueAuthentication) == 0x18);
static_assert(int(QMqtt::ReasonCode::ReAuthenticate) == 0x19);

using namespace Qt::StringLiterals;

namespace {

/// "name:type:notify", and "write" where it can be set.
QStringList properties(const QMetaObject &type)
{
    QStringList found;
    for (int i = type.propertyOffset(); i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        found += QLatin1String(property.name()) + u':' + QLatin1String(property.typeName()) + u':' +
                 QLatin1String(property.notifySignal().name()) + (property.isWritable() ? u":write"_s : QString());
    }
    return found;
}

template <typename Enum>
QStringList keys()
{
    const auto type = QMetaEnum::fromType<Enum>();
    QStringList found;
    for (int i = 0; i < type.keyCount(); ++i)
        found += u"%1=%2"_s.arg(QLatin1String(type.key(i))).arg(type.value(i));
    return found;
}

} // namespace

class TestMqttApi : public QObject
{
    Q_OBJECT

private slots:
    void clientProperties();
    void clientEnums();
    void clientInvokables_data();
    void clientInvokables();
    void clientFunctions();
    void clientSetters();
    void clientSignals();
    void settersRefuse();
    void refusedConnectEmitsSignals();
    void transportIsThereInTheLastSlots();
    void clientDefaults();
    void subscriptionProperties();
    void subscriptionFunctions();
};

void TestMqttApi::clientProperties()
{
    const QStringList expected{
        u"clientId:QString:clientIdChanged:write"_s,
        u"hostname:QString:hostnameChanged:write"_s,
        u"port:ushort:portChanged:write"_s,
        u"keepAlive:ushort:keepAliveChanged:write"_s,
        u"protocolVersion:QMqttClient::ProtocolVersion:protocolVersionChanged:write"_s,
        u"state:QMqttClient::ClientState:stateChanged:write"_s,
        u"error:QMqttClient::ClientError:errorChanged:write"_s,
        u"username:QString:usernameChanged:write"_s,
        u"password:QString:passwordChanged:write"_s,
        u"cleanSession:bool:cleanSessionChanged:write"_s,
        u"willTopic:QString:willTopicChanged:write"_s,
        u"willMessage:QByteArray:willMessageChanged:write"_s,
        u"willQoS:uchar:willQoSChanged:write"_s,
        u"willRetain:bool:willRetainChanged:write"_s,
        u"autoKeepAlive:bool:autoKeepAliveChanged:write"_s,
    };
    QCOMPARE(properties(QMqttClient::staticMetaObject), expected);
}

void TestMqttApi::clientEnums()
{
    QCOMPARE(keys<QMqttClient::TransportType>(),
             (QStringList{u"IODevice=0"_s, u"AbstractSocket=1"_s, u"SecureSocket=2"_s}));
    QCOMPARE(keys<QMqttClient::ClientState>(), (QStringList{u"Disconnected=0"_s, u"Connecting=1"_s, u"Connected=2"_s}));
    QCOMPARE(keys<QMqttClient::ClientError>(),
             (QStringList{u"NoError=0"_s, u"InvalidProtocolVersion=1"_s, u"IdRejected=2"_s, u"ServerUnavailable=3"_s,
                          u"BadUsernameOrPassword=4"_s, u"NotAuthorized=5"_s, u"TransportInvalid=256"_s,
                          u"ProtocolViolation=257"_s, u"UnknownError=258"_s, u"Mqtt5SpecificError=259"_s}));
    QCOMPARE(keys<QMqttClient::ProtocolVersion>(), (QStringList{u"MQTT_3_1=3"_s, u"MQTT_3_1_1=4"_s, u"MQTT_5_0=5"_s}));
    QCOMPARE(keys<QMqttSubscription::SubscriptionState>(),
             (QStringList{u"Unsubscribed=0"_s, u"SubscriptionPending=1"_s, u"Subscribed=2"_s,
                          u"UnsubscriptionPending=3"_s, u"Error=4"_s}));
}

// What QML and QMetaObject::invokeMethod() can call.
void TestMqttApi::clientInvokables_data()
{
    QTest::addColumn<QByteArray>("signature");
    for (const char *signature : {"publish(QMqttTopicName,QByteArray,quint8,bool)",
                                  "publish(QMqttTopicName,QByteArray,quint8)",
                                  "publish(QMqttTopicName,QByteArray)",
                                  "publish(QMqttTopicName)",
                                  "publish(QMqttTopicName,QMqttPublishProperties,QByteArray,quint8,bool)",
                                  "publish(QMqttTopicName,QMqttPublishProperties)",
                                  "connectToHost()",
                                  "disconnectFromHost()",
                                  "setHostname(QString)",
                                  "setPort(quint16)",
                                  "setClientId(QString)",
                                  "setKeepAlive(quint16)",
                                  "setProtocolVersion(ProtocolVersion)",
                                  "setState(ClientState)",
                                  "setError(ClientError)",
                                  "setUsername(QString)",
                                  "setPassword(QString)",
                                  "setCleanSession(bool)",
                                  "setWillTopic(QString)",
                                  "setWillQoS(quint8)",
                                  "setWillRetain(bool)",
                                  "setWillMessage(QByteArray)",
                                  "setAutoKeepAlive(bool)"})
        QTest::newRow(signature) << QByteArray(signature);
}

void TestMqttApi::clientInvokables()
{
    QFETCH(const QByteArray, signature);
    QVERIFY(QMqttClient::staticMetaObject.indexOfMethod(signature.constData()) >= 0);
}

// Without a connection each of them only refuses.
void TestMqttApi::clientFunctions()
{
    QMqttClient client(this);
    QMqttClient orphan;
    QVERIFY(!orphan.parent());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s));
    QMqttSubscription *subscription = client.subscribe(u"a"_s);
    QVERIFY(!subscription);
    QVERIFY(!client.subscribe(QLatin1String("a"), 1));
    QVERIFY(!client.subscribe(QMqttTopicFilter(u"a"_s), QMqttSubscriptionProperties()));
    QVERIFY(!client.subscribe(u"a"_s, QMqttSubscriptionProperties(), 2));
    client.unsubscribe(u"a"_s);
    client.unsubscribe(u"a"_s, QMqttUnsubscriptionProperties());
    qint32 id = client.publish(u"a"_s);
    QCOMPARE(id, -1);
    QCOMPARE(client.publish(QLatin1String("a"), "m"), -1);
    QCOMPARE(client.publish(QMqttTopicName(u"a"_s), "m", 1), -1);
    QCOMPARE(client.publish(u"a"_s, QByteArray("m"), 2, true), -1);
    QCOMPARE(client.publish(u"a"_s, QMqttPublishProperties()), -1);
    QCOMPARE(client.publish(u"a"_s, QMqttPublishProperties(), "m", 1, true), -1);
    bool pinged = client.requestPing();
    QVERIFY(!pinged);
    client.authenticate(QMqttAuthenticationProperties());
    client.disconnectFromHost();
    QCOMPARE(client.state(), QMqttClient::Disconnected);

    QTcpSocket socket;
    client.setTransport(&socket, QMqttClient::AbstractSocket);
    QIODevice *transport = client.transport();
    QCOMPARE(transport, &socket);
    client.setTransport(nullptr, QMqttClient::AbstractSocket);

    void (QMqttClient::*connectPlain)() = &QMqttClient::connectToHost;
    void (QMqttClient::*connectEncrypted)(const QSslConfiguration &) = &QMqttClient::connectToHostEncrypted;
    QVERIFY(connectPlain && connectEncrypted);
}

void TestMqttApi::clientSetters()
{
    QMqttClient client;
    client.setHostname(u"h"_s);
    client.setPort(1);
    client.setClientId(u"c"_s);
    client.setKeepAlive(2);
    client.setProtocolVersion(QMqttClient::MQTT_5_0);
    client.setUsername(u"u"_s);
    client.setPassword(u"p"_s);
    client.setCleanSession(false);
    client.setWillTopic(u"w"_s);
    client.setWillQoS(1);
    client.setWillRetain(true);
    client.setWillMessage("gone");
    client.setAutoKeepAlive(false);
    client.setError(QMqttClient::UnknownError);
    const QList<QVariant> expected{
        u"c"_s, u"h"_s, 1, 2, 5, 0, 258, u"u"_s, u"p"_s, false, u"w"_s, QByteArray("gone"), 1, true, false};
    const QMetaObject &type = QMqttClient::staticMetaObject;
    for (int i = type.propertyOffset(); i < type.propertyCount(); ++i) {
        const QMetaProperty property = type.property(i);
        const QVariant value = property.read(&client);
        const QVariant &wanted = expected.at(i - type.propertyOffset());
        QVERIFY2(value == wanted || (value.canConvert<int>() && value.toInt() == wanted.toInt()), property.name());
    }

    QMqttConnectionProperties connection;
    connection.setMaximumReceive(7);
    client.setConnectionProperties(connection);
    QCOMPARE(client.connectionProperties().maximumReceive(), 7);
    QMqttLastWillProperties will;
    will.setWillDelayInterval(8);
    client.setLastWillProperties(will);
    QCOMPARE(client.lastWillProperties().willDelayInterval(), 8U);
    const QMqttServerConnectionProperties server = client.serverConnectionProperties();
    QVERIFY(!server.isValid());
    client.setState(QMqttClient::Connecting);
    QCOMPARE(client.state(), QMqttClient::Connecting);
    client.setState(QMqttClient::Disconnected);
}

void TestMqttApi::clientSignals()
{
    QMqttClient client;
    const auto connects = [&](auto signal, auto slot) { return bool(QObject::connect(&client, signal, this, slot)); };
    QVERIFY(connects(&QMqttClient::connected, [] {}));
    QVERIFY(connects(&QMqttClient::disconnected, [] {}));
    QVERIFY(connects(&QMqttClient::messageReceived, [](const QByteArray &, const QMqttTopicName &) {}));
    QVERIFY(connects(&QMqttClient::messageReceived, [](const QByteArray &) {}));
    QVERIFY(connects(&QMqttClient::messageStatusChanged,
                     [](qint32, QMqtt::MessageStatus, const QMqttMessageStatusProperties &) {}));
    QVERIFY(connects(&QMqttClient::messageSent, [](qint32) {}));
    QVERIFY(connects(&QMqttClient::pingResponseReceived, [] {}));
    QVERIFY(connects(&QMqttClient::brokerSessionRestored, [] {}));
    QVERIFY(connects(&QMqttClient::authenticationRequested, [](const QMqttAuthenticationProperties &) {}));
    QVERIFY(connects(&QMqttClient::authenticationFinished, [](const QMqttAuthenticationProperties &) {}));
    QVERIFY(connects(&QMqttClient::hostnameChanged, [](QString) {}));
    QVERIFY(connects(&QMqttClient::portChanged, [](quint16) {}));
    QVERIFY(connects(&QMqttClient::clientIdChanged, [](QString) {}));
    QVERIFY(connects(&QMqttClient::keepAliveChanged, [](quint16) {}));
    QVERIFY(connects(&QMqttClient::protocolVersionChanged, [](QMqttClient::ProtocolVersion) {}));
    QVERIFY(connects(&QMqttClient::stateChanged, [](QMqttClient::ClientState) {}));
    QVERIFY(connects(&QMqttClient::errorChanged, [](QMqttClient::ClientError) {}));
    QVERIFY(connects(&QMqttClient::usernameChanged, [](QString) {}));
    QVERIFY(connects(&QMqttClient::passwordChanged, [](QString) {}));
    QVERIFY(connects(&QMqttClient::cleanSessionChanged, [](bool) {}));
    QVERIFY(connects(&QMqttClient::willTopicChanged, [](QString) {}));
    QVERIFY(connects(&QMqttClient::willMessageChanged, [](QByteArray) {}));
    QVERIFY(connects(&QMqttClient::willQoSChanged, [](quint8) {}));
    QVERIFY(connects(&QMqttClient::willRetainChanged, [](bool) {}));
    QVERIFY(connects(&QMqttClient::autoKeepAliveChanged, [](bool) {}));
    // The old syntax, which only the meta object checks.
    QVERIFY(QObject::connect(&client, SIGNAL(messageReceived(QByteArray)), &client, SIGNAL(connected())));
    QVERIFY(QObject::connect(&client, SIGNAL(stateChanged(ClientState)), &client, SIGNAL(connected())));
    QVERIFY(QObject::connect(&client, SIGNAL(errorChanged(ClientError)), &client, SIGNAL(connected())));
    QVERIFY(QObject::connect(&client, SIGNAL(protocolVersionChanged(ProtocolVersion)), &client, SIGNAL(connected())));
    QVERIFY(QMqttSubscription::staticMetaObject.indexOfSignal("stateChanged(SubscriptionState)") >= 0);
}

// An invalid value does not change the property.
void TestMqttApi::settersRefuse()
{
    QMqttClient client;
    QSignalSpy versions(&client, &QMqttClient::protocolVersionChanged);
    for (const int version : {0, 1, 2, 6, 7})
        client.setProtocolVersion(static_cast<QMqttClient::ProtocolVersion>(version));
    QCOMPARE(client.protocolVersion(), QMqttClient::MQTT_3_1_1);
    QCOMPARE(versions.size(), 0);

    QMqttConnectionProperties connection;
    connection.setMaximumReceive(7);
    connection.setMaximumReceive(0);
    QCOMPARE(connection.maximumReceive(), 7);
    connection.setMaximumPacketSize(8);
    connection.setMaximumPacketSize(0);
    QCOMPARE(connection.maximumPacketSize(), 8U);
    QMqttPublishProperties publish;
    publish.setTopicAlias(0);
    QVERIFY(!publish.availableProperties());
    publish.setTopicAlias(9);
    publish.setTopicAlias(0);
    QCOMPARE(publish.topicAlias(), 9);
    publish.setSubscriptionIdentifiers({1, 0});
    QVERIFY(publish.subscriptionIdentifiers().isEmpty());
    QMqttSubscriptionProperties subscription;
    subscription.setSubscriptionIdentifier(10);
    subscription.setSubscriptionIdentifier(0);
    QCOMPARE(subscription.subscriptionIdentifier(), 10U);
}

// A program that waits for the end of an attempt gets a signal each time.
void TestMqttApi::refusedConnectEmitsSignals()
{
    QMqttClient client;
    client.setClientId(QString());
    client.setCleanSession(false);
    for (int time = 0; time < 2; ++time) {
        QSignalSpy states(&client, &QMqttClient::stateChanged);
        QSignalSpy errors(&client, &QMqttClient::errorChanged);
        QSignalSpy disconnected(&client, &QMqttClient::disconnected);
        client.connectToHost();
        QTRY_COMPARE(disconnected.size(), 1);
        QCOMPARE(states.size(), 2);
        QCOMPARE(states.last().first().value<QMqttClient::ClientState>(), QMqttClient::Disconnected);
        QCOMPARE(errors.last().first().value<QMqttClient::ClientError>(), QMqttClient::IdRejected);
        QCOMPARE(client.error(), QMqttClient::IdRejected);
    }
}

// A program may read "error()" of a socket in these slots.
void TestMqttApi::transportIsThereInTheLastSlots()
{
    QMqttClient client;
    client.setHostname(u"127.0.0.1"_s);
    client.setPort(1);
    QStringList seen;
    const auto look = [&](const QString &slot) {
        if (auto *socket = qobject_cast<QTcpSocket *>(client.transport()))
            seen += slot + (socket->error() == QAbstractSocket::ConnectionRefusedError ? u" refused"_s : u" ?"_s);
    };
    connect(&client, &QMqttClient::errorChanged, this, [&] { look(u"errorChanged"_s); });
    connect(&client, &QMqttClient::disconnected, this, [&] { look(u"disconnected"_s); });
    client.connectToHost();
    QTRY_COMPARE(seen, (QStringList{u"errorChanged refused"_s, u"disconnected refused"_s}));
    client.connectToHost();       // with another socket
    QTRY_COMPARE(seen.size(), 5); // NoError first
}

void TestMqttApi::clientDefaults()
{
    const QMqttClient client;
    const QMqttClient other;
    QVERIFY(!client.clientId().isEmpty() && client.clientId() != other.clientId());
    QCOMPARE(client.hostname(), QString());
    QCOMPARE(client.port(), quint16(0));
    QCOMPARE(client.keepAlive(), quint16(60));
    QCOMPARE(client.protocolVersion(), QMqttClient::MQTT_3_1_1);
    QCOMPARE(client.state(), QMqttClient::Disconnected);
    QCOMPARE(client.error(), QMqttClient::NoError);
    QCOMPARE(client.username() + client.password() + client.willTopic(), QString());
    QCOMPARE(client.willMessage(), QByteArray());
    QCOMPARE(client.willQoS(), quint8(0));
    QCOMPARE(client.willRetain(), false);
    QCOMPARE(client.cleanSession(), true);
    QCOMPARE(client.autoKeepAlive(), true);
    QCOMPARE(client.transport(), nullptr);
}

void TestMqttApi::subscriptionProperties()
{
    const QStringList expected{
        u"state:QMqttSubscription::SubscriptionState:stateChanged"_s,
        u"qos:uchar:qosChanged"_s,
        u"topic:QMqttTopicFilter:"_s,
        u"reason:QString:"_s,
        u"reasonCode:QMqtt::ReasonCode:"_s,
        u"sharedSubscription:bool:"_s,
        u"sharedSubscriptionName:QString:"_s,
    };
    QCOMPARE(properties(QMqttSubscription::staticMetaObject), expected);
}

// Only a connected client makes subscriptions, so here they only have to compile.
void TestMqttApi::subscriptionFunctions()
{
    static_assert(std::is_base_of_v<QObject, QMqttSubscription>);
    static_assert(!std::is_default_constructible_v<QMqttSubscription>);
    static_assert(std::is_destructible_v<QMqttSubscription>);
    const auto use = [this](QMqttSubscription *subscription) {
        QMqttSubscription::SubscriptionState state = subscription->state();
        QMqttTopicFilter topic = subscription->topic();
        quint8 qos = subscription->qos();
        QString reason = subscription->reason();
        QMqtt::ReasonCode code = subscription->reasonCode();
        QMqttUserProperties user = subscription->userProperties();
        bool shared = subscription->isSharedSubscription();
        QString name = subscription->sharedSubscriptionName();
        connect(subscription, &QMqttSubscription::stateChanged, this, [](QMqttSubscription::SubscriptionState) {});
        connect(subscription, &QMqttSubscription::qosChanged, this, [](quint8) {});
        connect(subscription, &QMqttSubscription::messageReceived, this, [](QMqttMessage) {});
        subscription->unsubscribe();
        return std::make_tuple(state, topic, qos, reason, code, user, shared, name);
    };
    QVERIFY(&use);
    QVERIFY(QMqttSubscription::staticMetaObject.indexOfSlot("unsubscribe()") >= 0);
}

STANDIN_TEST(TestMqttApi)
#include "tst_mqttapi.moc"
