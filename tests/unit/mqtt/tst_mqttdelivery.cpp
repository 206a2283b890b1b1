// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

const Connect persistent{.clientId = "c", .cleanSession = false};
constexpr const char *sessionPresent = "20 02 01 00";

} // namespace

/// Messages that the broker does not acknowledge.
class TestMqttDelivery : public QObject
{
    Q_OBJECT

private:
    SessionRig::Session &session() { return m_rig->session; }
    quint16 publish(quint8 qos, QByteArrayView payload = {})
    {
        return session().publish({.topic = "a", .payload = payload, .qos = qos}, m_rig->now).value();
    }
    /// The events of a connection that resumes the session.
    QStringList resume(const Connect &packet, const QByteArray &connack)
    {
        m_rig->open(packet);
        return m_rig->feed(connack);
    }

    std::unique_ptr<SessionRig> m_rig;

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    // Withdrawing

    void whatWaitsCanBeWithdrawn_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 1") << 1;
        QTest::newRow("QoS 2") << 2;
    }

    void whatWaitsCanBeWithdrawn()
    {
        QFETCH(const int, qos);
        m_rig->connectWith(V5::plain, "20 06 00 00 03 21 0001"); // one at a time
        const quint16 sent = publish(1);
        const quint16 withdrawn = publish(quint8(qos), "w");
        const quint16 waits = publish(1, "x");
        m_rig->take();
        QVERIFY(session().withdraw(withdrawn));
        QVERIFY(!session().withdraw(withdrawn));
        QVERIFY(!session().withdraw(sent));
        QVERIFY(!session().withdraw(999));
        QCOMPARE(m_rig->feed("40 02 0001"), QStringList(u"acknowledged 1"_s));
        QCOMPARE(m_rig->take(), hexOf({"32 07 0001 'a' 0003 00 'x'"}));
        QVERIFY(!session().withdraw(waits)); // now it was sent
    }

    void nothingIsLeftOfWhatWasWithdrawn()
    {
        m_rig->connectWith(persistent);
        for (int i = 0; i < 300; ++i)
            publish(1);
        m_rig->take();
        for (quint16 id = 1; id <= 300; ++id)
            QCOMPARE(session().withdraw(id), id > Session::maximumOpenBefore5);
        session().end();
        QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
        const QByteArrayList again = m_rig->take();
        QCOMPARE(again.size(), Session::maximumOpenBefore5);
        for (const QByteArray &packet : again)
            QVERIFY(packet.startsWith("3a ")); // DUP
        for (quint16 id = 1; id <= Session::maximumOpenBefore5; ++id)
            QCOMPARE(m_rig->feed("40 02" + QByteArray::number(id, 16).rightJustified(4, '0')).size(), 1);
        QCOMPARE(m_rig->take(), QByteArrayList());
    }

    void canBeWithdrawnWhileNotConnected()
    {
        m_rig->connectWith(V5::persistent, "20 06 00 00 03 21 0001");
        publish(1);
        publish(1);
        session().end();
        QVERIFY(session().withdraw(2));
        QVERIFY(!session().withdraw(1));
        resume(V5::persistent, "20 03 01 00 00");
        QCOMPARE(m_rig->take(), hexOf({"3a 06 0001 'a' 0001 00"}));
    }

    void whatWasSentOnceIsNeverUnsent()
    {
        m_rig->connectWith(V5::persistent);
        publish(1);
        publish(1);
        session().end();
        resume(V5::persistent, "20 06 01 00 03 21 0001"); // a lower limit than before: the second one waits
        m_rig->take();
        QVERIFY(!session().withdraw(2));
        m_rig->feed("40 02 0001");
        QCOMPARE(m_rig->take(), hexOf({"3a 06 0001 'a' 0002 00"}));
    }

    void aReceivedMessageIsNotWithdrawn()
    {
        m_rig->connectWith(persistent);
        publish(2);
        m_rig->feed("50 02 0001");
        QVERIFY(!session().withdraw(1));
    }

    void subscriptionsAreNotWithdrawn()
    {
        m_rig->connectWith(persistent);
        const auto id = session().subscribe({.filter = "a"}, m_rig->now);
        QVERIFY(!session().withdraw(*id));
    }

    // Giving up

    void messagesTooLargeForTheNextBrokerAreGivenUp()
    {
        m_rig->connectWith(V5::persistent);
        publish(1, "0123456789x");
        publish(1);
        publish(2, "0123456789x");
        session().end();
        QCOMPARE(resume(V5::persistent, "20 08 01 00 05 27 00000010"),
                 QStringList(u"established, session present, too large 1, too large 3 (27=16)"_s));
        QCOMPARE(m_rig->take(), hexOf({"3a 06 0001 'a' 0002 00"}));
        session().end();
        resume(V5::persistent, "20 03 01 00 00");
        QCOMPARE(m_rig->take(), hexOf({"3a 06 0001 'a' 0002 00"}));
    }

    void aMessageThatEndsEveryConnectionIsGivenUp_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 1") << 1;
        QTest::newRow("QoS 2") << 2;
    }

    void aMessageThatEndsEveryConnectionIsGivenUp()
    {
        QFETCH(const int, qos);
        m_rig->connectWith(persistent);
        publish(quint8(qos), "too large");
        publish(1, "innocent");
        for (int ending = 1; ending < Session::mostEndings; ++ending) {
            session().end();
            QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
            QCOMPARE(m_rig->take().size(), 2);
        }
        session().end();
        QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present, no answer 1"_s));
        const QByteArrayList again = m_rig->take();
        QCOMPARE(again, hexOf({"3a 0d 0001 'a' 0002 'innocent'"}));
        session().end(); // the other message has its own count
        QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
    }

    void onlyEndingsOfTheConnectionCount()
    {
        m_rig->connectWith(persistent);
        publish(1);
        for (int i = 0; i < 10; ++i) {
            session().disconnect({}, m_rig->now); // this side leaves
            QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
        }
        for (int i = 0; i < 10; ++i) {
            session().end();
            m_rig->open(persistent); // and the broker refuses
            m_rig->feed("20 02 00 03");
        }
        QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
    }

    void aReleaseIsNeverGivenUp()
    {
        m_rig->connectWith(persistent);
        publish(2);
        m_rig->feed("50 02 0001");
        for (int i = 0; i < 10; ++i) {
            session().end();
            QCOMPARE(resume(persistent, sessionPresent), QStringList(u"established, session present"_s));
            QCOMPARE(m_rig->take(), hexOf({"62 02 0001"}));
        }
    }

    // Bytes

    void bytesAreLimited_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("fits");
        QTest::newRow("large") << 10'000 << 9;
        QTest::newRow("empty: the overhead counts") << 0 << 700;
        QTest::newRow("one that exceeds it alone") << 1'000'000 << 1;
    }

    void bytesAreLimited()
    {
        QFETCH(const int, size);
        QFETCH(const int, fits);
        session().setMaximumUnacknowledged(100'000);
        m_rig->connectWith(persistent);
        const QByteArray payload(size, 'x');
        int taken = 0;
        tl::expected<quint16, LocalFailure> id;
        while (taken < 65'535 && (id = session().publish({.topic = "a", .payload = payload, .qos = 1}, m_rig->now)))
            ++taken;
        QVERIFY(!id);
        QCOMPARE(id.error(), LocalFailure::TooManyUnacknowledged);
        QVERIFY2(taken >= fits && taken <= fits * 1.2, qPrintable(QString::number(taken)));
        QVERIFY(session().publish({.topic = "a", .payload = payload}, m_rig->now)); // QoS 0 is not kept

        m_rig->feed("40 02 0001"); // space for one more
        QVERIFY(session().publish({.topic = "a", .payload = payload, .qos = 2}, m_rig->now));
        QVERIFY(!session().publish({.topic = "a", .payload = payload, .qos = 2}, m_rig->now));
    }

    void allBytesAreFreedAgain()
    {
        session().setMaximumUnacknowledged(1000);
        m_rig->connectWith(persistent);
        for (int i = 0; i < 100; ++i) {
            const QByteArray id = QByteArray::number(publish(1, QByteArray(700, 'x')), 16).rightJustified(4, '0');
            m_rig->feed("40 02" + id);
            const QByteArray other = QByteArray::number(publish(2, QByteArray(700, 'x')), 16).rightJustified(4, '0');
            m_rig->feed("50 02" + other);
            const QByteArray third = QByteArray::number(publish(1, QByteArray(500, 'x')), 16).rightJustified(4, '0');
            m_rig->feed("70 02" + other + "40 02" + third);
            QVERIFY(session().subscribe({.filter = "a"}, m_rig->now));
            session().end();
            resume(persistent, sessionPresent);
            publish(1, QByteArray(700, 'x'));
            m_rig->connectWith(Connect{.clientId = "c"}); // a clean session forgets all
        }
    }
};

STANDIN_TEST(TestMqttDelivery)
#include "tst_mqttdelivery.moc"
