// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Broker;

class TestLocalBroker : public QObject
{
    Q_OBJECT

private slots:
    void listensOnAFreePort()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        QVERIFY(broker.isRunning());
        QVERIFY(broker.port() > 0);
        BackEnd backEnd;
        QVERIFY(backEnd.start(broker.url()));
    }

    void twoDoNotMeet()
    {
        LocalBroker one;
        LocalBroker other;
        VERIFY_RESULT(one.start());
        VERIFY_RESULT(other.start());
        QVERIFY(one.port() != other.port());
    }

    void comesBackOnTheSamePort()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        const quint16 port = broker.port();
        broker.kill();
        QVERIFY(!broker.isRunning());
        VERIFY_RESULT(broker.start());
        QCOMPARE(broker.port(), port);
    }

    void saysWhyItDidNotStart()
    {
        LocalBroker one;
        VERIFY_RESULT(one.start());
        LocalBroker other;
        const auto started = other.start({.port = one.port(), .username = {}, .password = {}});
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::ProcessFailed);
        QVERIFY2(started.error().message.contains(QStringLiteral("in use")), qPrintable(started.error().message));
    }
};

STANDIN_TEST(TestLocalBroker)
#include "tst_localbroker.moc"
