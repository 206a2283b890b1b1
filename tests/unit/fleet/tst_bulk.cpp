// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "fleet/bulk.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "unit/fleet/fleetworld.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

class TestBulk : public QObject
{
    Q_OBJECT

private:
    struct World : Tests::FleetWorld
    {
        QStringList add(int count, const QUrl &broker)
        {
            Profile profile;
            profile.clientId = u"d-${index}"_s;
            profile.count = count;
            profile.connection.url = broker;
            return fleet.addDevices(profile).value_or(QStringList());
        }
    };

    LocalBroker m_broker;

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void connectsMoreDevicesThanAtATime()
    {
        World w;
        const int count = 2 * int(Bulk::mostConnecting) + 30;
        const QStringList ids = w.add(count, m_broker.url());
        QCOMPARE(ids.size(), count);
        Bulk bulk(w.fleet, ids, Order::Connect());
        const QSignalSpy progressed(&bulk, &Bulk::progressed);
        QSignalSpy finished(&bulk, &Bulk::finished);
        bulk.start();
        QVERIFY(finished.isEmpty());
        QVERIFY(finished.wait(20'000));

        QCOMPARE(bulk.outcome().asked, count);
        QCOMPARE(bulk.outcome().done, count);
        QCOMPARE(bulk.outcome().failed, 0);
        QVERIFY(!bulk.outcome().firstError);
        QCOMPARE(w.fleet.totals().online, count);
        QCOMPARE(progressed.size(), count);
        QCOMPARE(progressed.last(), (QVariantList{qsizetype(count), qsizetype(count)}));
        QCOMPARE(finished.size(), 1);
    }

    void connectsNoMoreThanSomeAtATime()
    {
        // Accepts connections and sends nothing, so that each attempt stays open.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        silent.setListenBacklogSize(1000);
        World w;
        const QStringList ids =
            w.add(2 * int(Bulk::mostConnecting), QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort())));
        Bulk bulk(w.fleet, ids, Order::Connect());
        QSignalSpy progressed(&bulk, &Bulk::progressed);
        bulk.start();
        QTRY_COMPARE(w.fleet.totals().connecting, int(Bulk::mostConnecting));

        // Each attempt that fails allows another one.
        w.fleet.perform(ids.first(), Order::GoOffline());
        QVERIFY(progressed.wait());
        QTRY_COMPARE(w.fleet.totals().connecting, int(Bulk::mostConnecting));
        QVERIFY(w.fleet.status(ids.first())->state == DeviceState::Offline);
        QVERIFY(w.fleet.status(ids[Bulk::mostConnecting])->state == DeviceState::Connecting);
        QVERIFY(w.fleet.status(ids.last())->state == DeviceState::Offline);
    }

    void saysWhichDeviceFailedFirstAndWhy()
    {
        World w;
        const QStringList ids = w.add(4, m_broker.url());
        AWAIT_RESULT(w.fleet.perform(ids[0], Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(ids[3], Order::Connect()));
        Bulk bulk(w.fleet, {ids[0], u"nobody"_s, ids[3]}, Order::Publish{{.payload = "x"}});
        QSignalSpy finished(&bulk, &Bulk::finished);
        bulk.start();
        QVERIFY(finished.wait());
        const Bulk::Outcome &outcome = bulk.outcome();
        QCOMPARE(outcome.asked, 3);
        QCOMPARE(outcome.done, 2);
        QCOMPARE(outcome.failed, 1);
        QCOMPARE(outcome.firstFailed, u"nobody"_s);
        QCOMPARE(outcome.firstError->code, ErrorCode::UnknownDevice);
        QVERIFY(outcome.elapsedMs >= 0);
    }

    void finishesAlsoWithoutDevices()
    {
        World w;
        Bulk bulk(w.fleet, {}, Order::Connect());
        QSignalSpy finished(&bulk, &Bulk::finished);
        bulk.start();
        QVERIFY(finished.isEmpty());
        QVERIFY(finished.wait());
        QCOMPARE(bulk.outcome().asked, 0);
        QCOMPARE(bulk.outcome().done, 0);
    }

    void asksInTheOrderOfTheListWithTheEventLoopInBetween()
    {
        World w;
        const int count = 3 * int(Bulk::askedAtOnce) + 1;
        const QStringList ids = w.add(count, m_broker.url());
        Bulk bulk(w.fleet, ids, Order::Remove());
        QSignalSpy finished(&bulk, &Bulk::finished);
        bulk.start();
        QCOMPARE(w.fleet.ids(), ids.sliced(Bulk::askedAtOnce)); // no more than this before the event loop runs
        QVERIFY(finished.wait());
        QCOMPARE(bulk.outcome().done, count);
        QVERIFY(w.fleet.ids().isEmpty());
    }

    void doesNotWaitForAnswersWhereNoConnectionIsOpened()
    {
        World w;
        const QStringList ids = w.add(int(Bulk::mostConnecting) + 50, m_broker.url());
        Bulk bulk(w.fleet, ids, Order::AddPresetReply{{"{}"}});
        bulk.start();
        // No event loop has run here, so no answer was received, but all orders were given.
        QCOMPARE(bulk.outcome().done, 0);
        const auto hasPreset = [&w](const QString &id) { return w.fleet.status(id)->presetReplies.size() == 1; };
        QTRY_VERIFY(std::all_of(ids.cbegin(), ids.cend(), hasPreset));
    }

    void endsWhenItIsDestroyed()
    {
        World w;
        const QStringList ids = w.add(2 * int(Bulk::askedAtOnce), m_broker.url());
        {
            Bulk bulk(w.fleet, ids, Order::Remove());
            bulk.start();
        }
        QCoreApplication::processEvents();
        QCOMPARE(w.fleet.ids(), ids.sliced(Bulk::askedAtOnce));
    }

    void belongsToAnotherObjectAndDeletesItself()
    {
        World w;
        const QStringList ids = w.add(3, m_broker.url());
        QObject parent;
        Bulk::Outcome outcome;
        int calls = 0;
        Bulk::perform(w.fleet, ids, Order::Connect(), &parent, [&](const Bulk::Outcome &end) {
            outcome = end;
            ++calls;
        });
        QTRY_VERIFY(parent.findChildren<Bulk *>().isEmpty());
        QCOMPARE(calls, 1);
        QCOMPARE(outcome.done, 3);
    }

    void saysNothingWhenItsParentIsGone()
    {
        World w;
        const QStringList ids = w.add(3, m_broker.url());
        int calls = 0;
        {
            QObject parent;
            Bulk::perform(w.fleet, ids, Order::Connect(), &parent, [&](const Bulk::Outcome &) { ++calls; });
        }
        QTRY_COMPARE(w.fleet.totals().online, 3); // started orders continue
        QCOMPARE(calls, 0);
    }
};

STANDIN_TEST(TestBulk)

#include "tst_bulk.moc"
