// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/ownmessages.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOwnMessages : public QObject
{
    Q_OBJECT

private:
    using How = OwnMessages::Delivery;
    using Lasting = SentMessages::Lasting;

    static SentMessages::Fingerprint key() { return SentMessages::fingerprint(u"t"_s, "x"); }
    void send(Lasting lasting = Lasting::No) { m_sent->add(u"t"_s, "x", lasting); }

    FakeTime m_time;
    std::unique_ptr<SentMessages> m_sent;

private slots:
    void init()
    {
        m_sent = std::make_unique<SentMessages>(m_time.clock);
        m_sent->listenTo(u"#"_s);
    }

    void aForeignMessageIsNotOwn()
    {
        OwnMessages own(*m_sent);
        QVERIFY(!own.take(key(), How::Live));
        QVERIFY(!own.take(key(), How::Again));
        QVERIFY(!own.take(key(), How::Retained));
    }

    void everyDeviceGetsItsCopy()
    {
        OwnMessages first(*m_sent);
        OwnMessages second(*m_sent);
        send();
        QVERIFY(first.take(key(), How::Live));
        QVERIFY(second.take(key(), How::Live));
    }

    void theSameBytesFromAnotherClientAreTheExtraCopy()
    {
        OwnMessages own(*m_sent);
        send();
        send();
        QVERIFY(own.take(key(), How::Live));
        QVERIFY(own.take(key(), How::Live));
        QVERIFY(!own.take(key(), How::Live));
        send();
        QVERIFY(own.take(key(), How::Live));
    }

    void aRepeatedDeliveryIsNotCounted()
    {
        OwnMessages own(*m_sent);
        send();
        QVERIFY(own.take(key(), How::Live));
        QVERIFY(own.take(key(), How::Again));
        QVERIFY(own.take(key(), How::Retained));
        QVERIFY(!own.take(key(), How::Live));
    }

    void countsOnWhenRecordsWereForgotten()
    {
        OwnMessages own(*m_sent);
        for (int round = 0; round < 5; ++round) {
            send();
            send();
            QVERIFY(own.take(key(), How::Live));
            QVERIFY(own.take(key(), How::Live));
            QVERIFY(!own.take(key(), How::Live));
            m_time.advance(SentMessages::memory);
            QVERIFY(!own.take(key(), How::Live));
        }
    }

    void copiesThatNeverCameAreForgotten()
    {
        OwnMessages own(*m_sent);
        send();
        m_time.advance(SentMessages::memory);
        QVERIFY(!own.take(key(), How::Live));
        send();
        QVERIFY(own.take(key(), How::Live));
        QVERIFY(!own.take(key(), How::Live));
    }

    void whatIsRetainedStaysOwn()
    {
        OwnMessages own(*m_sent);
        send(Lasting::Retained);
        QVERIFY(own.take(key(), How::Live));
        m_time.advance(1h);
        QVERIFY(own.take(key(), How::Retained));
        QVERIFY(!own.take(key(), How::Live)); // another client sends the same
    }

    void aWillIsOwnWheneverItComes()
    {
        OwnMessages own(*m_sent);
        send(Lasting::Will);
        m_time.advance(1h);
        for (const How how : {How::Live, How::Live, How::Again, How::Retained})
            QVERIFY(own.take(key(), how));
    }

    void isBoundedInNumber()
    {
        OwnMessages own(*m_sent);
        for (int i = 0; i < 5000; ++i) {
            const QByteArray payload = QByteArray::number(i);
            m_sent->add(u"t"_s, payload);
            const auto fingerprint = SentMessages::fingerprint(u"t"_s, payload);
            QVERIFY(own.take(fingerprint, How::Live));
            QVERIFY(!own.take(fingerprint, How::Live));
        }
    }
};

STANDIN_TEST(TestOwnMessages)
#include "tst_ownmessages.moc"
