// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QJsonArray>
#include <QNetworkReply>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// Health and /api/v1, with a journal that the test fills.
class TestEngineApi : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1, .journal = {.entries = 20}});
        m_ready = {};
        m_server =
            std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0, .readiness = [this] { return m_ready; }});
        const auto url = m_server->listen();
        QVERIFY(url);
        m_client = std::make_unique<Client>(*url);
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_engine.reset();
    }

    void isLive()
    {
        const Answer answer = m_client->get(u"/livez"_s);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(u"status"_s).toString(), u"live"_s);
    }

    void saysWhetherItIsReady()
    {
        QCOMPARE(m_client->get(u"/readyz"_s).status, 200);
        m_ready = failure(ErrorCode::NotOnline, u"2 of 3 devices are online"_s);
        const Answer answer = m_client->get(u"/readyz"_s);
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.json().value(u"detail"_s).toString(), u"2 of 3 devices are online"_s);
    }

    void aHistoryThatCannotBeWrittenIsNotReady()
    {
        QTemporaryDir folder;
        Engine engine({.workers = 1, .history = {.path = folder.filePath(u"missing/journal.db"_s)}});
        RestServer server(engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        Client client(*url);
        const Answer answer = client.get(u"/readyz"_s);
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.json().value(u"detail"_s).toString().contains(u"missing/journal.db"_s));
        const QJsonObject entry = client.get(u"/api/v1/journal"_s).json().value(u"entries"_s)[0].toObject();
        QCOMPARE(entry.value(u"event"_s).toString(), u"history-stopped"_s);
    }

    /// A cursor of a client is good for the next run, too.
    void theJournalGoesOnAfterARestart()
    {
        QTemporaryDir folder;
        const EngineOptions options{.workers = 1, .history = {.path = folder.filePath(u"journal.db"_s)}};
        {
            Engine engine(options);
            for (int i = 0; i < 50; ++i)
                engine.journal().append({.device = u"d"_s, .event = EntryEvent::MessageSent});
        }
        Engine engine(options);
        RestServer server(engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        Client client(*url);
        QCOMPARE(client.get(u"/readyz"_s).status, 200);
        engine.journal().append({.device = u"d"_s, .event = EntryEvent::MessageSent});
        const QJsonObject page = client.get(u"/api/v1/journal?after=48"_s).json();
        QCOMPARE(page.value(u"entries"_s).toArray().size(), 3);
        QCOMPARE(page.value(u"cursor"_s).toInt(), 51);
        QCOMPARE(page.value(u"more"_s).toBool(true), false);
        const QJsonObject first = client.get(u"/api/v1/journal?limit=10"_s).json();
        QCOMPARE(first.value(u"cursor"_s).toInt(), 10);
        QCOMPARE(first.value(u"more"_s).toBool(), true);
    }

    void saysItsVersion()
    {
        const QJsonObject version = m_client->get(u"/version"_s).json();
        QCOMPARE(version.value(u"name"_s).toString(), u"standin"_s);
        QVERIFY(!version.value(u"version"_s).toString().isEmpty());
    }

    void listsDevices()
    {
        Profile profile;
        profile.name = u"thermostat"_s;
        QVERIFY(m_engine->fleet().addDevice(u"b"_s, profile));
        QVERIFY(m_engine->fleet().addDevice(u"a"_s, profile));
        const QJsonObject list = m_client->get(u"/api/v1/devices"_s).json();
        QVERIFY(list.contains(u"cursor"_s));
        const QJsonArray devices = list.value(u"devices"_s).toArray();
        QCOMPARE(devices.size(), 2);
        const QJsonObject first = devices.first().toObject();
        QCOMPARE(first.value(u"id"_s).toString(), u"b"_s);
        QCOMPARE(first.value(u"profile"_s).toString(), u"thermostat"_s);
        QCOMPARE(first.value(u"state"_s).toString(), u"offline"_s);
        QCOMPARE(first.value(u"topics"_s).toObject().value(u"report"_s).toString(), u"mqtt/b/v1/req"_s);
    }

    void listsDevicesInPages()
    {
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
            QVERIFY(m_engine->fleet().addDevice(id, Profile()));
        const auto idsOf = [](const QJsonObject &page) {
            QStringList ids;
            for (const QJsonValue &device : page.value(u"devices"_s).toArray())
                ids += device.toObject().value(u"id"_s).toString();
            return ids;
        };
        const QJsonObject first = m_client->get(u"/api/v1/devices?limit=2"_s).json();
        QCOMPARE(idsOf(first), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(first.value(u"more"_s).toBool());
        const QString after = QString::number(first.value(u"next"_s).toInteger());

        (void)m_engine->fleet().perform(u"b"_s, Order::Remove()); // the page continues after it
        const QJsonObject second = m_client->get(u"/api/v1/devices?limit=2&after="_s + after).json();
        QCOMPARE(idsOf(second), (QStringList{u"c"_s, u"d"_s}));
        const QString afterSecond = QString::number(second.value(u"next"_s).toInteger());
        const QJsonObject last = m_client->get(u"/api/v1/devices?limit=2&after="_s + afterSecond).json();
        QCOMPARE(idsOf(last), QStringList{u"e"_s});
        QVERIFY(!last.contains(u"more"_s));
        QVERIFY(!last.contains(u"next"_s));
        QCOMPARE(m_client->get(u"/api/v1/devices?limit=0"_s).status, 400);
    }

    void listsManyDevices()
    {
        Profile profile;
        profile.count = 1000;
        QVERIFY(m_engine->fleet().addDevices(profile));
        const QJsonArray devices = m_client->get(u"/api/v1/devices"_s).json().value(u"devices"_s).toArray();
        QCOMPARE(devices.size(), 1000);
        QCOMPARE(devices.last().toObject().value(u"id"_s).toString(), u"device-999"_s);
    }

    void findsDevices_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << u"gw-1"_s << u"/api/v1/devices/gw-1"_s;
        QTest::newRow("slash") << u"site/gw"_s << u"/api/v1/devices/site%2Fgw"_s;
        QTest::newRow("UTF-8") << u"温度"_s << u"/api/v1/devices/%E6%B8%A9%E5%BA%A6"_s;
        QTest::newRow("space and percent") << u"a 100%"_s << u"/api/v1/devices/a%20100%25"_s;
        QTest::newRow("plus") << u"a+b"_s << u"/api/v1/devices/a+b"_s;
    }

    void findsDevices()
    {
        QFETCH(QString, id);
        QFETCH(QString, path);
        Profile profile;
        profile.topics = {.report = u"r"_s, .command = u"c"_s, .reply = u"p"_s}; // a plus is not allowed in a topic
        QVERIFY(m_engine->fleet().addDevice(id, profile));
        const Answer answer = m_client->get(path);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(u"id"_s).toString(), id);
    }

    void refusesUnknownDevices()
    {
        const Answer answer = m_client->get(u"/api/v1/devices/nobody"_s);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.field("content-type"), "application/problem+json");
        QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:unknown-device"_s);
        QCOMPARE(answer.json().value(u"status"_s).toInt(), 404);
    }

    void returnsTheJournal()
    {
        Entry entry = message(u"gw"_s, R"({"traceId":"t1","n":1})");
        entry.correlation = {{u"traceId"_s, u"t1"_s}};
        entry.properties = {{u"unit"_s, u"C"_s}, {u"unit"_s, u"F"_s}};
        entry.qos = 1;
        entry.matched = true;
        entry.ruleId = u"default"_s;
        m_engine->journal().append(entry);

        const QJsonObject page = m_client->get(u"/api/v1/journal"_s).json();
        QCOMPARE(page.value(u"cursor"_s).toInt(), 1);
        QCOMPARE(page.value(u"dropped"_s).toInt(), 0);
        const QJsonObject json = page.value(u"entries"_s).toArray().first().toObject();
        QCOMPARE(json.value(u"seq"_s).toInt(), 1);
        QCOMPARE(json.value(u"kind"_s).toString(), u"in"_s);
        QCOMPARE(json.value(u"device"_s).toString(), u"gw"_s);
        QCOMPARE(json.value(u"qos"_s).toInt(), 1);
        QCOMPARE(json.value(u"matched"_s).toBool(), true);
        QCOMPARE(json.value(u"ruleId"_s).toString(), u"default"_s);
        QCOMPARE(json.value(u"correlation"_s).toObject().value(u"traceId"_s).toString(), u"t1"_s);
        QCOMPARE(json.value(u"properties"_s).toArray().size(), 2);
        QCOMPARE(json.value(u"payload"_s).toString(), QString::fromUtf8(entry.payload));
        QCOMPARE(json.value(u"json"_s).toObject().value(u"n"_s).toInt(), 1);
        const QString at = json.value(u"at"_s).toString();
        QVERIFY2(QDateTime::fromString(at, Qt::ISODateWithMs).isValid() && at.endsWith(u'Z') && at.size() == 27,
                 qPrintable(at));
    }

    void showsPayloadsAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QJsonObject>("members");
        QTest::newRow("text") << "on"_ba << QJsonObject{{u"payload"_s, u"on"_s}};
        QTest::newRow("empty") << ""_ba << QJsonObject{{u"payload"_s, u""_s}};
        QTest::newRow("number") << "5"_ba << QJsonObject{{u"payload"_s, u"5"_s}, {u"json"_s, 5}};
        QTest::newRow("UTF-8") << "温"_ba << QJsonObject{{u"payload"_s, u"温"_s}};
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QJsonObject{{u"payload"_s, QString(u"a\0b"_s)}};
        QTest::newRow("binary") << "\xff\x00"_ba << QJsonObject{{u"payloadBase64"_s, u"/wA="_s}};
    }

    void showsPayloadsAsTheyAre()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QJsonObject, members);
        m_engine->journal().append(message(u"gw"_s, payload));
        const QJsonObject page = m_client->get(u"/api/v1/journal"_s).json();
        const QJsonObject json = page.value(u"entries"_s).toArray().first().toObject();
        for (const QString &key : {u"payload"_s, u"json"_s, u"payloadBase64"_s})
            QCOMPARE(json.value(key), members.value(key));
    }

    void leavesMessageMembersOutOfOtherEntries()
    {
        Entry entry;
        entry.device = u"gw"_s;
        entry.event = EntryEvent::StateChanged;
        entry.state = DeviceState::Failed;
        entry.error = Error{ErrorCode::BrokerRefused, u"bad user name or password"_s, {}, quint8(0x86)};
        m_engine->journal().append(entry);
        const QJsonObject page = m_client->get(u"/api/v1/journal"_s).json();
        const QJsonObject json = page.value(u"entries"_s).toArray().first().toObject();
        QCOMPARE(json.value(u"note"_s).toString(), u"failed"_s);
        QVERIFY(!json.contains(u"topic"_s));
        QVERIFY(!json.contains(u"payload"_s));
        const QJsonObject error = json.value(u"error"_s).toObject();
        QCOMPARE(error.value(u"code"_s).toString(), u"broker-refused"_s);
        QCOMPARE(error.value(u"reasonCode"_s).toInt(), 0x86);
    }

    void givesEventsAsData_data()
    {
        using Event = EntryEvent;
        QTest::addColumn<Entry>("entry");
        QTest::addColumn<QJsonObject>("expected"); // null: the member must not be there
        const auto row = [](const char *name, const Entry &entry, const QJsonObject &expected) {
            QTest::newRow(name) << entry << expected;
        };
        row("received", {.event = Event::MessageReceived},
            {{u"kind"_s, u"in"_s}, {u"event"_s, u"message-received"_s}, {u"note"_s, {}}, {u"state"_s, {}}});
        row("sent", {.event = Event::MessageSent},
            {{u"kind"_s, u"out"_s}, {u"event"_s, u"message-sent"_s}, {u"note"_s, {}}});
        row("online", {.event = Event::StateChanged, .state = DeviceState::Online},
            {{u"kind"_s, u"lifecycle"_s},
             {u"event"_s, u"state-changed"_s},
             {u"state"_s, u"online"_s},
             {u"offlineMode"_s, {}},
             {u"packetId"_s, {}},
             {u"note"_s, u"online"_s}});
        row("left", {.event = Event::StateChanged, .state = DeviceState::Offline, .offlineMode = OfflineMode::WithWill},
            {{u"event"_s, u"state-changed"_s},
             {u"state"_s, u"offline"_s},
             {u"offlineMode"_s, u"with-will"_s},
             {u"note"_s, u"offline:with-will"_s}});
        row("lost after a message",
            {.event = Event::StateChanged, .topic = u"a/b"_s, .packetId = 7, .state = DeviceState::Reconnecting},
            {{u"state"_s, u"reconnecting"_s}, {u"topic"_s, u"a/b"_s}, {u"packetId"_s, 7}});
        row("report not sent", {.event = Event::ReportNotSent, .topic = u"a/b"_s},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"report-not-sent"_s},
             {u"topic"_s, u"a/b"_s},
             {u"payload"_s, {}},
             {u"note"_s, u"report not sent"_s}});
        row("reply not sent", {.event = Event::ReplyNotSent, .topic = u"a/b"_s},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"reply-not-sent"_s},
             {u"topic"_s, u"a/b"_s},
             {u"note"_s, u"reply not sent"_s}});
        row("message refused", {.event = Event::MessageRefused, .packetId = 7},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"message-refused"_s},
             {u"packetId"_s, 7},
             {u"topic"_s, {}},
             {u"note"_s, u"message refused"_s}});
        row("message given up", {.event = Event::MessageGivenUp, .packetId = 7},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"message-given-up"_s},
             {u"packetId"_s, 7},
             {u"note"_s, u"message given up"_s}});
        row("no will", {.event = Event::WithWillUnavailable, .offlineMode = OfflineMode::Abrupt},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"with-will-unavailable"_s},
             {u"state"_s, {}},
             {u"offlineMode"_s, u"abrupt"_s},
             {u"note"_s, u"with-will needs MQTT 5: leaving abruptly instead"_s}});
        row("subscription limited", {.event = Event::SubscriptionLimited, .topic = u"a/#"_s},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"subscription-limited"_s},
             {u"topic"_s, u"a/#"_s},
             {u"note"_s, u"subscription limited"_s}});
        row("CONNACK",
            {.event = Event::ConnackReceived,
             .sessionPresent = true,
             .reasonCode = 0,
             .properties = {{u"receiveMaximum"_s, u"20"_s}}},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"connack-received"_s},
             {u"reasonCode"_s, 0},
             {u"sessionPresent"_s, true},
             {u"properties"_s, QJsonArray{QJsonObject{{u"name"_s, u"receiveMaximum"_s}, {u"value"_s, u"20"_s}}}},
             {u"note"_s, u"CONNACK"_s}});
        row("CONNACK, refused", {.event = Event::ConnackReceived, .reasonCode = 0x87},
            {{u"reasonCode"_s, 0x87},
             {u"sessionPresent"_s, false},
             {u"properties"_s, {}},
             {u"note"_s, u"CONNACK: refused"_s}});
        row("subscription granted", {.event = Event::SubscriptionGranted, .topic = u"a/#"_s, .qos = 1},
            {{u"kind"_s, u"protocol"_s},
             {u"event"_s, u"subscription-granted"_s},
             {u"topic"_s, u"a/#"_s},
             {u"qos"_s, 1},
             {u"reasonCode"_s, {}},
             {u"note"_s, u"subscription granted"_s}});
        row("subscription refused", {.event = Event::SubscriptionRefused, .topic = u"a/#"_s},
            {{u"event"_s, u"subscription-refused"_s}, {u"qos"_s, {}}, {u"note"_s, u"subscription refused"_s}});
        row("PINGRESP late", {.event = Event::PingAnsweredLate, .waitedMs = 7200},
            {{u"event"_s, u"pingresp-late"_s}, {u"waitedMs"_s, 7200}, {u"note"_s, u"PINGRESP late"_s}});
        row("DISCONNECT", {.event = Event::DisconnectReceived, .reasonCode = 0x8b},
            {{u"event"_s, u"disconnect-received"_s},
             {u"reasonCode"_s, 0x8b},
             {u"waitedMs"_s, {}},
             {u"note"_s, u"DISCONNECT received"_s}});
        row("replies stopped", {.event = Event::RepliesStopped, .topic = u"a/b"_s},
            {{u"kind"_s, u"fault"_s},
             {u"event"_s, u"replies-stopped"_s},
             {u"topic"_s, u"a/b"_s},
             {u"note"_s, u"replies stopped"_s}});
        row("not answered",
            {.event = Event::MessageReceived, .unanswered = Unanswered{UnansweredReason::NoCorrelationKey}},
            {{u"matched"_s, false}, {u"reason"_s, u"noCorrelationKey"_s}, {u"jsonError"_s, {}}});
        row("no JSON",
            {.event = Event::MessageReceived,
             .unanswered = Unanswered{UnansweredReason::NotJson, JsonFault{JsonProblem::NullCharacter, {1, 3}}}},
            {{u"reason"_s, u"notJson"_s},
             {u"jsonError"_s, QJsonObject{{u"line"_s, 1},
                                          {u"column"_s, 3},
                                          {u"message"_s, u"a NUL character (U+0000) does not belong here"_s}}}});
        row("answered", {.event = Event::MessageReceived, .matched = true}, {{u"reason"_s, {}}});
    }

    void givesEventsAsData()
    {
        QFETCH(Entry, entry);
        QFETCH(QJsonObject, expected);
        m_engine->journal().append(entry);
        const QJsonObject page = m_client->get(u"/api/v1/journal"_s).json();
        const QJsonObject json = page.value(u"entries"_s).toArray().first().toObject();
        for (auto it = expected.begin(); it != expected.end(); ++it)
            QCOMPARE(json.value(it.key()), it->isNull() ? QJsonValue(QJsonValue::Undefined) : it.value());
    }

    void selectsEntries_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<int>>("seqs");
        QTest::addColumn<int>("cursor");
        QTest::newRow("all") << u""_s << QList<int>{1, 2, 3} << 3;
        QTest::newRow("after") << u"?after=1"_s << QList<int>{2, 3} << 3;
        QTest::newRow("after the end") << u"?after=3"_s << QList<int>{} << 3;
        QTest::newRow("device") << u"?device=a"_s << QList<int>{1, 3} << 3;
        QTest::newRow("device unknown") << u"?device=x"_s << QList<int>{} << 3;
        QTest::newRow("kind") << u"?kind=out"_s << QList<int>{3} << 3;
        QTest::newRow("matched") << u"?matched=true"_s << QList<int>{2} << 3;
        QTest::newRow("correlation") << u"?correlationKey=traceId&correlationValue=t+2"_s << QList<int>{2} << 3;
        QTest::newRow("limit") << u"?limit=2"_s << QList<int>{1, 2} << 2;
    }

    void selectsEntries()
    {
        m_engine->journal().append(message(u"a"_s, "1"));
        Entry second = message(u"b"_s, "2");
        second.matched = true;
        second.correlation = {{u"traceId"_s, u"t 2"_s}};
        m_engine->journal().append(second);
        Entry third = message(u"a"_s, "3");
        third.event = EntryEvent::MessageSent;
        m_engine->journal().append(third);

        QFETCH(QString, query);
        const QJsonObject page = m_client->get(u"/api/v1/journal"_s + query).json();
        QList<int> found;
        for (const QJsonValue &entry : page.value(u"entries"_s).toArray())
            found += entry.toObject().value(u"seq"_s).toInt();
        QTEST(found, "seqs");
        QTEST(page.value(u"cursor"_s).toInt(), "cursor");
    }

    void saysWhatWasDropped()
    {
        for (int i = 0; i < 25; ++i)
            m_engine->journal().append(message(u"a"_s, "x"));
        QCOMPARE(m_client->get(u"/api/v1/journal"_s).json().value(u"dropped"_s).toInt(), 5);
    }

    void endsLargePagesEarly()
    {
        for (int i = 0; i < 3; ++i)
            m_engine->journal().append(message(u"a"_s, QByteArray(5'000'000, 'x')));
        const QJsonObject page = m_client->get(u"/api/v1/journal"_s).json();
        QCOMPARE(page.value(u"entries"_s).toArray().size(), 1);
        QCOMPARE(page.value(u"cursor"_s).toInt(), 1);
    }

    void mayGoWhileAListIsMade()
    {
        Profile profile;
        profile.count = 2000;
        QVERIFY(m_engine->fleet().addDevices(profile));
        const std::unique_ptr<QNetworkReply> reply(m_client->begin("GET", u"/api/v1/devices"_s, {}));
        QTRY_COMPARE(m_server->connectionCount(), 1);
        m_server.reset();
        QTRY_VERIFY(reply->isFinished());
    }

    void refusesBadQueries()
    {
        const Answer answer = m_client->get(u"/api/v1/journal?limit=many"_s);
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.json()
                    .value(u"detail"_s)
                    .toString()
                    .startsWith(u"limit: expected a number from 1 to 10000, found \"many\""_s));
    }

private:
    static Entry message(const QString &device, const QByteArray &payload)
    {
        Entry entry;
        entry.device = device;
        entry.event = EntryEvent::MessageReceived;
        entry.topic = u"some/topic"_s;
        entry.payload = payload;
        return entry;
    }

    Result<> m_ready;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

STANDIN_TEST(TestEngineApi)

#include "tst_engineapi.moc"
