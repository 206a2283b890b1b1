// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/fleet.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "unit/fleet/fleetworld.h"

#include <functional>

using namespace Standin;
using namespace Qt::StringLiterals;

using ProfileChange = std::function<void(Profile &)>;

/// What a fleet may take in memory, whatever its profile says.
class TestFleetBounds : public QObject
{
    Q_OBJECT

private:
    using World = Tests::FleetWorld;

private slots:
    void countsThePresetRepliesThatAreLeft()
    {
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"d"_s, Profile()));
        const QByteArray payload(1024 * 1024, 'x');
        const auto order = [&w](const Order &wanted) {
            Fleet::Done done = w.fleet.perform(u"d"_s, wanted);
            done.waitForFinished();
            return done.result().has_value();
        };
        for (int round = 0; round < 3; ++round) {
            int added = 0;
            while (order(Order::AddPresetReply{payload}))
                ++added;
            QCOMPARE(added, 32);
            QVERIFY(order(Order::ClearPresetReplies()));
        }
    }

    void boundsTheNamesOfAFleet_data()
    {
        QTest::addColumn<ProfileChange>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, ProfileChange change, ErrorCode code, const char *where) {
            QTest::newRow(name) << std::move(change) << code << QString::fromLatin1(where);
        };
        const QString sixty = u"${vars.a}"_s.repeated(60);
        row(
            "topics of many devices", [=](Profile &p) { p.topics.report = u"r/"_s + sixty; }, ErrorCode::LimitReached,
            "/topics");
        row(
            "client ids of many devices", [=](Profile &p) { p.clientId = sixty + u"${index}"_s; },
            ErrorCode::LimitReached, "/topics");
        row(
            "subscriptions of many devices",
            [=](Profile &p) {
                p.subscriptions = QList<Subscription>(100, {.topic = u"s/${vars.a}"_s, .qos = 0, .options = {}});
            },
            ErrorCode::LimitReached, "/topics");
        const QString seventy = u"${vars.a}"_s.repeated(70);
        row(
            "one topic", [=](Profile &p) { p.topics.command = seventy; }, ErrorCode::TooLarge, "/topics/command");
        row(
            "one reply topic", [=](Profile &p) { p.topics.reply = seventy; }, ErrorCode::TooLarge, "/topics/reply");
        row(
            "one client id", [=](Profile &p) { p.clientId = seventy + u"${index}"_s; }, ErrorCode::TooLarge,
            "/clientId");
        row(
            "one subscription",
            [=](Profile &p) {
                p.subscriptions = {{}, {.topic = seventy, .qos = 0, .options = {}}};
            },
            ErrorCode::TooLarge, "/subscriptions/1/topic");
        row(
            "a template that is too long itself", [=](Profile &p) { p.topics.report = QString(70'000, u'x'); },
            ErrorCode::TooLarge, "/topics/report");
        row(
            "a topic in a topic, again and again",
            [](Profile &p) {
                p.topics.report = u"${vars.a}"_s.repeated(9);
                p.topics.command = u"${topics.report}"_s.repeated(9);
                p.topics.reply = u"${topics.command}"_s.repeated(9);
            },
            ErrorCode::TooLarge, "/topics/command");
    }

    void boundsTheNamesOfAFleet()
    {
        QFETCH(ProfileChange, change);
        QFETCH(ErrorCode, code);
        QFETCH(QString, where);
        World w;
        Profile large = Profile();
        large.clientId = u"d${index}"_s;
        large.count = 100'000;
        large.vars = QJsonObject{{u"a"_s, QString(1024, u'x')}};
        change(large);
        const auto added = w.fleet.addDevices(large);
        QVERIFY(!added);
        QCOMPARE(added.error().code, code);
        QCOMPARE(added.error().where, where);
        QVERIFY(w.fleet.ids().isEmpty());

        large.count = 1;
        if (code == ErrorCode::LimitReached)
            VERIFY_RESULT(w.fleet.addDevices(large));
    }

    void aProfileInUseIsNotExchangedForALargeOne()
    {
        World w;
        Profile kind = Profile();
        kind.clientId = u"d${index}"_s;
        kind.count = 2;
        const auto ids = w.fleet.addDevices(kind);
        VERIFY_RESULT(ids);
        kind.vars = QJsonObject{{u"a"_s, QString(70'000, u'x')}};
        kind.topics.report = u"${vars.a}"_s;
        QCOMPARE(w.fleet.setProfile(*ids, kind).error().code, ErrorCode::TooLarge);
        QVERIFY(w.fleet.status(u"d0"_s)->reportTopic.size() < 100);
    }
};

STANDIN_TEST(TestFleetBounds)
#include "tst_fleetbounds.moc"
