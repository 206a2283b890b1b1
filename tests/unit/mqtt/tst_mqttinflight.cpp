// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/inflight.h"
#include "support/testprogram.h"

using namespace Standin::Mqtt;
using Awaits = InFlight::Awaits;

class TestMqttInFlight : public QObject
{
    Q_OBJECT

private slots:
    void idsStartAtOneAndCountUp();
    void usedIdsAreSkippedAfterTheWrap();
    void allIdsInUse();
    void orderIsThatOfInsertion();
    void subscriptionRequestsAreDropped();
    void findingAndRemoving();

    void messagesBeyondTheMaximumWaitForTheirTurn()
    {
        InFlight inFlight;
        for (const quint16 id : {1, 2, 3})
            inFlight.insert(id, Awaits::Puback, QByteArray::number(id));
        QVERIFY(inFlight.admit(1, 1));
        QVERIFY(!inFlight.hasRoom(1));
        QVERIFY(!inFlight.admit(2, 1));
        QVERIFY(!inFlight.admit(3, 1));
        QVERIFY(!inFlight.find(1)->held);
        QVERIFY(inFlight.find(2)->held);

        QCOMPARE(inFlight.finish(1), std::optional<quint16>(2));
        QVERIFY(!inFlight.find(1));
        QVERIFY(inFlight.admit(2, 1));
        QVERIFY(!inFlight.find(2)->held);
        QCOMPARE(inFlight.finish(2), std::optional<quint16>(3));
        QVERIFY(inFlight.admit(3, 1));
        QCOMPARE(inFlight.finish(3), std::optional<quint16>());
        QVERIFY(inFlight.hasRoom(1));
    }

    void anotherConnectionStartsWithoutOpenOrQueuedMessages()
    {
        InFlight inFlight;
        for (const quint16 id : {1, 2, 3}) {
            inFlight.insert(id, Awaits::Pubrec, {});
            QCOMPARE(inFlight.admit(id, 2), id < 3);
        }
        inFlight.restart();
        QCOMPARE(inFlight.size(), 3);
        inFlight.countOpen(); // a message whose PUBREL is sent again
        QVERIFY(inFlight.admit(2, 2));
        QVERIFY(!inFlight.admit(3, 2));
    }
};

void TestMqttInFlight::idsStartAtOneAndCountUp()
{
    InFlight inFlight;
    QCOMPARE(inFlight.freeId(), std::optional<quint16>(1));
    QCOMPARE(inFlight.freeId(), std::optional<quint16>(2));
    InFlight other;
    QCOMPARE(other.freeId(), std::optional<quint16>(1));
}

void TestMqttInFlight::usedIdsAreSkippedAfterTheWrap()
{
    InFlight inFlight;
    inFlight.insert(1, Awaits::Puback, {});
    inFlight.insert(3, Awaits::Puback, {});
    for (int i = 0; i < 65'533; ++i)
        QVERIFY(*inFlight.freeId() != 0);
    QCOMPARE(inFlight.freeId(), std::optional<quint16>(2));
    QCOMPARE(inFlight.freeId(), std::optional<quint16>(4));
}

void TestMqttInFlight::allIdsInUse()
{
    InFlight inFlight;
    for (int i = 0; i < 65'535; ++i) {
        const auto id = inFlight.freeId();
        QVERIFY(id);
        inFlight.insert(*id, Awaits::Puback, {});
    }
    QCOMPARE(inFlight.size(), 65'535);
    QCOMPARE(inFlight.freeId(), std::nullopt);
    inFlight.remove(77);
    QCOMPARE(inFlight.freeId(), std::optional<quint16>(77));
}

void TestMqttInFlight::orderIsThatOfInsertion()
{
    InFlight inFlight;
    for (const quint16 id : {65'535, 1, 7, 3})
        inFlight.insert(id, Awaits::Pubrec, {});
    QCOMPARE(inFlight.inOrder(), std::vector<quint16>({65'535, 1, 7, 3}));
}

void TestMqttInFlight::subscriptionRequestsAreDropped()
{
    InFlight inFlight;
    inFlight.insert(1, Awaits::Suback, "a");
    inFlight.insert(2, Awaits::Puback, {});
    inFlight.insert(3, Awaits::Unsuback, "a");
    inFlight.insert(4, Awaits::Pubcomp, {});
    inFlight.dropSubscriptionRequests();
    QCOMPARE(inFlight.inOrder(), std::vector<quint16>({2, 4}));
}

void TestMqttInFlight::findingAndRemoving()
{
    InFlight inFlight;
    inFlight.insert(9, Awaits::Suback, "filter");
    QVERIFY(inFlight.find(9));
    QCOMPARE(inFlight.find(9)->data, "filter");
    QVERIFY(!inFlight.find(8));
    inFlight.remove(9);
    QVERIFY(!inFlight.find(9));
    inFlight.remove(9);
    QCOMPARE(inFlight.size(), 0);
}

STANDIN_TEST(TestMqttInFlight)
#include "tst_mqttinflight.moc"
