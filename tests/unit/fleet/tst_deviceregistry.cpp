// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "device/sentmessages.h"
#include "fleet/deviceregistry.h"
#include "fleet/worker.h"
#include "profile/keychain.h"
#include "rules/rulebook.h"
#include "support/processortime.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <algorithm>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestDeviceRegistry : public QObject
{
    Q_OBJECT

private:
    struct World
    {
        SystemClock clock;
        Journal journal{clock};
        std::shared_ptr<const CompiledProfile> profile = CompiledProfile::make({}).value_or(nullptr);
        DeviceRegistry registry;
        SentMessages sentMessages{clock};
        Keychain keychain;
        Rules::RuleBook rules{clock, [] { return QStringList(); }};
        Worker worker{journal, clock, sentMessages, keychain, rules, u"devices"_s};

        DeviceRegistry::Member member(const QString &id)
        {
            DeviceStatus status;
            status.id = id;
            return {std::make_shared<DeviceRecord>(status, profile, registry.counters()), &worker};
        }

        Result<> add(const QStringList &ids)
        {
            std::vector<DeviceRegistry::Member> members;
            for (const QString &id : ids)
                members.push_back(member(id));
            return registry.add(members);
        }

        void setState(const QString &id, DeviceState state)
        {
            registry.find(id).record->update([state](DeviceStatus &status) { status.state = state; });
        }

        [[nodiscard]] QStringList ids() const
        {
            QStringList ids;
            for (const DeviceRegistry::Member &member : registry.all())
                ids.append(member.record->id());
            return ids;
        }
    };

private slots:
    void keepsTheOrderInWhichDevicesWereAdded()
    {
        World w;
        VERIFY_RESULT(w.add({u"c"_s, u"a"_s}));
        VERIFY_RESULT(w.add({u"b"_s}));
        QCOMPARE(w.ids(), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
        QCOMPARE(w.registry.find(u"a"_s).record->id(), u"a"_s);
        QCOMPARE(w.registry.find(u"a"_s).worker, &w.worker);
        QVERIFY(!w.registry.find(u"x"_s).record);
    }

    void addsAllOrNone_data()
    {
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("one is there already") << QStringList{u"b"_s, u"a"_s};
        QTest::newRow("one comes twice") << QStringList{u"b"_s, u"c"_s, u"b"_s};
    }

    void addsAllOrNone()
    {
        QFETCH(QStringList, ids);
        World w;
        VERIFY_RESULT(w.add({u"a"_s}));
        const auto added = w.add(ids);
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::DeviceExists);
        QCOMPARE(added.error().where, ids.last());
        QCOMPARE(w.ids(), QStringList{u"a"_s});
        QCOMPARE(w.registry.totals().devices, 1);
    }

    void removesFromAnyPlace_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("first") << u"a"_s << QStringList{u"b"_s, u"c"_s};
        QTest::newRow("middle") << u"b"_s << QStringList{u"a"_s, u"c"_s};
        QTest::newRow("last") << u"c"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("unknown") << u"x"_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    }

    void removesFromAnyPlace()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, left);
        World w;
        VERIFY_RESULT(w.add({u"a"_s, u"b"_s, u"c"_s}));
        const auto removed = w.registry.remove(id);
        QCOMPARE(removed.record ? removed.record->id() : QString(), left.size() == 2 ? id : QString());
        QCOMPARE(w.ids(), left);
        QVERIFY(!w.registry.find(id).record);
        QVERIFY(!w.registry.remove(id).record);
        QCOMPARE(w.registry.totals().devices, int(left.size()));
    }

    void returnsTheChangesSince()
    {
        World w;
        VERIFY_RESULT(w.add({u"a"_s, u"b"_s}));
        const FleetChanges first = w.registry.changesSince(0);
        QVERIFY(first.listChanged);
        QCOMPARE(first.devices.size(), 2);
        QVERIFY(w.registry.changesSince(first.revision).devices.isEmpty());

        w.setState(u"b"_s, DeviceState::Online);
        const FleetChanges second = w.registry.changesSince(first.revision);
        QVERIFY(!second.listChanged);
        QCOMPARE(second.devices.size(), 1);
        QCOMPARE(second.devices.first().id, u"b"_s);

        w.registry.remove(u"a"_s);
        const FleetChanges third = w.registry.changesSince(second.revision);
        QVERIFY(third.listChanged);
        QCOMPARE(third.devices.size(), 1);
        QCOMPARE(third.devices.first().id, u"b"_s);
    }

    void totalsFollowTheStates_data()
    {
        QTest::addColumn<DeviceState>("state");
        QTest::addColumn<QList<int>>("totals"); // online, connecting, failed
        QTest::newRow("offline") << DeviceState::Offline << QList{0, 0, 0};
        QTest::newRow("connecting") << DeviceState::Connecting << QList{0, 1, 0};
        QTest::newRow("online") << DeviceState::Online << QList{1, 0, 0};
        QTest::newRow("reconnecting") << DeviceState::Reconnecting << QList{0, 1, 0};
        QTest::newRow("failed") << DeviceState::Failed << QList{0, 0, 1};
    }

    void totalsFollowTheStates()
    {
        QFETCH(DeviceState, state);
        QFETCH(QList<int>, totals);
        const auto totalsOf = [](const World &w) {
            const FleetTotals now = w.registry.totals();
            return QList{now.online, now.connecting, now.failed};
        };
        const QList<int> none{0, 0, 0};
        World w;
        VERIFY_RESULT(w.add({u"a"_s, u"b"_s}));
        QCOMPARE(totalsOf(w), none);
        w.setState(u"a"_s, state);
        QCOMPARE(totalsOf(w), totals);
        w.setState(u"a"_s, state); // the same again
        QCOMPARE(totalsOf(w), totals);
        w.setState(u"a"_s, DeviceState::Offline);
        QCOMPARE(totalsOf(w), none);
        w.setState(u"a"_s, state);
        const auto removed = w.registry.remove(u"a"_s);
        QCOMPARE(totalsOf(w), none);
        // Actions of a device during its removal are not counted.
        removed.record->update([](DeviceStatus &status) { status.state = DeviceState::Failed; });
        QCOMPARE(totalsOf(w), none);
        QCOMPARE(w.registry.totals().devices, 1);
    }

    void totalsKeepTheMessagesOfRemovedDevices()
    {
        World w;
        VERIFY_RESULT(w.add({u"a"_s, u"b"_s}));
        const auto message = [](DeviceStatus &status) {
            status.received += 2;
            status.sent += 1;
        };
        w.registry.find(u"a"_s).record->update(message);
        w.registry.find(u"b"_s).record->update(message);
        const auto removed = w.registry.remove(u"a"_s);
        removed.record->update(message);
        QCOMPARE(w.registry.totals().received, quint64(4));
        QCOMPARE(w.registry.totals().sent, quint64(2));
    }

    void removingTakesTheSameTimeHoweverManyThereAre()
    {
        const auto secondsToRemove = [](int count) {
            double best = 1e9;
            for (int run = 0; run < 3; ++run) {
                World w;
                QStringList ids;
                for (int i = 0; i < count; ++i)
                    ids.append(QString::number(i));
                if (!w.add(ids))
                    return 0.0;
                std::reverse(ids.begin(), ids.end()); // the last one first: the longest way for a search
                const double begin = Tests::processorSeconds();
                for (const QString &id : std::as_const(ids))
                    w.registry.remove(id);
                best = std::min(best, Tests::processorSeconds() - begin);
            }
            return best;
        };
        const double few = secondsToRemove(2'000);
        const double many = secondsToRemove(32'000);
        // Sixteen times as many: a search through the list would make it 256 times as long.
        QVERIFY2(many < 80 * few, qPrintable(u"%1 s for 2,000, %2 s for 32,000"_s.arg(few).arg(many)));
    }
};

STANDIN_TEST(TestDeviceRegistry)

#include "tst_deviceregistry.moc"
