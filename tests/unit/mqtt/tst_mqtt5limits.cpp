// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// What a broker of MQTT 5.0 allows its client, and the client its broker.
class TestMqtt5Limits : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void brokersReceiveMaximum();
    void withoutReceiveMaximumAllGoAtOnce();
    void clientsReceiveMaximum();
    void clientsReceiveMaximumSparesRepetitions();
    void brokersMaximumPacketSize();
    void clientsMaximumPacketSize();
    void brokerCannot_data();
    void brokerCannot();
    void publishRefusesBadProperties_data();
    void publishRefusesBadProperties();

private:
    QStringList feed(QByteArrayView packets) { return m_rig->feed(packets); }
    Session &session() { return m_rig->session; }
    Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt5Limits::brokersReceiveMaximum()
{
    m_rig->connectWith(V5::plain, "20 06 00 00 03 21 0002");
    for (int i = 0; i < 4; ++i)
        QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QVERIFY(session().publish({.topic = "z"}, now())); // QoS 0 does not count
    QCOMPARE(m_rig->take(), hexOf({"32 06 0001 'a' 0001 00", "32 06 0001 'a' 0002 00", "30 04 0001 'z' 00"}));
    QCOMPARE(feed("40 02 0002"), QStringList(u"acknowledged 2"_s));
    QCOMPARE(m_rig->take(), hexOf({"32 06 0001 'a' 0003 00"}));
}

void TestMqtt5Limits::withoutReceiveMaximumAllGoAtOnce()
{
    m_rig->connectWith(V5::plain);
    for (int i = 0; i < 100; ++i)
        QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    QCOMPARE(m_rig->take().size(), 100);
}

void TestMqtt5Limits::clientsReceiveMaximum()
{
    m_rig->connectWith(V5::with(PropertyId::ReceiveMaximum, 2));
    QCOMPARE(feed("34 06 0001 'a' 0001 00 34 06 0001 'a' 0002 00").size(), 2);
    QCOMPARE(feed("62 02 0001 34 06 0001 'a' 0003 00"), QStringList({u"released 1"_s, u"message a = "_s}));
    m_rig->take();
    QCOMPARE(feed("34 06 0001 'a' 0004 00"), QStringList(u"violation: more messages at once than this client takes"_s));
    QCOMPARE(m_rig->take(), hexOf({"e0 01 93"}));
}

void TestMqtt5Limits::clientsReceiveMaximumSparesRepetitions()
{
    m_rig->connectWith(V5::with(PropertyId::ReceiveMaximum, 1));
    QCOMPARE(feed("34 06 0001 'a' 0001 00 3c 06 0001 'a' 0001 00"), QStringList(u"message a = "_s));
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqtt5Limits::brokersMaximumPacketSize()
{
    m_rig->connectWith(V5::plain, "20 08 00 00 05 27 00000010");
    QCOMPARE(failureOf(session().publish({.topic = "a", .payload = "0123456789"}, now())), -1); // 16 bytes
    QCOMPARE(failureOf(session().publish({.topic = "a", .payload = "0123456789x"}, now())),
             int(LocalFailure::TooLarge));
    QCOMPARE(failureOf(session().subscribe({.filter = "0123456789"}, now())), int(LocalFailure::TooLarge));
    QCOMPARE(failureOf(session().unsubscribe({.filter = "0123456789x"}, now())), int(LocalFailure::TooLarge));
    QCOMPARE(session().disconnect({0, V5::only(PropertyId::ReasonString, "0123456789x")}, now()),
             LocalFailure::TooLarge);
    QCOMPARE(session().phase(), Session::Phase::Online);
    QCOMPARE(m_rig->take().size(), 1);
}

void TestMqtt5Limits::clientsMaximumPacketSize()
{
    m_rig->connectWith(V5::with(PropertyId::MaximumPacketSize, 16));
    QCOMPARE(feed("30 0e 0001 'a' 00 '0123456789'"), QStringList(u"message a = 0123456789"_s));
    QCOMPARE(feed("30 0f"), QStringList(u"violation: PUBLISH larger than the maximum packet size of this client"_s));
    QCOMPARE(m_rig->take(), hexOf({"e0 01 95"}));
}

void TestMqtt5Limits::brokerCannot_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QByteArray>("filter"); // empty: publish
    QTest::addColumn<int>("qos");
    QTest::addColumn<bool>("retain");
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<int>("failure");
    const auto publish = [](const char *name, const char *connack, int qos, bool retain, const Properties &properties,
                            int failure) {
        QTest::newRow(name) << QByteArray(connack) << QByteArray() << qos << retain << properties << failure;
    };
    const auto subscribe = [](const char *name, const char *connack, const char *filter, const Properties &properties,
                              int failure) {
        QTest::newRow(name) << QByteArray(connack) << QByteArray(filter) << 0 << false << properties << failure;
    };
    publish("QoS 2 where 1 is the highest", "20 05 00 00 02 24 01", 2, false, {}, int(LocalFailure::QosNotSupported));
    publish("QoS 1 where 0 is the highest", "20 05 00 00 02 24 00", 1, false, {}, int(LocalFailure::QosNotSupported));
    publish("QoS 1 where 1 is the highest", "20 05 00 00 02 24 01", 1, false, {}, -1);
    publish("retain", "20 05 00 00 02 25 00", 0, true, {}, int(LocalFailure::RetainNotSupported));
    publish("retain where it can", "20 05 00 00 02 25 01", 0, true, {}, -1);
    publish("alias where it takes none", "20 03 00 00 00", 0, false, V5::only(PropertyId::TopicAlias, 1),
            int(LocalFailure::TopicAliasInvalid));
    publish("alias above its maximum", "20 06 00 00 03 22 0002", 0, false, V5::only(PropertyId::TopicAlias, 3),
            int(LocalFailure::TopicAliasInvalid));
    subscribe("wildcard +", "20 05 00 00 02 28 00", "a/+", {}, int(LocalFailure::WildcardsNotSupported));
    subscribe("wildcard #", "20 05 00 00 02 28 00", "#", {}, int(LocalFailure::WildcardsNotSupported));
    subscribe("no wildcard", "20 05 00 00 02 28 00", "a", {}, -1);
    subscribe("share", "20 05 00 00 02 2a 00", "$share/g/a", {}, int(LocalFailure::SharedSubscriptionsNotSupported));
    subscribe("share where it can", "20 05 00 00 02 2a 01", "$share/g/a", {}, -1);
    subscribe("subscription identifier", "20 05 00 00 02 29 00", "a", V5::only(PropertyId::SubscriptionIdentifier, 5),
              int(LocalFailure::SubscriptionIdentifiersNotSupported));
    subscribe("subscription identifier 0", "20 03 00 00 00", "a", V5::only(PropertyId::SubscriptionIdentifier, 0),
              int(LocalFailure::InvalidProperty));
}

void TestMqtt5Limits::brokerCannot()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QByteArray, filter);
    QFETCH(const int, qos);
    QFETCH(const bool, retain);
    QFETCH(const Properties, properties);
    QFETCH(const int, failure);
    m_rig->connectWith(V5::plain, connack);
    const auto outcome =
        filter.isEmpty()
            ? session().publish({.topic = "a", .qos = quint8(qos), .retain = retain, .properties = properties}, now())
            : session().subscribe({.filter = filter, .properties = properties}, now());
    QCOMPARE(failureOf(outcome), failure);
    QCOMPARE(m_rig->take().size(), failure < 0 ? 1 : 0);
    QVERIFY(outcome || !describe(outcome.error()).isEmpty());
}

void TestMqtt5Limits::publishRefusesBadProperties_data()
{
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<int>("failure");
    QTest::newRow("payload format 2") << V5::only(PropertyId::PayloadFormatIndicator, 2)
                                      << int(LocalFailure::InvalidProperty);
    QTest::newRow("wildcard in response topic")
        << V5::only(PropertyId::ResponseTopic, "a/+") << int(LocalFailure::InvalidTopic);
    QTest::newRow("subscription identifier")
        << V5::only(PropertyId::SubscriptionIdentifier, 1) << int(LocalFailure::InvalidProperty);
    QTest::newRow("U+0000") << V5::only(PropertyId::ContentType, QByteArray("a\0b", 3))
                            << int(LocalFailure::InvalidText);
    QTest::newRow("topic alias 0") << V5::only(PropertyId::TopicAlias, 0) << int(LocalFailure::InvalidProperty);
    QTest::newRow("long") << V5::only(PropertyId::CorrelationData, QByteArray(65'536, 'x'))
                          << int(LocalFailure::TooLarge);
}

void TestMqtt5Limits::publishRefusesBadProperties()
{
    QFETCH(const Properties, properties);
    QFETCH(const int, failure);
    m_rig->connectWith(V5::plain, "20 06 00 00 03 22 0002");
    QCOMPARE(failureOf(session().publish({.topic = "a", .properties = properties}, now())), failure);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

STANDIN_TEST(TestMqtt5Limits)
#include "tst_mqtt5limits.moc"
