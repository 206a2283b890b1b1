// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/brokeranswer.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBrokerAnswer : public QObject
{
    Q_OBJECT

private slots:
    void latePingresp_data()
    {
        QTest::addColumn<int>("waitedMs");
        QTest::addColumn<int>("keepAlive");
        QTest::addColumn<bool>("isLate");
        QTest::newRow("at once") << 0 << 60 << false;
        QTest::newRow("just in time") << 6000 << 60 << false;
        QTest::newRow("late") << 6001 << 60 << true;
        QTest::newRow("shortest keep-alive") << 101 << 1 << true;
        QTest::newRow("longest keep-alive") << 6'553'501 << 65'535 << true;
    }

    void latePingresp()
    {
        QFETCH(int, waitedMs);
        QFETCH(int, keepAlive);
        QFETCH(bool, isLate);
        const auto answer =
            BrokerAnswer::latePingresp(std::chrono::milliseconds(waitedMs), std::chrono::seconds(keepAlive));
        QCOMPARE(answer.has_value(), isLate);
        if (answer)
            QCOMPARE(int(answer->waited.count()), waitedMs);
    }

    void grantsSayWhatWasAskedFor()
    {
        const Subscription wanted{.topic = u"a/#"_s, .qos = 2};
        QVERIFY(!BrokerAnswer::suback(wanted, 2).error);
        const BrokerAnswer less = BrokerAnswer::suback(wanted, 1);
        QVERIFY(less.error);
        QCOMPARE(less.error->detail, u"asked for QoS 2, granted QoS 1"_s);
        QCOMPARE(less.error->reasonCode, quint8(1));
        const Error error{ErrorCode::SubscribeRefused, u"no"_s};
        QCOMPARE(BrokerAnswer::suback(wanted, 0, error).error, error);
    }

    /// A name of the broker's is no key of ours.
    void disconnectKeepsUserProperties()
    {
        QMqttUserProperties user{{u"reasonString"_s, u"mine"_s}};
        const BrokerAnswer answer =
            BrokerAnswer::disconnect({.code = 0x8b, .text = u"bye"_s, .serverReference = {}, .userProperties = user});
        const QList<std::pair<QString, QString>> lines = {{u"reasonString"_s, u"bye"_s},
                                                          {u"reasonString"_s, u"mine"_s}};
        QCOMPARE(answer.properties, lines);
        QCOMPARE(answer.reasonCode, quint8(0x8b));
    }
};

STANDIN_TEST(TestBrokerAnswer)
#include "tst_brokeranswer.moc"
