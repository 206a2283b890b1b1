// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "connack.h"
#include "memorydevice.h"
#include "mqtt/mqttextras.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Standin;

/// QMqttClient over a QIODevice of the user.
class TestMqttTransport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void connectIsSentAtOnceInOneWrite();
    void closedDeviceIsRefused();
    void deviceThatIsNoSocketIsRefusedAsSocket();
    void deletedDeviceIsRefused();
    void disconnectWritesAndCloses();
    void refusalClosesTheDevice();
    void readChannelFinishedIsALoss();
    void closingTheDeviceIsALoss();
    void deletingTheDeviceIsALoss();
    void failingWriteIsALossReportedLater();
    void bytesBeforeTheLossCount();
    void lossLeavesTheDeviceAlone();
    void abandonLeavesTheDeviceAlone();
    void abandonWhileConnecting();
    void abandonWhenDisconnected();
    void oneWriteForEachPacket();
    void shortWritesContinue();
    void shortWriteThenLoss();
    void answerWithinWrite();
    void usersOwnConnectionsSurvive();
    void reuseOfTheDevice();
    void backToOwnSocket();
    void transportIsFixedWhileConnected();
    void destructionSendsDisconnect();
    void nestedEventLoopInASlot();
    void manyMessagesInOneRead();

private:
    void connectNow();

    std::unique_ptr<MemoryDevice> m_device;
    std::unique_ptr<QMqttClient> m_client;
};

void TestMqttTransport::init()
{
    m_client = std::make_unique<QMqttClient>();
    m_device = std::make_unique<MemoryDevice>();
    m_client->setClientId(u"c"_s);
    m_client->setTransport(m_device.get(), QMqttClient::IODevice);
}

void TestMqttTransport::connectNow()
{
    m_client->connectToHost();
    m_device->feed(accepted);
    QCOMPARE(m_client->state(), QMqttClient::Connected);
    m_device->takeWrites();
}

void TestMqttTransport::connectIsSentAtOnceInOneWrite()
{
    QSignalSpy states(m_client.get(), &QMqttClient::stateChanged);
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Connecting);
    QCOMPARE(m_device->writes(), QByteArrayList{bytes("10 0d 0004 'MQTT' 04 02 003c 0001 'c'")});
    QCOMPARE(states.size(), 1);
    m_device->feed(accepted);
    QCOMPARE(m_client->state(), QMqttClient::Connected);
    QCOMPARE(states.size(), 2);
}

void TestMqttTransport::closedDeviceIsRefused()
{
    m_device->close();
    QSignalSpy states(m_client.get(), &QMqttClient::stateChanged);
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QVERIFY(!Mqtt::Extras::failureDetail(*m_client).isEmpty());
    QCOMPARE(states.size(), 2); // Connecting, Disconnected
}

void TestMqttTransport::deviceThatIsNoSocketIsRefusedAsSocket()
{
    m_client->setTransport(m_device.get(), QMqttClient::AbstractSocket);
    m_client->connectToHost();
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    m_client->setTransport(m_device.get(), QMqttClient::SecureSocket);
    m_client->connectToHost();
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
}

void TestMqttTransport::deletedDeviceIsRefused()
{
    m_device.reset();
    QCOMPARE(m_client->transport(), nullptr);
    m_client->connectToHost();
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
}

void TestMqttTransport::disconnectWritesAndCloses()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->disconnectFromHost();
    QCOMPARE(m_device->writes(), QByteArrayList{bytes("e0 00")});
    QVERIFY(!m_device->isOpen());
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::NoError);
    QCOMPARE(disconnected.size(), 1);
    m_client->disconnectFromHost();
    QCoreApplication::processEvents();
    QCOMPARE(disconnected.size(), 1);
}

void TestMqttTransport::refusalClosesTheDevice()
{
    m_client->connectToHost();
    m_device->feed(bytes("20 02 00 05"));
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::NotAuthorized);
    QVERIFY(!m_device->isOpen());
}

void TestMqttTransport::readChannelFinishedIsALoss()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_device->finish();
    QCOMPARE(disconnected.size(), 0); // never within the device's signal
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QVERIFY(!Mqtt::Extras::timedOut(*m_client));
}

void TestMqttTransport::closingTheDeviceIsALoss()
{
    connectNow();
    m_device->close();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
}

void TestMqttTransport::deletingTheDeviceIsALoss()
{
    connectNow();
    m_device.reset();
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), 0); // nothing is sent, without a crash
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->transport(), nullptr);
}

void TestMqttTransport::failingWriteIsALossReportedLater()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_device->setRoom(-2);
    QVERIFY(m_client->publish(QMqttTopicName(u"a"_s), "x", 1) > 0);
    QCOMPARE(disconnected.size(), 0);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(Mqtt::Extras::failureDetail(*m_client), u"broken pipe"_s);
}

void TestMqttTransport::bytesBeforeTheLossCount()
{
    m_client->connectToHost();
    m_device->blockSignals(true);
    m_device->feed(bytes("20 02 00 04"));
    m_device->blockSignals(false);
    m_device->finish();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::BadUsernameOrPassword);
}

void TestMqttTransport::lossLeavesTheDeviceAlone()
{
    connectNow();
    m_device->finish();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QVERIFY(m_device->isOpen());
    QCOMPARE(m_device->writes(), QByteArrayList());
}

void TestMqttTransport::abandonLeavesTheDeviceAlone()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QSignalSpy states(m_client.get(), &QMqttClient::stateChanged);
    Mqtt::Extras::abandon(*m_client);
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(states.size(), 1);
    QVERIFY(m_device->isOpen());
    QCOMPARE(m_device->writes(), QByteArrayList());
    QCOMPARE(m_client->transport(), nullptr);
    m_device->feed(bytes("30 03 0001 'a'"));
    QCOMPARE(m_device->bytesAvailable(), 5);
}

void TestMqttTransport::abandonWhileConnecting()
{
    m_client->connectToHost();
    m_device->takeWrites();
    Mqtt::Extras::abandon(*m_client);
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QVERIFY(m_device->isOpen());
    QCOMPARE(m_device->writes(), QByteArrayList());
}

void TestMqttTransport::abandonWhenDisconnected()
{
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    Mqtt::Extras::abandon(*m_client);
    QCOMPARE(disconnected.size(), 0);
    QCOMPARE(m_client->transport(), m_device.get());
}

void TestMqttTransport::oneWriteForEachPacket()
{
    connectNow();
    m_client->subscribe(u"a"_s, 1);
    m_client->publish(QMqttTopicName(u"a"_s), "x", 1);
    m_device->feed(bytes("90 03 0001 01 40 02 0002 32 05 0001 'a' 0007 34 05 0001 'a' 0008"));
    QCOMPARE(m_device->writes(), QByteArrayList({bytes("82 06 0001 0001 'a' 01"), bytes("32 06 0001 'a' 0002 'x'"),
                                                 bytes("40 02 0007"), bytes("50 02 0008")}));
}

void TestMqttTransport::shortWritesContinue()
{
    connectNow();
    m_device->setRoom(3);
    m_client->publish(QMqttTopicName(u"a"_s), "first");
    m_client->publish(QMqttTopicName(u"b"_s), "second");
    QCOMPARE(m_device->takeWrites(), QByteArrayList{bytes("30 08 00")});
    m_device->setRoom(4);
    QCOMPARE(m_device->takeWrites(), QByteArrayList{bytes("01 'afi'")});
    m_device->setRoom(-1);
    QCOMPARE(m_device->takeWrites(), QByteArrayList{bytes("'rst' 30 09 0001 'b' 'second'")});
    m_client->publish(QMqttTopicName(u"c"_s));
    QCOMPARE(m_device->takeWrites(), QByteArrayList{bytes("30 03 0001 'c'")});
}

void TestMqttTransport::shortWriteThenLoss()
{
    connectNow();
    m_device->setRoom(3);
    m_client->publish(QMqttTopicName(u"a"_s), "first");
    m_device->finish();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    m_device->takeWrites();
    m_device->setRoom(-1);
    m_client->connectToHost(); // without bytes of the old connection
    QCOMPARE(m_device->writes(), QByteArrayList{bytes("10 0d 0004 'MQTT' 04 02 003c 0001 'c'")});
}

void TestMqttTransport::answerWithinWrite()
{
    QSignalSpy sent(m_client.get(), &QMqttClient::messageSent);
    m_device->setAnswer([this](const QByteArray &packet) {
        if (packet.startsWith(bytes("10")))
            m_device->feed(accepted);
        else if (packet.startsWith(bytes("32")))
            m_device->feed(bytes("40 02 0001"));
    });
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Connecting);
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), "x", 1), 1);
    QCOMPARE(sent.size(), 0); // no signal before publish() has returned the id
    QTRY_COMPARE(sent.size(), 1);
}

void TestMqttTransport::usersOwnConnectionsSurvive()
{
    int heard = 0;
    QObject::connect(m_device.get(), &QIODevice::readyRead, m_client.get(), [&heard] { ++heard; });
    connectNow();
    m_device->finish();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    m_device->feed("x");
    QCOMPARE(heard, 2);
}

void TestMqttTransport::reuseOfTheDevice()
{
    connectNow();
    m_client->disconnectFromHost();
    QVERIFY(m_device->open(QIODevice::ReadWrite | QIODevice::Unbuffered));
    connectNow();
    QCOMPARE(m_client->error(), QMqttClient::NoError);
}

void TestMqttTransport::backToOwnSocket()
{
    m_client->setTransport(nullptr, QMqttClient::IODevice);
    QCOMPARE(m_client->transport(), nullptr);
    m_client->setHostname(u"127.0.0.1"_s);
    m_client->connectToHost();
    QVERIFY(m_client->transport());
    QCOMPARE(m_device->writes(), QByteArrayList());
}

void TestMqttTransport::transportIsFixedWhileConnected()
{
    connectNow();
    MemoryDevice other;
    m_client->setTransport(&other, QMqttClient::IODevice);
    QCOMPARE(m_client->transport(), m_device.get());
}

void TestMqttTransport::destructionSendsDisconnect()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client.reset();
    QCOMPARE(m_device->writes(), QByteArrayList{bytes("e0 00")});
    QVERIFY(!m_device->isOpen());
    QCOMPARE(disconnected.size(), 0);
}

void TestMqttTransport::nestedEventLoopInASlot()
{
    connectNow();
    MemoryDevice otherDevice;
    QMqttClient other;
    other.setTransport(&otherDevice, QMqttClient::IODevice);
    other.connectToHost();
    otherDevice.feed(accepted);
    QByteArrayList order;
    connect(&other, &QMqttClient::messageReceived, this, [&order](const QByteArray &m) { order.append("other " + m); });
    connect(m_client.get(), &QMqttClient::messageReceived, this, [&](const QByteArray &message) {
        order.append(message);
        if (message == "1") {
            m_device->feed(bytes("30 04 0001 'a' '3'"));
            otherDevice.feed(bytes("30 04 0001 'a' 'x'"));
        }
    });
    m_device->feed(bytes("30 04 0001 'a' '1' 30 04 0001 'a' '2'"));
    QCOMPARE(order, QByteArrayList({"1", "other x", "2", "3"}));
}

void TestMqttTransport::manyMessagesInOneRead()
{
    connectNow();
    QByteArray input;
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i)
        input += bytes("30 0b 0001 'a'") + QByteArray::number(10'000'000 + i);
    int received = 0;
    bool inOrder = true;
    Mqtt::Extras::setMessageHandler(*m_client, [&](const QMqttMessage &message) {
        inOrder = inOrder && message.payload().toInt() == 10'000'000 + received;
        ++received;
    });
    m_device->feed(input);
    QCOMPARE(received, count);
    QVERIFY(inOrder);
}

STANDIN_TEST(TestMqttTransport)
#include "tst_mqtttransport.moc"
