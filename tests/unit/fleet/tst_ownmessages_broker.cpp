// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "fleet/fleet.h"
#include "rules/rule.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "unit/fleet/fleetworld.h"

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// Devices that receive each other's messages, with a real broker.
class TestOwnMessagesBroker : public QObject
{
    Q_OBJECT

private:
    struct World : Tests::FleetWorld
    {
        [[nodiscard]] QList<EntryPtr> entries(std::optional<EntryKind> kind) const
        {
            JournalQuery query;
            query.kind = kind;
            query.limit = 100'000;
            return journal.read(query).entries;
        }

        [[nodiscard]] qsizetype countOf(UnansweredReason reason) const
        {
            const QList<EntryPtr> received = entries(EntryKind::In);
            return std::ranges::count_if(received, [reason](const EntryPtr &entry) {
                return entry->unanswered && entry->unanswered->reason == reason;
            });
        }
    };

    Profile everythingBelowSite() const
    {
        Profile profile;
        profile.clientId = u"d${index}"_s;
        profile.count = 4;
        profile.topics = {
            .report = u"site/${clientId}/req"_s, .command = u"site/#"_s, .reply = u"site/${clientId}/rsp"_s};
        profile.connection.url = m_broker.url();
        return profile;
    }

    static bool connectAll(World &w, const QStringList &ids)
    {
        return std::ranges::all_of(ids, [&w](const QString &id) {
            auto connected = w.fleet.perform(id, Order::Connect());
            connected.waitForFinished();
            return connected.result().has_value();
        });
    }

    LocalBroker m_broker;

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void devicesDoNotAnswerEachOther_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("with the values of the command") << Profile().reply;
        QTest::newRow("with other values each time")
            << QByteArray(R"({"requestTime":"${now()}","traceId":"${uuid()}"})");
        QTest::newRow("the same from all") << QByteArray(R"({"requestTime":1})");
    }

    void devicesDoNotAnswerEachOther()
    {
        QFETCH(QByteArray, reply);
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"site/#"_s));
        Profile profile = everythingBelowSite();
        profile.reply = reply;
        const auto ids = w.fleet.addDevices(profile);
        VERIFY_RESULT(ids);
        QVERIFY(connectAll(w, *ids));
        backEnd.send(u"site/all/cmd"_s, R"({"requestTime":42})", 1);
        QTRY_COMPARE(w.entries(EntryKind::In).size(), 4 + 4 * 4); // the command, and four replies to four devices
        QCOMPARE(w.countOf(UnansweredReason::OwnMessage), 16);
        backEnd.send(u"site/end"_s, "end", 1); // all messages have come before this one
        QTRY_COMPARE(backEnd.heardOn(u"site/end"_s).size(), 1);
        QCOMPARE(backEnd.heard().size(), 1 + 4 + 1);
    }

    void reportsAndWillsAreNoCommands()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"site/#"_s));
        Profile profile = everythingBelowSite();
        profile.telemetry = {
            {.name = u"t"_s, .topic = u"site/t"_s, .payload = R"({"requestTime":"${seq()}"})", .everyMs = 60'000}};
        profile.connection.will = Will{.topic = u"site/gone"_s, .payload = R"({"requestTime":7})"};
        const auto ids = w.fleet.addDevices(profile);
        VERIFY_RESULT(ids);
        QVERIFY(connectAll(w, *ids));
        AWAIT_RESULT(w.fleet.perform(ids->at(0), Order::Publish{{.payload = R"({"traceId":"up"})"}}));
        AWAIT_RESULT(w.fleet.perform(ids->at(1), Order::GoOffline{OfflineMode::Abrupt}));
        QTRY_COMPARE(backEnd.heardOn(u"site/gone"_s).size(), 1);
        backEnd.send(u"site/cmd"_s, R"({"requestTime":42})", 1);
        QTRY_COMPARE(backEnd.heardOn(u"site/d0/rsp"_s).size(), 1);
        QTRY_COMPARE(backEnd.heardOn(u"site/d2/rsp"_s).size(), 1);
        QTRY_COMPARE(backEnd.heardOn(u"site/d3/rsp"_s).size(), 1);
        for (const EntryPtr &entry : w.entries(EntryKind::Out)) {
            if (entry->matched)
                QCOMPARE(entry->correlation, (Match::Correlation{{u"requestTime"_s, u"42"_s}}));
        }
    }

    /// Another program that receives the replies: its devices are not ours, so the guard has to end the storm.
    void twoProgramsDoNotAnswerEachOtherForEver()
    {
        World here;
        World there;
        Profile profile = everythingBelowSite();
        profile.count = 1;
        profile.replyLimit = 50;
        const auto ids = here.fleet.addDevices(profile);
        profile.clientId = u"other"_s;
        const auto others = there.fleet.addDevices(profile);
        VERIFY_RESULT(ids);
        VERIFY_RESULT(others);
        QVERIFY(connectAll(here, *ids));
        QVERIFY(connectAll(there, *others));
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"site/#"_s));
        backEnd.send(u"site/all/cmd"_s, R"({"requestTime":42})", 1);
        QTRY_VERIFY(here.entries(EntryKind::Fault).size() + there.entries(EntryKind::Fault).size() > 0);
        const qsizetype replies =
            backEnd.heardOn(u"site/d0/rsp"_s).size() + backEnd.heardOn(u"site/other/rsp"_s).size();
        QVERIFY2(replies <= 2 * profile.replyLimit, qPrintable(QString::number(replies)));
        backEnd.send(u"site/all/cmd"_s, R"({"requestTime":43})", 1); // and the devices still work
        QTRY_VERIFY(
            backEnd.heardOn(u"site/d0/rsp"_s).value(backEnd.heardOn(u"site/d0/rsp"_s).size() - 1).contains("43"));
    }

    /// A device that plays the back end for another one publishes to exactly the command topic of that device.
    void aDeviceMaySendCommandsByHand()
    {
        World w;
        Profile profile;
        profile.connection.url = m_broker.url();
        for (const QString &id : {u"a"_s, u"backend"_s}) {
            VERIFY_RESULT(w.fleet.addDevice(id, profile));
            AWAIT_RESULT(w.fleet.perform(id, Order::Connect()));
        }
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"mqtt/a/v1/bypass/rsp"_s));
        AWAIT_RESULT(w.fleet.perform(
            u"backend"_s, Order::Publish{{.topic = u"mqtt/a/v1/bypass"_s, .payload = R"({"requestTime":5})"}}));
        QTRY_COMPARE(backEnd.heard().size(), 1);
    }

    /// The devices have several threads.
    void whatIsReceivedFollowsWhatWasSent()
    {
        constexpr qsizetype each = 300;
        World w;
        const auto ids = w.fleet.addDevices(everythingBelowSite());
        VERIFY_RESULT(ids);
        QVERIFY(connectAll(w, *ids));
        for (qsizetype i = 0; i < each; ++i) {
            for (const QString &id : *ids)
                w.fleet.perform(id, Order::Publish{{.payload = QByteArray::number(i), .qos = 0}});
        }
        QTRY_COMPARE(w.entries(EntryKind::In).size(), each * ids->size() * ids->size());
        QHash<std::pair<QString, QByteArray>, Cursor> sent;
        for (const EntryPtr &entry : w.entries(EntryKind::Out))
            sent[{entry->topic, entry->payload}] = entry->seq;
        for (const EntryPtr &entry : w.entries(EntryKind::In))
            QVERIFY(sent.value({entry->topic, entry->payload}, entry->seq) < entry->seq);
    }

    void rulesThatPublishToEachOtherEnd_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("copies");
        QTest::newRow("other values each time") << QByteArray(R"({"requestTime":"${uuid()}"})") << 1;
        QTest::newRow("no values") << QByteArray(R"({"n":"${seq()}"})") << 1;
        QTest::newRow("always the same") << QByteArray(R"({"n":1})") << 1;
        QTest::newRow("two for each one") << QByteArray(R"({"n":"${uuid()}"})") << 2;
    }

    void rulesThatPublishToEachOtherEnd();
};

/// With the usual limit, as storms of replies.
void TestOwnMessagesBroker::rulesThatPublishToEachOtherEnd()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, copies);
    World w;
    for (const auto &[id, other] : {std::pair(u"a"_s, "b"), std::pair(u"b"_s, "a")}) {
        Profile profile;
        profile.connection.url = m_broker.url();
        const QByteArray publish =
            R"({"publish":{"topic":"mqtt/)" + QByteArray(other) + R"(/v1/bypass","payload":)" + payload + "}}";
        const auto rule = Rules::Rule::fromJson(
            JsonText::parse(R"({"then":[)" + QByteArrayList(copies, publish).join(',') + "]}").value());
        VERIFY_RESULT(rule);
        profile.rules = {*rule};
        VERIFY_RESULT(w.fleet.addDevice(id, profile));
        AWAIT_RESULT(w.fleet.perform(id, Order::Connect()));
    }
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"none"_s));
    backEnd.send(u"mqtt/a/v1/bypass"_s, R"({"requestTime":1})", 1);
    QTRY_COMPARE_WITH_TIMEOUT(w.entries(EntryKind::Fault).size(), 1, 60'000);
    QVERIFY(w.entries(EntryKind::Fault).first()->event == EntryEvent::RepliesStopped);
    // What was on its way arrives, and fires nothing.
    QTRY_COMPARE(w.entries(EntryKind::In).size(), w.entries(EntryKind::Out).size() + 1);
    const qsizetype sent = w.entries(EntryKind::Out).size();
    QVERIFY2(sent > Profile().replyLimit && sent <= Profile().replyLimit + 2 * copies,
             qPrintable(QString::number(sent)));
    // The next message begins anew.
    backEnd.send(u"mqtt/b/v1/bypass"_s, R"({"requestTime":2})", 1);
    QTRY_COMPARE_WITH_TIMEOUT(w.entries(EntryKind::Fault).size(), 2, 60'000);
}

STANDIN_TEST(TestOwnMessagesBroker)
#include "tst_ownmessages_broker.moc"
