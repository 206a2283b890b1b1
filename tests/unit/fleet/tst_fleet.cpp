// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "broker/localbroker.h"
#include "fleet/fleet.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "unit/fleet/fleetworld.h"

#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>
#include <thread>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// The whole engine with a real broker.
class TestFleet : public QObject
{
    Q_OBJECT

private:
    using World = Tests::FleetWorld;

    static QString commandTopic(const QString &id) { return u"mqtt/%1/v1/bypass"_s.arg(id); }
    static QString replyTopic(const QString &id) { return u"mqtt/%1/v1/bypass/rsp"_s.arg(id); }
    static QString reportTopic(const QString &id) { return u"mqtt/%1/v1/req"_s.arg(id); }

    Profile profile() const
    {
        Profile profile;
        profile.connection.url = m_broker.url();
        profile.connection.reconnect = {.initialMs = 20, .maxMs = 200, .jitter = 0.2, .attempts = 0};
        return profile;
    }

    static QString stateOf(const Fleet &fleet, const QString &id) { return toString(fleet.status(id)->state); }

    static QList<EntryPtr> entries(const Journal &journal, const QString &id, EntryKind kind)
    {
        return journal
            .read({.device = id,
                   .kind = kind,
                   .matched = {},
                   .correlationKey = {},
                   .correlationValue = {},
                   .limit = 100'000})
            .entries;
    }

    LocalBroker m_broker;

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    /// The first caller makes the device; the others change it.
    void putsADeviceInOneStep()
    {
        World w;
        constexpr int threads = 8;
        std::atomic<int> made = 0;
        std::atomic<int> failed = 0;
        std::vector<std::thread> callers;
        for (int i = 0; i < threads; ++i) {
            callers.emplace_back([&] {
                for (int n = 0; n < 50; ++n) {
                    const auto put =
                        w.fleet.putDevice(u"d%1"_s.arg(n), [&](const VersionedProfile *own) -> Result<Profile> {
                            made += own ? 0 : 1;
                            return own ? own->profile : profile();
                        });
                    failed += put ? 0 : 1;
                }
            });
        }
        for (std::thread &caller : callers)
            caller.join();
        QCOMPARE(failed, 0);
        QCOMPARE(made, 50);
        QCOMPARE(w.fleet.ids().size(), 50);
    }

    void putsNothingWhenThereIsNoProfile()
    {
        World w;
        const auto put = w.fleet.putDevice(
            u"d"_s, [](const VersionedProfile *) -> Result<Profile> { return failure(ErrorCode::Internal, {}); });
        QVERIFY(!put);
        QVERIFY(put.error().code == ErrorCode::Internal);
        QVERIFY(w.fleet.ids().isEmpty());
    }

    void boundsThePresetRepliesOfAll()
    {
        World w;
        const QByteArray payload(4 * 1024 * 1024, 'x');
        const auto add = [&](const QString &id) {
            Fleet::Done done = w.fleet.perform(id, Order::AddPresetReply{payload});
            done.waitForFinished();
            return done.result();
        };
        for (int i = 0; i < 9; ++i)
            VERIFY_RESULT(w.fleet.addDevice(u"d%1"_s.arg(i), profile()));
        for (int i = 0; i < 8; ++i)
            VERIFY_RESULT(add(u"d%1"_s.arg(i)));
        const auto refused = add(u"d8"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::LimitReached);
        QVERIFY2(refused.error().message.contains(u"32 MiB"_s), qPrintable(refused.error().message));
        w.fleet.perform(u"d0"_s, Order::ClearPresetReplies()).waitForFinished();
        VERIFY_RESULT(add(u"d8"_s));
        QVERIFY(!add(u"d0"_s));
        w.fleet.perform(u"d1"_s, Order::Remove()).waitForFinished();
        VERIFY_RESULT(add(u"d0"_s));
    }

    void boundsThePresetRepliesThatReplaceOthers()
    {
        World w;
        const QByteArray payload(31 * 1024 * 1024, 'x');
        VERIFY_RESULT(w.fleet.addDevice(u"d"_s, profile()));
        const QList<PresetReply> large{{payload}};
        const auto replace = [&](const QList<PresetReply> &before, const QList<PresetReply> &after) {
            Fleet::Done done = w.fleet.perform(u"d"_s, Order::ReplacePresetReplies{before, after});
            done.waitForFinished();
            return done.result();
        };
        VERIFY_RESULT(replace({}, {{"1"}}));
        VERIFY_RESULT(replace({{"1"}}, large));
        const auto refused = replace(large, {{payload}, {payload}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::LimitReached);
        QVERIFY(w.fleet.status(u"d"_s)->presetReplies == large);
        VERIFY_RESULT(replace(large, {{"2"}}));
        VERIFY_RESULT(replace({{"2"}}, large)); // what was replaced counts no more
    }

    void addsDevicesAllOrNone()
    {
        World w;
        Profile kind = profile();
        kind.clientId = u"t-${index}"_s;
        kind.count = 3;
        const auto ids = w.fleet.addDevices(kind);
        VERIFY_RESULT(ids);
        QCOMPARE(*ids, (QStringList{u"t-0"_s, u"t-1"_s, u"t-2"_s}));
        QCOMPARE(w.fleet.status(u"t-2"_s)->commandTopic, commandTopic(u"t-2"_s));

        kind.count = 5;
        const auto again = w.fleet.addDevices(kind);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::DeviceExists);
        QCOMPARE(again.error().where, u"t-0"_s);
        QCOMPARE(again.error().detail, QString());
        QCOMPARE(w.fleet.ids(), *ids);
    }

    void refusesWrongProfiles_data()
    {
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("where");
        QTest::newRow("no client id") << QString() << QByteArray("{}") << u"/clientId"_s;
        QTest::newRow("client id with U+0000") << QString(QChar(0)) << QByteArray("{}") << u"/clientId"_s;
        QTest::newRow("client id too long") << QString(70000, u'x') << QByteArray("{}") << u"/clientId"_s;
        QTest::newRow("client id with a line break") << u"a\nb"_s << QByteArray("{}") << u"/clientId"_s;
        QTest::newRow("client id that is half a character")
            << QString(QChar(0xd800)) << QByteArray("{}") << u"/clientId"_s;
        QTest::newRow("client id that makes its topics wildcards") << u"+"_s << QByteArray("{}") << u"/topics/report"_s;
        QTest::newRow("unknown name in the reply") << u"a"_s << QByteArray(R"({"a":"${nonsense}"})") << u"/reply"_s;
    }

    void refusesWrongProfiles()
    {
        QFETCH(QString, clientId);
        QFETCH(QByteArray, reply);
        QFETCH(QString, where);
        World w;
        Profile wrong = profile();
        wrong.reply = reply;
        const auto added = w.fleet.addDevice(clientId, wrong);
        QVERIFY(!added);
        QCOMPARE(added.error().where, where);
        QVERIFY(w.fleet.ids().isEmpty());
    }

    void makesTheDevicesThatTheProfileSays()
    {
        World w;
        Profile kind = profile();
        kind.clientId = u"gw-${index}"_s;
        kind.count = 4;
        kind.except = {1};
        kind.names = {{3, u"north"_s}};
        const QStringList expected{u"gw-0"_s, u"gw-2"_s, u"north"_s};
        QCOMPARE(w.fleet.clientIds(kind).value(), expected);
        QCOMPARE(w.fleet.addDevices(kind).value(), expected);
        QCOMPARE(w.fleet.ids(), expected);
        QCOMPARE(w.fleet.status(u"gw-2"_s)->index, 2);
        QCOMPARE(w.fleet.status(u"north"_s)->index, 3);
        VERIFY_RESULT(w.fleet.addDevice(u"more"_s, kind, 4));
        QCOMPARE(w.fleet.status(u"more"_s)->index, 4);
    }

    void findsTheNextFreeId_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("free");
        QTest::newRow("number at the end") << u"gw-3"_s << u"gw-4"_s;
        QTest::newRow("the next ones are taken") << u"gw-0"_s << u"gw-3"_s;
        QTest::newRow("no number") << u"pump"_s << u"pump-2"_s;
        QTest::newRow("leading zeros stay") << u"gw-007"_s << u"gw-008"_s;
        QTest::newRow("one digit more") << u"gw-099"_s << u"gw-100"_s;
        QTest::newRow("nothing but a number") << u"9"_s << u"10"_s;
    }

    void findsTheNextFreeId()
    {
        QFETCH(QString, after);
        QFETCH(QString, free);
        World w;
        Profile kind = profile();
        kind.clientId = u"gw-${index}"_s;
        kind.count = 3;
        VERIFY_RESULT(w.fleet.addDevices(kind));
        QCOMPARE(w.fleet.freeIdAfter(after), free);
    }

    void registersTheProfilesInUse()
    {
        World w;
        Profile kind = profile();
        kind.name = u"pump"_s;
        kind.count = 2;
        kind.clientId = u"p-${index}"_s;
        VERIFY_RESULT(w.fleet.addDevices(kind));
        QCOMPARE(w.profiles.find(u"pump"_s)->clientId, u"p-${index}"_s);

        Profile variant = kind;
        variant.vars = QJsonObject{{u"site"_s, u"lab"_s}};
        VERIFY_RESULT(w.fleet.setProfile(u"p-0"_s, variant));
        QVERIFY2(w.profiles.find(u"pump"_s)->vars == JsonText::emptyObject(),
                 "one device of its own does not change the profile");
        VERIFY_RESULT(w.fleet.setProfile(w.fleet.ids(), variant));
        QCOMPARE(w.profiles.find(u"pump"_s)->vars, variant.vars);

        QVERIFY(!w.fleet.addDevice(u"p-0"_s, kind)); // a failure changes nothing
        AWAIT_RESULT(w.fleet.perform(u"p-0"_s, Order::Remove()));
        QVERIFY(w.profiles.find(u"pump"_s));
        AWAIT_RESULT(w.fleet.perform(u"p-1"_s, Order::Remove()));
        QCOMPARE(w.profiles.find(u"pump"_s).error().code, ErrorCode::UnknownProfile);
    }

    void goesOnlineAndBack()
    {
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"a"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"a"_s, Order::Connect()));
        QCOMPARE(stateOf(w.fleet, u"a"_s), u"online"_s);
        AWAIT_RESULT(w.fleet.perform(u"a"_s, Order::GoOffline()));
        QCOMPARE(stateOf(w.fleet, u"a"_s), u"offline"_s);
        AWAIT_RESULT(w.fleet.perform(u"a"_s, Order::Reconnect()));
        QCOMPARE(stateOf(w.fleet, u"a"_s), u"online"_s);
        QStringList states;
        for (const EntryPtr &entry : entries(w.journal, u"a"_s, EntryKind::Lifecycle))
            states.append(toString(entry->state.value()) +
                          (entry->offlineMode ? u':' + toString(*entry->offlineMode) : QString()));
        QCOMPARE(states, (QStringList{u"connecting"_s, u"online"_s, u"offline:clean"_s, u"connecting"_s, u"online"_s}));
    }

    void answersCommands_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("reply"); // empty: none
        QTest::newRow("compact") << QByteArray(R"({"requestTime":17,"op":"get"})")
                                 << QByteArray(R"({"code":0,"requestTime":17,"result":{}})");
        QTest::newRow("pretty, key last")
            << QByteArray("{\n  \"op\" : \"get\",\n  \"requestTime\" : 1700000000123\n}\n")
            << QByteArray(R"({"code":0,"requestTime":1700000000123,"result":{}})");
        QTest::newRow("nested") << QByteArray(R"({"a":[{"b":{"requestTime":"x1"}}]})")
                                << QByteArray(R"({"code":0,"requestTime":"x1","result":{}})");
        QTest::newRow("quotes inside") << QByteArray("{\"requestTime\":\"say \\\"hi\\\"\"}")
                                       << QByteArray("{\"code\":0,\"requestTime\":\"say \\\"hi\\\"\",\"result\":{}}");
        QTest::newRow("trace id only") << QByteArray("{\"traceId\":\"a\\\"b\"}")
                                       << QByteArray(R"({"code":0,"requestTime":null,"result":{}})");
        QTest::newRow("100 KB") << QByteArray("{\"pad\":\"" + QByteArray(100'000, 'x') + "\",\"requestTime\":5}")
                                << QByteArray(R"({"code":0,"requestTime":5,"result":{}})");
        QTest::newRow("no key") << QByteArray(R"({"op":"get"})") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("hello \"requestTime\": 5") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("invalid UTF-8") << QByteArray("{\"requestTime\":\"\xff\xfe\"}") << QByteArray();
        QTest::newRow("deep nesting") << QByteArray(100'000, '[') << QByteArray();
    }

    void answersCommands()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, reply);
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), replyTopic(u"b"_s)));
        VERIFY_RESULT(w.fleet.addDevice(u"b"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"b"_s, Order::Connect()));

        backEnd.send(commandTopic(u"b"_s), command);
        QTRY_COMPARE(entries(w.journal, u"b"_s, EntryKind::In).size(), 1);
        const EntryPtr received = entries(w.journal, u"b"_s, EntryKind::In).first();
        QCOMPARE(received->payload, command);
        QCOMPARE(received->matched, !reply.isEmpty());
        if (!reply.isEmpty()) {
            QTRY_COMPARE(backEnd.heard().size(), 1);
            QCOMPARE(backEnd.heard().first().payload, reply);
            const EntryPtr sent = entries(w.journal, u"b"_s, EntryKind::Out).first();
            QVERIFY(sent->seq > received->seq);
        }
        // After any input the device still works.
        backEnd.send(commandTopic(u"b"_s), R"({"requestTime":"after"})", 1);
        QTRY_VERIFY(!backEnd.heard().isEmpty() && backEnd.heard().last().payload.contains("after"));
        QCOMPARE(backEnd.heard().last().qos, quint8(1));
        QCOMPARE(stateOf(w.fleet, u"b"_s), u"online"_s);
    }

    void answersABurstAndFindsItAgain()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), replyTopic(u"burst"_s)));
        VERIFY_RESULT(w.fleet.addDevice(u"burst"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"burst"_s, Order::Connect()));
        constexpr int count = 2000;
        for (int i = 0; i < count; ++i)
            backEnd.send(commandTopic(u"burst"_s), u"{\"requestTime\":%1}"_s.arg(i).toUtf8(), i % 3);
        QTRY_COMPARE_WITH_TIMEOUT(backEnd.heard().size(), count, 30'000);
        for (int i = 0; i < count; ++i) {
            const auto page = w.journal.read({.device = u"burst"_s,
                                              .kind = EntryKind::In,
                                              .matched = {},
                                              .correlationKey = u"requestTime"_s,
                                              .correlationValue = QString::number(i)});
            QCOMPARE(page.entries.size(), 1);
        }
    }

    void presetRepliesComeFirstAndOnce()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), replyTopic(u"p"_s)));
        VERIFY_RESULT(w.fleet.addDevice(u"p"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"p"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"p"_s, Order::AddPresetReply{{R"({"n":1,"t":"${requestTime}"})"}}));
        AWAIT_RESULT(
            w.fleet.perform(u"p"_s, Order::AddPresetReply{{R"({"n":2,"t":"{requestTime}","s":"at {requestTime}"})"}}));
        AWAIT_ERROR(w.fleet.perform(u"p"_s, Order::AddPresetReply{{R"({"n":"${oops()}"})"}}),
                    ErrorCode::InvalidArgument);
        QCOMPARE(w.fleet.status(u"p"_s)->presetReplies.size(), 2);

        for (int i = 1; i <= 3; ++i)
            backEnd.send(commandTopic(u"p"_s), u"{\"requestTime\":%1}"_s.arg(i).toUtf8());
        QTRY_COMPARE(backEnd.heard().size(), 3);
        QCOMPARE(backEnd.heard()[0].payload, QByteArray(R"({"n":1,"t":1})"));
        QCOMPARE(backEnd.heard()[1].payload, QByteArray(R"({"n":2,"t":2,"s":"at 2"})"));
        QCOMPARE(backEnd.heard()[2].payload, QByteArray(R"({"code":0,"requestTime":3,"result":{}})"));
        QVERIFY(w.fleet.status(u"p"_s)->presetReplies.isEmpty());
    }

    void publishesAndKnowsWhenItArrived()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), reportTopic(u"u"_s)));
        VERIFY_RESULT(w.fleet.addDevice(u"u"_s, profile()));
        AWAIT_ERROR(w.fleet.perform(u"u"_s, Order::Publish{{.payload = "{}"}}), ErrorCode::NotOnline);
        AWAIT_RESULT(w.fleet.perform(u"u"_s, Order::Connect()));
        for (const quint8 qos : {0, 1, 2})
            AWAIT_RESULT(
                w.fleet.perform(u"u"_s, Order::Publish{{.payload = R"({ "b": 1, "a": "${seq()}" })", .qos = qos}}));
        QTRY_COMPARE(backEnd.heard().size(), 3);
        QCOMPARE(backEnd.heard()[2].payload, QByteArray(R"({ "b": 1, "a": 3 })"));
        AWAIT_ERROR(w.fleet.perform(u"u"_s, Order::Publish{{.topic = u"a/+/b"_s, .payload = "x"}}),
                    ErrorCode::InvalidArgument);
        AWAIT_ERROR(w.fleet.perform(u"u"_s, Order::Publish{{.payload = "${oops}"}}), ErrorCode::InvalidArgument);
        AWAIT_ERROR(w.fleet.perform(u"nobody"_s, Order::Publish{{}}), ErrorCode::UnknownDevice);
    }

    void willFires_data()
    {
        QTest::addColumn<OfflineMode>("mode");
        QTest::addColumn<bool>("fires");
        QTest::newRow("clean") << OfflineMode::Clean << false;
        QTest::newRow("with-will") << OfflineMode::WithWill << true;
        QTest::newRow("abrupt") << OfflineMode::Abrupt << true;
        QTest::newRow("reset") << OfflineMode::Reset << true;
        QTest::newRow("silent") << OfflineMode::Silent << true;
    }

    void willFires()
    {
        QFETCH(OfflineMode, mode);
        QFETCH(bool, fires);
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"state/#"_s));
        Profile withWill = profile();
        withWill.connection.keepAlive = 2;
        withWill.connection.will =
            Will{.topic = u"state/${clientId}"_s, .payload = "gone ${index}", .qos = 1, .retain = false};
        VERIFY_RESULT(w.fleet.addDevice(u"w"_s, withWill));
        AWAIT_RESULT(w.fleet.perform(u"w"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"w"_s, Order::GoOffline{mode}));
        QVERIFY(w.fleet.status(u"w"_s)->offlineMode == mode);
        const QList<EntryPtr> protocol = entries(w.journal, u"w"_s, EntryKind::Protocol); // CONNACK and SUBACK first
        QCOMPARE(protocol.size(), mode == OfflineMode::WithWill ? 3 : 2);
        QCOMPARE(protocol.last()->event == EntryEvent::WithWillUnavailable, mode == OfflineMode::WithWill);
        if (fires) {
            QTRY_COMPARE_WITH_TIMEOUT(backEnd.heard().size(), 1, 10'000);
            QCOMPARE(backEnd.heard().first().payload, QByteArray("gone 0"));
        } else {
            // The will would come before the message that is sent next.
            backEnd.send(u"state/marker"_s, "x");
            QTRY_VERIFY(!backEnd.heard().isEmpty());
            QCOMPARE(backEnd.heard().first().topic, u"state/marker"_s);
        }
        AWAIT_RESULT(w.fleet.perform(u"w"_s, Order::Reconnect()));
    }

    void comesBackWhenTheBrokerDoes()
    {
        LocalBroker broker;
        VERIFY_RESULT(broker.start());
        World w;
        Profile kind = profile();
        kind.connection.url = broker.url();
        kind.clientId = u"back-${index}"_s;
        kind.count = 20;
        const auto ids = w.fleet.addDevices(kind);
        VERIFY_RESULT(ids);
        for (const QString &id : *ids)
            AWAIT_RESULT(w.fleet.perform(id, Order::Connect()));

        broker.kill();
        QTRY_COMPARE(w.fleet.totals().connecting, 20);
        const auto status = w.fleet.status(u"back-0"_s);
        QCOMPARE(toString(status->state), u"reconnecting"_s);
        QVERIFY(status->error.has_value());
        QTRY_VERIFY(w.fleet.status(u"back-0"_s)->attempt >= 2);
        AWAIT_ERROR(w.fleet.perform(u"back-0"_s, Order::Publish{{.payload = "1"}}), ErrorCode::NotOnline);

        VERIFY_RESULT(broker.start());
        QTRY_COMPARE_WITH_TIMEOUT(w.fleet.totals().online, 20, 20'000);
        BackEnd backEnd;
        QVERIFY(backEnd.start(broker.url(), u"mqtt/#"_s));
        for (const QString &id : *ids)
            backEnd.send(commandTopic(id), R"({"requestTime":1})");
        QTRY_COMPARE(w.fleet.totals().received, quint64(20));
    }

    void saysWhyItFailed_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("dead port") << u"mqtt://127.0.0.1:1"_s << ErrorCode::ConnectionRefused;
        QTest::newRow("unknown host") << u"mqtt://no-such-host.invalid"_s << ErrorCode::HostNotFound;
    }

    void saysWhyItFailed()
    {
        QFETCH(QString, url);
        QFETCH(ErrorCode, code);
        World w;
        Profile wrong = profile();
        wrong.connection.url = QUrl(url);
        VERIFY_RESULT(w.fleet.addDevice(u"f"_s, wrong));
        AWAIT_ERROR(w.fleet.perform(u"f"_s, Order::Connect()), code);
        const auto status = w.fleet.status(u"f"_s);
        QCOMPARE(toString(status->state), u"failed"_s);
        QCOMPARE(status->error->code, code);
    }

    void timesOutOnASilentPort()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        World w;
        Profile wrong = profile();
        wrong.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort()));
        wrong.connection.connectTimeoutMs = 300;
        VERIFY_RESULT(w.fleet.addDevice(u"f"_s, wrong));
        AWAIT_ERROR(w.fleet.perform(u"f"_s, Order::Connect()), ErrorCode::ConnectTimeout);
        QVERIFY(w.fleet.status(u"f"_s)->error->message.contains(u"CONNACK"));
    }

    void saysWhenItIsNotMqtt()
    {
        QTcpServer http;
        QVERIFY(http.listen(QHostAddress::LocalHost));
        connect(&http, &QTcpServer::newConnection, &http, [&http] {
            QTcpSocket *socket = http.nextPendingConnection();
            socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
            socket->disconnectFromHost();
        });
        World w;
        Profile wrong = profile();
        wrong.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(http.serverPort()));
        VERIFY_RESULT(w.fleet.addDevice(u"f"_s, wrong));
        AWAIT_ERROR(w.fleet.perform(u"f"_s, Order::Connect()), ErrorCode::ProtocolViolation);
    }

    void refusedLogin()
    {
        LocalBroker guarded;
        VERIFY_RESULT(guarded.start({.port = 0, .username = u"u"_s, .password = u"right"_s}));
        World w;
        Profile kind = profile();
        kind.connection.url = guarded.url();
        kind.connection.username = u"u"_s;
        kind.connection.password.value = u"wrong"_s;
        VERIFY_RESULT(w.fleet.addDevice(u"l"_s, kind));
        AWAIT_ERROR(w.fleet.perform(u"l"_s, Order::Connect()), ErrorCode::BrokerRefused);
        QCOMPARE(w.fleet.status(u"l"_s)->error->reasonCode, std::optional<quint8>(5));
        kind.connection.password.value = u"right"_s;
        VERIFY_RESULT(w.fleet.setProfile(u"l"_s, kind));
        AWAIT_RESULT(w.fleet.perform(u"l"_s, Order::Connect()));
    }

    void anotherConnectTakesOver()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        World w;
        Profile kind = profile();
        kind.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort()));
        VERIFY_RESULT(w.fleet.addDevice(u"x"_s, kind));
        auto first = w.fleet.perform(u"x"_s, Order::Connect());
        QTRY_COMPARE(stateOf(w.fleet, u"x"_s), u"connecting"_s);
        VERIFY_RESULT(w.fleet.setProfile(u"x"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"x"_s, Order::Connect()));
        AWAIT_ERROR(first, ErrorCode::Cancelled);
    }

    void silenceCanBeEnded()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"state/#"_s));
        Profile withWill = profile();
        withWill.connection.keepAlive = 600; // would not expire in time
        withWill.connection.will = Will{.topic = u"state/s"_s, .payload = "gone", .qos = 0, .retain = false};
        VERIFY_RESULT(w.fleet.addDevice(u"s"_s, withWill));
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::GoOffline{OfflineMode::Silent}));
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::GoOffline{OfflineMode::Reset}));
        QVERIFY(w.fleet.status(u"s"_s)->offlineMode == OfflineMode::Reset);
        QTRY_COMPARE(backEnd.heard().size(), 1);
    }

    void aNamedProfileKeepsItsSecrets()
    {
        World w;
        Profile kind = profile();
        kind.name = u"k"_s;
        kind.connection.password.value = u"secret"_s;
        VERIFY_RESULT(w.fleet.addDevice(u"k"_s, kind));
        QVERIFY(w.profiles.find(u"k"_s)->connection.password.value.isEmpty());
        QCOMPARE(w.fleet.profile(u"k"_s)->connection.password.value, u"secret"_s);
        QVERIFY(w.profiles.find(u"other"_s).error().code == ErrorCode::UnknownProfile);
    }

    void offlineEndsAnAttempt()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        World w;
        Profile kind = profile();
        kind.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort()));
        VERIFY_RESULT(w.fleet.addDevice(u"o"_s, kind));
        auto connecting = w.fleet.perform(u"o"_s, Order::Connect());
        auto alsoConnecting = w.fleet.perform(u"o"_s, Order::Connect());
        QTRY_COMPARE(stateOf(w.fleet, u"o"_s), u"connecting"_s);
        AWAIT_RESULT(w.fleet.perform(u"o"_s, Order::GoOffline()));
        AWAIT_ERROR(connecting, ErrorCode::Cancelled);
        AWAIT_ERROR(alsoConnecting, ErrorCode::Cancelled);
    }

    void removingAnswersAllOrders()
    {
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"r"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"r"_s, Order::Connect()));
        auto publishing = w.fleet.perform(u"r"_s, Order::Publish{{.payload = "1", .qos = 2}});
        AWAIT_RESULT(w.fleet.perform(u"r"_s, Order::Remove()));
        QTRY_VERIFY(publishing.isFinished());
        QVERIFY(!w.fleet.contains(u"r"_s));
        AWAIT_ERROR(w.fleet.perform(u"r"_s, Order::Remove()), ErrorCode::UnknownDevice);
        VERIFY_RESULT(w.fleet.addDevice(u"r"_s, profile()));
    }

    void destroyingTheFleetAnswersAllOrders()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        Fleet::Done pending;
        {
            World w;
            Profile kind = profile();
            kind.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort()));
            VERIFY_RESULT(w.fleet.addDevice(u"d"_s, kind));
            pending = w.fleet.perform(u"d"_s, Order::Connect());
        }
        QVERIFY(pending.isFinished());
        QVERIFY(!pending.result());
    }

    void otherTopicsMeanAnotherSession()
    {
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"t"_s, profile()));
        AWAIT_RESULT(w.fleet.perform(u"t"_s, Order::Connect()));
        Profile other = profile();
        other.topics.command = u"cmd/${clientId}"_s;
        VERIFY_RESULT(w.fleet.setProfile(u"t"_s, other));
        AWAIT_RESULT(w.fleet.perform(u"t"_s, Order::Connect()));
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), replyTopic(u"t"_s)));
        backEnd.send(u"cmd/t"_s, R"({"requestTime":1})");
        QTRY_COMPARE(backEnd.heard().size(), 1);
    }

    void queuedCommandsAreAnsweredAtOnce()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), replyTopic(u"s"_s)));
        Profile persistent = profile();
        persistent.connection.cleanStart = false;
        persistent.subscriptions = {{u"other/s"_s, 1}};
        VERIFY_RESULT(w.fleet.addDevice(u"s"_s, persistent));
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::Connect()));
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::GoOffline()));
        for (int i = 0; i < 5; ++i) // the broker keeps them, and sends them right after CONNACK
            backEnd.send(commandTopic(u"s"_s), u"{\"requestTime\":%1}"_s.arg(i).toUtf8(), 1);
        AWAIT_RESULT(w.fleet.perform(u"s"_s, Order::Connect()));
        QTRY_COMPARE(backEnd.heard().size(), 5);
        for (const EntryPtr &entry : entries(w.journal, u"s"_s, EntryKind::Protocol))
            QVERIFY(!entry->error);
    }

    void aWillThatCannotBeSentIsNamedAtOnce()
    {
        World w;
        Profile wrong = profile();
        wrong.connection.will = Will{.topic = u"a/#"_s, .payload = "x", .qos = 0, .retain = false};
        VERIFY_RESULT(w.fleet.addDevice(u"v"_s, wrong));
        AWAIT_ERROR(w.fleet.perform(u"v"_s, Order::Connect()), ErrorCode::InvalidArgument);
    }

    void telemetryRunsWhileOnline()
    {
        World w;
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), reportTopic(u"tele"_s)));
        Profile kind = profile();
        kind.telemetry = {{.name = u"n"_s, .payload = R"({"n":"${seq()}"})", .everyMs = 20}};
        VERIFY_RESULT(w.fleet.addDevice(u"tele"_s, kind));
        AWAIT_RESULT(w.fleet.perform(u"tele"_s, Order::Connect()));
        QTRY_VERIFY(backEnd.heard().size() >= 3);
        QCOMPARE(backEnd.heard()[2].payload, QByteArray(R"({"n":3})"));
        AWAIT_RESULT(w.fleet.perform(u"tele"_s, Order::GoOffline()));
    }

    void changesAreSeenOnce()
    {
        World w;
        VERIFY_RESULT(w.fleet.addDevice(u"c"_s, profile()));
        const FleetChanges first = w.fleet.changesSince(0);
        QVERIFY(first.listChanged);
        QCOMPARE(first.devices.size(), 1);
        QVERIFY(w.fleet.changesSince(first.revision).devices.isEmpty());
        AWAIT_RESULT(w.fleet.perform(u"c"_s, Order::Connect()));
        const FleetChanges second = w.fleet.changesSince(first.revision);
        QVERIFY(!second.listChanged);
        QCOMPARE(second.devices.size(), 1);
        QCOMPARE(toString(second.devices.first().state), u"online"_s);
    }

    void doesNotAnswerItself()
    {
        World w;
        Profile wide = profile();
        wide.topics.command = u"mqtt/${clientId}/#"_s;
        VERIFY_RESULT(w.fleet.addDevice(u"self"_s, wide));
        AWAIT_RESULT(w.fleet.perform(u"self"_s, Order::Connect()));
        BackEnd backEnd;
        QVERIFY(backEnd.start(m_broker.url(), u"mqtt/self/#"_s));
        backEnd.send(u"mqtt/self/any"_s, R"({"requestTime":9})");
        QTRY_COMPARE(entries(w.journal, u"self"_s, EntryKind::In).size(), 2); // the command, and its own reply
        QCOMPARE(entries(w.journal, u"self"_s, EntryKind::Out).size(), 1);
    }
};

STANDIN_TEST(TestFleet)
#include "tst_fleet.moc"
