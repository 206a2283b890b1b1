// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// The differences between sessions of MQTT 3.1 and 3.1.1.
class TestMqtt31 : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }
    void connackFlagsHaveNoMeaning_data();
    void connackFlagsHaveNoMeaning();
    void pubrelMayHaveTheDuplicateFlag();
    void isSentAgainWhateverConnackSays();
    void isNotSentAgainWithCleanSession();

private:
    [[nodiscard]] static Connect packet(bool cleanSession)
    {
        return {.level = ProtocolLevel::V3_1, .clientId = "c", .cleanSession = cleanSession};
    }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt31::connackFlagsHaveNoMeaning_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::newRow("00") << QByteArray("20 02 00 00");
    QTest::newRow("01") << QByteArray("20 02 01 00");
    QTest::newRow("ff") << QByteArray("20 02 ff 00");
}

void TestMqtt31::connackFlagsHaveNoMeaning()
{
    QFETCH(const QByteArray, connack);
    m_rig->open(packet(true));
    QCOMPARE(m_rig->feed(connack), QStringList(u"established"_s));
}

void TestMqtt31::pubrelMayHaveTheDuplicateFlag()
{
    m_rig->connectWith(packet(true));
    m_rig->feed("34 05 0001 'a' 0009");
    m_rig->take();
    QCOMPARE(m_rig->feed("6a 02 0009"), QStringList(u"released 9"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"70 02 00 09"});
    QCOMPARE(m_rig->feed("63 02 0009"), QStringList(u"violation: reserved bits set in PUBREL"_s));
}

void TestMqtt31::isSentAgainWhateverConnackSays()
{
    m_rig->connectWith(packet(false));
    QVERIFY(m_rig->session.publish({.topic = "a", .qos = 1}, m_rig->now));
    m_rig->feed("34 05 0001 'a' 0009");
    m_rig->session.end();
    m_rig->connectWith(packet(false));
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("3a 05 0001 'a' 0001"))});
    QCOMPARE(m_rig->feed("3c 05 0001 'a' 0009"), QStringList());
}

void TestMqtt31::isNotSentAgainWithCleanSession()
{
    m_rig->connectWith(packet(false));
    QVERIFY(m_rig->session.publish({.topic = "a", .qos = 1}, m_rig->now));
    m_rig->session.end();
    m_rig->connectWith(packet(true));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

STANDIN_TEST(TestMqtt31)
#include "tst_mqtt31.moc"
