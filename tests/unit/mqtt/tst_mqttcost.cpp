// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "memorydevice.h"
#include "mqtt/core/decoder.h"
#include "mqtt/mqttextras.h"
#include "support/processortime.h"
#include "support/testprogram.h"

#include <QtEndian>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace Standin;

namespace {

QByteArray publishes(int count)
{
    return (bytes("30 42 0010 'standin/commands'") + QByteArray(48, 'x')).repeated(count);
}

/// Processor time of the best of a few runs, to exclude the influence of other processes.
template <typename Run>
double bestNanoseconds(Run run)
{
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
        const auto before = Tests::processorTime();
        run();
        best = qMin(best, Tests::processorTime() - before);
    }
    return static_cast<double>(best.count());
}

/// Bytes of heap in use; always 0 under a sanitizer.
size_t heapInUse()
{
    return mallinfo2().uordblks;
}

} // namespace

/// Time and memory that a client needs. Time per message must not grow with the number of messages; the figures are
/// printed.
class TestMqttCost : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void decoding();
    void receivingInOneRead();
    void publishing();
    void routing();
    void slowTrickle();
    void memoryOfAClient_data();
    void memoryOfAClient();

private:
    double nanosecondsPerMessageReceived(int count);
    double nanosecondsToRoute(int filters);

    std::unique_ptr<MemoryDevice> m_device;
    std::unique_ptr<QMqttClient> m_client;
};

void TestMqttCost::init()
{
    m_client = std::make_unique<QMqttClient>();
    m_device = std::make_unique<MemoryDevice>();
    m_client->setTransport(m_device.get(), QMqttClient::IODevice);
    m_client->connectToHost();
    m_device->feed(bytes("20 02 00 00"));
    QVERIFY(m_client->subscribe(u"standin/+"_s));
}

void TestMqttCost::decoding()
{
    const auto perMessage = [](int count) {
        const QByteArray data = publishes(count);
        return bestNanoseconds([&data] {
                   Mqtt::Decoder decoder;
                   QByteArrayView input(data);
                   while (*decoder.next(input)) {
                   }
               }) /
               count;
    };
    const double few = perMessage(1000);
    const double many = perMessage(40'000);
    qInfo("decode: %.0f ns each of 1,000, %.0f ns each of 40,000", few, many);
    QVERIFY(many < 4 * few);
}

double TestMqttCost::nanosecondsPerMessageReceived(int count)
{
    int received = 0;
    Mqtt::Extras::setMessageHandler(*m_client, [&received](const QMqttMessage &) { ++received; });
    const QByteArray data = publishes(count);
    const double best = bestNanoseconds([this, &data] { m_device->feed(data); });
    Mqtt::Extras::setMessageHandler(*m_client, {});
    return received == 5 * count ? best / count : -1;
}

void TestMqttCost::receivingInOneRead()
{
    const double few = nanosecondsPerMessageReceived(1000);
    const double many = nanosecondsPerMessageReceived(40'000);
    qInfo("receive, decode to handler: %.0f ns each of 1,000, %.0f ns each of 40,000", few, many);
    QVERIFY(few > 0 && many > 0);
    QVERIFY(many < 4 * few);
}

void TestMqttCost::publishing()
{
    const QMqttTopicName topic(u"standin/reports"_s);
    const QByteArray payload(48, 'x');
    const auto perMessage = [&](int count) {
        return bestNanoseconds([&] {
                   for (int i = 0; i < count; ++i)
                       m_client->publish(topic, payload);
                   m_device->takeWrites();
               }) /
               count;
    };
    const double few = perMessage(1000);
    const double many = perMessage(40'000);
    qInfo("publish to write: %.0f ns each of 1,000, %.0f ns each of 40,000", few, many);
    QVERIFY(many < 4 * few);
}

// A large packet in small portions must not be copied again with each of them: linear, this takes some 20 ms; copied
// each time, it would move 32 GB.
void TestMqttCost::slowTrickle()
{
    const QByteArray portion(1000, 'x');
    const double nanoseconds = bestNanoseconds([&portion] {
        Mqtt::Decoder decoder;
        const QByteArray start = bytes("30 ff ff ff 7f 0001 'a'");
        QByteArrayView input(start);
        QVERIFY(!*decoder.next(input));
        for (int i = 0; i < 8000; ++i) {
            input = portion;
            QVERIFY(!*decoder.next(input));
        }
    });
    qInfo("trickle: 8 MB in portions of 1,000 bytes take %.0f ms", nanoseconds / 1e6);
    QVERIFY(nanoseconds < 1e9);
}

double TestMqttCost::nanosecondsToRoute(int filters)
{
    init();
    QByteArray answers;
    for (int i = 0; i < filters; ++i) {
        m_client->subscribe(u"plant/%1/+/command"_s.arg(i), 1);
        const quint16 id = qToBigEndian(static_cast<quint16>(i + 2));
        answers += bytes("90 03") + QByteArray(reinterpret_cast<const char *>(&id), 2) + '\1';
    }
    m_device->feed(answers);
    m_device->takeWrites();
    constexpr int count = 1000;
    QByteArray messages;
    for (int i = 0; i < count; ++i) {
        const QByteArray topic = "plant/" + QByteArray::number(i % filters) + "/pump/command";
        messages += bytes("30") + char(topic.size() + 2) + bytes("00") + char(topic.size()) + topic;
    }
    return bestNanoseconds([&] { m_device->feed(messages); }) / count;
}

void TestMqttCost::routing()
{
    const double few = nanosecondsToRoute(10);
    const double many = nanosecondsToRoute(10'000);
    qInfo("receive and route: %.0f ns among 10 filters, %.0f ns among 10,000", few, many);
    QVERIFY(many < 10 * few);
}

void TestMqttCost::memoryOfAClient_data()
{
    QTest::addColumn<QMqttClient::ProtocolVersion>("version");
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QByteArray>("suback");
    QTest::newRow("3.1.1") << QMqttClient::MQTT_3_1_1 << bytes("20 02 00 00") << bytes("90 03 0001 01");
    QTest::newRow("5.0") << QMqttClient::MQTT_5_0 << bytes("20 03 00 00 00") << bytes("90 04 0001 00 01");
}

void TestMqttCost::memoryOfAClient()
{
    QFETCH(const QMqttClient::ProtocolVersion, version);
    QFETCH(const QByteArray, connack);
    QFETCH(const QByteArray, suback);
    constexpr size_t count = 1000;
    std::vector<std::unique_ptr<MemoryDevice>> devices;
    std::vector<std::unique_ptr<QMqttClient>> clients;
    for (size_t i = 0; i < count; ++i)
        devices.push_back(std::make_unique<MemoryDevice>());
    clients.reserve(count);

    const size_t before = heapInUse();
    for (size_t i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<QMqttClient>());
        clients.back()->setClientId(u"device-%1"_s.arg(i, 5, 10, QLatin1Char('0')));
        clients.back()->setProtocolVersion(version);
        clients.back()->setTransport(devices.at(i).get(), QMqttClient::IODevice);
    }
    const size_t idle = heapInUse();
    for (size_t i = 0; i < count; ++i) {
        clients.at(i)->connectToHost();
        devices.at(i)->feed(connack);
        QVERIFY(clients.at(i)->subscribe(u"devices/device-%1/commands"_s.arg(i, 5, 10, QLatin1Char('0')), 1));
        devices.at(i)->feed(suback);
        devices.at(i)->takeWrites();
    }
    const size_t online = heapInUse();
    qInfo("heap: %zu bytes for a client, %zu online with a subscription", (idle - before) / count,
          (online - before) / count);
    QVERIFY((online - before) / count < 4096);
}

STANDIN_TEST(TestMqttCost)
#include "tst_mqttcost.moc"
