// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "engine/sampleprofiles.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <algorithm>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void partsBelongTogether()
    {
        Engine engine({.workers = 1});
        const auto broker = engine.startBroker();
        VERIFY_RESULT(broker);
        Profile profile;
        profile.name = u"pump"_s;
        profile.connection.url = *broker;
        VERIFY_RESULT(engine.fleet().addDevice(u"p"_s, profile));
        QCOMPARE(engine.profiles().find(u"pump"_s)->name, u"pump"_s);
        AWAIT_RESULT(engine.fleet().perform(u"p"_s, Order::Connect()));
        QCOMPARE(engine.journal().read(JournalQuery()).entries.first()->device, u"p"_s);
    }

    void startsOneBroker()
    {
        Engine engine({.workers = 1});
        QVERIFY(!engine.broker().isRunning());
        const auto first = engine.startBroker();
        VERIFY_RESULT(first);
        QVERIFY(engine.broker().isRunning());
        const auto second = engine.startBroker();
        VERIFY_RESULT(second);
        QCOMPARE(*second, *first);
        engine.broker().kill();
        VERIFY_RESULT(engine.startBroker());
        QCOMPARE(engine.broker().url(), *first);
    }

    void devicesLeaveCleanlyBeforeTheBrokerEnds()
    {
        BackEnd backEnd;
        Broker::LocalBroker broker;
        VERIFY_RESULT(broker.start());
        QVERIFY(backEnd.start(broker.url()));
        {
            Engine engine({.workers = 1});
            Profile profile;
            profile.connection.url = broker.url();
            profile.connection.will = Will{.topic = u"gone"_s, .payload = "d"};
            VERIFY_RESULT(engine.fleet().addDevice(u"d"_s, profile));
            AWAIT_RESULT(engine.fleet().perform(u"d"_s, Order::Connect()));
        }
        backEnd.send(u"marker"_s, "x"); // a will would come before this message
        QTRY_COMPARE(backEnd.heard().size(), 1);
        QCOMPARE(backEnd.heard().first().topic, u"marker"_s);
    }

    void samplesComeOnline()
    {
        Engine engine({.workers = 2});
        QVERIFY(!engine.hasSamples());
        const auto samples = engine.startSamples();
        VERIFY_RESULT(samples);
        QCOMPARE(samples->size(), 2);
        QStringList devices;
        for (const Engine::Sample &sample : *samples) {
            QCOMPARE(sample.profile.connection.url, engine.broker().url());
            QCOMPARE(sample.devices.size(), sample.profile.count);
            devices += sample.devices;
        }
        QCOMPARE(engine.fleet().ids(), devices);
        QVERIFY(engine.hasSamples());
        QTRY_COMPARE(engine.fleet().totals().online, int(devices.size()));
    }

    void samplesAreThereUntilTheLastIsRemoved()
    {
        Engine engine({.workers = 1});
        VERIFY_RESULT(engine.startSamples());
        QStringList ids = engine.fleet().ids();
        const auto again = engine.startSamples();
        QCOMPARE(again.error().code, ErrorCode::DeviceExists);
        QVERIFY(engine.hasSamples());
        const QString last = ids.takeLast();
        for (const QString &id : std::as_const(ids))
            AWAIT_RESULT(engine.fleet().perform(id, Order::Remove()));
        QVERIFY(engine.hasSamples());
        AWAIT_RESULT(engine.fleet().perform(last, Order::Remove()));
        QVERIFY(!engine.hasSamples());
        VERIFY_RESULT(engine.startSamples());
        QVERIFY(engine.hasSamples());
    }

    void sampleProfilesGoToTheBrokerThatIsAskedFor()
    {
        const QUrl broker(u"mqtt://127.0.0.1:1"_s);
        const auto profiles = sampleProfiles(broker);
        VERIFY_RESULT(profiles);
        QVERIFY(!profiles->isEmpty());
        for (const Profile &profile : *profiles) {
            QCOMPARE(profile.connection.url, broker);
            QVERIFY(!profile.name.isEmpty());
        }
    }
};

STANDIN_TEST(TestEngine)

#include "tst_engine.moc"
