// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/backend.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTcpServer>

using namespace Standin;
using namespace Standin::Rest;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// /api/device/… against a real broker. The device "backend" plays the back end.
class TestDeviceApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto started = m_broker.start({.port = 0, .username = u"user"_s, .password = u"pass"_s});
        QVERIFY2(started, started ? "" : qPrintable(started.error().toString()));
        QVERIFY(m_silent.listen(QHostAddress::LocalHost));
    }

    void init()
    {
        m_engine = std::make_unique<Engine>(EngineOptions{.workers = 2});
        m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
        const auto url = m_server->listen();
        QVERIFY(url);
        m_port = static_cast<quint16>(url->port());
        m_client = std::make_unique<Client>(*url);
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_engine.reset();
    }

    void connectsAndLeavesAndComesBack()
    {
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s))), 0);
        QVERIFY(m_engine->fleet().status(u"a"_s)->state == DeviceState::Online);

        QCOMPARE(code(m_client->post(u"/api/device/offline?client_id=a"_s, {})), 0);
        QVERIFY(m_engine->fleet().status(u"a"_s)->state == DeviceState::Offline);
        QVERIFY(m_engine->fleet().status(u"a"_s)->offlineMode == OfflineMode::Clean);

        QCOMPARE(code(m_client->post(u"/api/device/reconnect?client_id=a"_s, {})), 0);
        QVERIFY(m_engine->fleet().status(u"a"_s)->state == DeviceState::Online);
    }

    void saysExactlySuccess()
    {
        const Answer answer = m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, R"({"code":0,"msg":"success"})");
    }

    void connectsStrangeIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("encoded");
        QTest::newRow("slash") << u"site/gw"_s << u"site%2Fgw"_s;
        QTest::newRow("UTF-8") << u"温度"_s << u"%E6%B8%A9%E5%BA%A6"_s;
        QTest::newRow("space as plus") << u"a b"_s << u"a+b"_s;
        QTest::newRow("plus") << u"a+b"_s << u"a%2Bb"_s;
        QTest::newRow("looks like a template") << u"x${index}"_s << u"x%24%7Bindex%7D"_s;
    }

    /// A plus or a hash is allowed in a client id, but not in the topics made of it.
    void connectsStrangeIds()
    {
        QFETCH(QString, id);
        QFETCH(QString, encoded);
        const bool topicsAreGood = !id.contains(u'+');
        const int connected = code(m_client->post(u"/api/device/connect"_s, connectBody(id)));
        QCOMPARE(connected == 0, topicsAreGood);
        QCOMPARE(code(m_client->post(u"/api/device/offline?client_id="_s + encoded, {})) == 0,
                 m_engine->fleet().contains(id));
    }

    void offlineModes_data()
    {
        QTest::addColumn<QString>("mode");
        for (const char *mode : {"clean", "with-will", "abrupt", "reset", "silent"})
            QTest::newRow(mode) << QString::fromLatin1(mode);
    }

    void offlineModes()
    {
        QFETCH(QString, mode);
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s))), 0);
        QCOMPARE(code(m_client->post(u"/api/device/offline?client_id=a&mode="_s + mode, {})), 0);
        QCOMPARE(toString(*m_engine->fleet().status(u"a"_s)->offlineMode), mode);
    }

    void saysWhyItCannotConnect_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<int>("code");
        QTest::newRow("refused by the broker") << QJsonObject{{u"password"_s, u"wrong"_s}} << 5;
        QTest::newRow("closed port") << QJsonObject{{u"port"_s, 1}} << 1;
        QTest::newRow("no such host") << QJsonObject{{u"host"_s, u"no-such-host.invalid"_s}} << 1;
        QTest::newRow("no such profile") << QJsonObject{{u"profile"_s, u"none"_s}} << 1;
    }

    void saysWhyItCannotConnect()
    {
        QFETCH(QJsonObject, changes);
        const Answer answer = m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s, changes));
        QCOMPARE(answer.status, 200);
        QTEST(code(answer), "code");
        QVERIFY(!msg(answer).isEmpty());
    }

    void takesTheMacAsUserAndPassword()
    {
        const QByteArray body =
            R"({"client_id":"a","host":"127.0.0.1","port":%1,"mac":"user","password":"pass"})"_ba.replace(
                "%1", QByteArray::number(m_broker.port()));
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, body)), 0);
    }

    void startsFromAProfile()
    {
        Profile profile;
        profile.name = u"meter"_s;
        profile.topics.report = u"meters/${clientId}"_s;
        QVERIFY(m_engine->fleet().addDevice(u"first"_s, profile));
        const QJsonObject changes{{u"profile"_s, u"meter"_s}};
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"second"_s, changes))), 0);
        QCOMPARE(m_engine->fleet().status(u"second"_s)->reportTopic, u"meters/second"_s);
    }

    void sendsNoSecretToAnotherAddress_data()
    {
        QTest::addColumn<Secret>("password");
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<bool>("namesTheProfile");
        const Secret typed{.value = u"hunter2"_s, .env = {}, .file = {}};
        const Secret named{.value = {}, .env = u"TEST_PASSWORD"_s, .file = {}};
        QTest::newRow("of the profile, in a new device") << named << u"x"_s << true;
        QTest::newRow("of the profile, in its device") << named << u"first"_s << true;
        QTest::newRow("of the device") << named << u"first"_s << false;
        QTest::newRow("typed in for the device") << typed << u"first"_s << false;
    }

    /// The broker of another party: the call is refused, and no connection is made.
    void sendsNoSecretToAnotherAddress()
    {
        QFETCH(Secret, password);
        QFETCH(QString, clientId);
        QFETCH(bool, namesTheProfile);
        qputenv("TEST_PASSWORD", "hunter2");
        Profile profile;
        profile.name = u"sec"_s;
        profile.connection.url = m_broker.url();
        profile.connection.username = u"user"_s;
        profile.connection.password = password;
        QVERIFY(m_engine->fleet().addDevice(u"first"_s, profile));
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));

        QJsonObject body{{u"client_id"_s, clientId}, {u"host"_s, u"127.0.0.1"_s}, {u"port"_s, other.serverPort()}};
        if (namesTheProfile)
            body[u"profile"_s] = u"sec"_s;
        const Answer answer = m_client->post(u"/api/device/connect"_s, QJsonDocument(body).toJson());
        QCOMPARE(code(answer), 1);
        QVERIFY2(
            msg(answer).startsWith(
                u"/connection/password: the password was given for mqtt://127.0.0.1:%1 and"_s.arg(m_broker.port())),
            qPrintable(msg(answer)));
        QVERIFY(!msg(answer).contains(u"hunter2"));
        QVERIFY(!other.waitForNewConnection(0));
        QCOMPARE(m_engine->fleet().ids(), QStringList{u"first"_s});
        QCOMPARE(m_engine->fleet().profile(u"first"_s)->connection.url, m_broker.url());

        body[u"username"_s] = u"me"_s; // with its own credentials the call is allowed
        body[u"password"_s] = u""_s;
        const std::unique_ptr<QNetworkReply> reply(
            m_client->begin("POST", u"/api/device/connect"_s, QJsonDocument(body).toJson()));
        QTRY_VERIFY(other.hasPendingConnections());
        const auto *socket = other.nextPendingConnection();
        QTRY_VERIFY(socket->bytesAvailable() > 0);
        QCOMPARE(code(m_client->post(u"/api/device/offline?client_id="_s + clientId, {})), 0);
    }

    void usesTheProfilesSecretAtItsAddress()
    {
        qputenv("TEST_PASSWORD", "pass");
        Profile profile;
        profile.name = u"sec"_s;
        profile.connection.url = m_broker.url();
        profile.connection.username = u"user"_s;
        profile.connection.password.env = u"TEST_PASSWORD"_s;
        QVERIFY(m_engine->fleet().addDevice(u"first"_s, profile));
        const QByteArray body = R"({"client_id":"x","host":"127.0.0.1","port":%1,"profile":"sec"})"_ba.replace(
            "%1", QByteArray::number(m_broker.port()));
        const Answer answer = m_client->post(u"/api/device/connect"_s, body);
        QVERIFY2(code(answer) == 0, answer.body.constData());
    }

    void changesTheConnectionOfAKnownDevice()
    {
        QVERIFY(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s, {{u"password"_s, u"wrong"_s}}))) !=
                0);
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s))), 0);
        QCOMPARE(m_engine->fleet().ids(), QStringList{u"a"_s});
    }

    void uploadsByteForByte()
    {
        connectBoth();
        const QByteArray payload = "{ \"z\": 1.50,\n \"a\": \"温\", \"z2\": 12345678901234567890 }";
        QVERIFY(listenTo(u"mqtt/a/v1/req"_s));
        QCOMPARE(code(m_client->post(u"/api/device/upload?client_id=a"_s, payload)), 0);
        JournalQuery query;
        query.device = u"backend"_s;
        query.kind = EntryKind::In;
        QTRY_COMPARE(m_engine->journal().read(query).entries.size(), 1);
        const EntryPtr entry = m_engine->journal().read(query).entries.first();
        QCOMPARE(entry->payload, payload);
        QCOMPARE(entry->topic, u"mqtt/a/v1/req"_s);
    }

    void showsTheWholePayloadOfOneDevice_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("isShortened");
        QTest::newRow("as it is") << R"({"n":18446744073709551615})"_ba << false;
        QTest::newRow("text") << '"' + QByteArray(100'000, 'x') + '"' << true;
        QTest::newRow("a character is cut") << "\"xx" + "温"_ba.repeated(10'000) + '"' << true;
    }

    void showsTheWholePayloadOfOneDevice()
    {
        connectBoth();
        QFETCH(QByteArray, payload);
        QFETCH(bool, isShortened);
        QCOMPARE(code(m_client->post(u"/api/device/upload?client_id=a"_s, payload)), 0);
        const QJsonObject list = m_client->get(u"/api/v1/devices"_s).json();
        QJsonObject last;
        for (const QJsonValue &device : list.value(u"devices"_s).toArray()) {
            if (device.toObject().value(u"id"_s) == u"a"_s)
                last = device.toObject().value(u"lastMessage"_s).toObject();
        }
        const QByteArray shown = last.value(u"payload"_s).toString().toUtf8();
        QCOMPARE(last.value(u"shortened"_s).toBool(), isShortened);
        QVERIFY(payload.startsWith(shown));
        QVERIFY(shown.size() == payload.size() || (shown.size() > 1000 && shown.size() <= 1024));
        QCOMPARE(last.contains(u"json"_s), !isShortened);
        for (const QString &path : {u"/api/v1/devices"_s, u"/api/v1/devices/a"_s}) // digit by digit
            QVERIFY(isShortened || m_client->get(path).body.contains(R"("json":)" + payload));
        QCOMPARE(last.value(u"payloadBytes"_s).toInt(), isShortened ? static_cast<int>(payload.size()) : 0);

        const QJsonObject whole = m_client->get(u"/api/v1/devices/a"_s).json().value(u"lastMessage"_s).toObject();
        QVERIFY(whole.value(u"payload"_s).toString().toUtf8() == payload);
        QVERIFY(whole.contains(u"json"_s));
        QCOMPARE(whole.value(u"seq"_s), last.value(u"seq"_s));
    }

    void listsSomePresetReplies()
    {
        connectBoth();
        const QString url = u"/api/device/setResponseMsg?client_id=a"_s;
        for (int i = 0; i < 12; ++i)
            QCOMPARE(code(m_client->post(url, '"' + QByteArray(2000, 'x') + '"')), 0);
        const QJsonObject one = m_client->get(u"/api/v1/devices/a"_s).json();
        QCOMPARE(one.value(u"presetReplies"_s).toArray().size(), 12);
        QCOMPARE(one.value(u"presetReplies"_s).toArray().first().toObject().value(u"payload"_s).toString().size(),
                 2002);
        for (const QJsonValue &device : m_client->get(u"/api/v1/devices"_s).json().value(u"devices"_s).toArray()) {
            if (device.toObject().value(u"id"_s) != u"a"_s)
                continue;
            QCOMPARE(device.toObject().value(u"presetReplyCount"_s).toInt(), 12);
            const QJsonArray presets = device.toObject().value(u"presetReplies"_s).toArray();
            QCOMPARE(presets.size(), 10);
            QCOMPARE(presets.first().toObject().value(u"payload"_s).toString().size(), 1024);
        }
    }

    void saysThatTheDeviceIsOffline()
    {
        QVERIFY(m_engine->fleet().addDevice(u"a"_s, Profile()));
        const Answer answer = m_client->post(u"/api/device/upload?client_id=a"_s, "{}");
        QCOMPARE(answer.status, 200);
        QCOMPARE(code(answer), 1);
        QVERIFY(!msg(answer).isEmpty());
    }

    void findsCommands_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("number by number") << u"getMsgByRequestTime"_s << R"({"requestTime":1700000000000,"n":1})"_ba
                                          << R"({"requestTime":1700000000000,"n":2})"_ba
                                          << R"({"requestTime":1700000000000})"_ba;
        QTest::newRow("number by string") << u"getMsgByRequestTime"_s << R"({"requestTime":5})"_ba
                                          << R"({"requestTime":"5"})"_ba
                                          << R"({"requestTime":"5"})"_ba;
        QTest::newRow("number with more digits than a double has")
            << u"getMsgByTraceId"_s << R"({"traceId":18446744073709551002,"n":1})"_ba
            << R"({"traceId":18446744073709551002.0,"n":2})"_ba
            << R"({"traceId":18446744073709551002})"_ba;
        QTest::newRow("trace id") << u"getMsgByTraceId"_s << R"({"traceId":"t-1","n":1})"_ba
                                  << R"({"traceId":"t-1","n":2})"_ba
                                  << R"({"traceId":"t-1"})"_ba;
    }

    void findsCommands()
    {
        connectBoth();
        QFETCH(QString, path);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QByteArray, body);
        const QString url = u"/api/device/"_s + path + u"?client_id=a"_s;
        QCOMPARE(m_client->post(url, body).body, R"({"code":1,"msg":"no msg device"})");

        command(R"({"traceId":18446744073709551001,"requestTime":4})");
        command(first);
        command(second);
        QTRY_COMPARE(msg(m_client->post(url, body)), QString::fromUtf8(first + '|' + second));
        const QJsonObject found = m_client->post(url, body).json();
        QCOMPARE(found.value(u"code"_s).toInt(), 0);
        const QJsonArray messages = found.value(u"messages"_s).toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages.first().toObject().value(u"topic"_s).toString(), u"mqtt/a/v1/bypass"_s);
    }

    /// The device receives all messages below "site", including its own.
    void lookUpsSkipWhatTheDevicesSaid()
    {
        connectBoth();
        Profile profile = *m_engine->fleet().profile(u"a"_s);
        profile.topics = {.report = u"site/a/up"_s, .command = u"site/#"_s, .reply = u"site/a/rsp"_s};
        QVERIFY(m_engine->fleet().setProfile(u"a"_s, profile));
        QCOMPARE(code(m_client->post(u"/api/device/reconnect?client_id=a"_s, {})), 0);
        QCOMPARE(code(m_client->post(u"/api/device/upload?client_id=a"_s, R"({"requestTime":42,"up":1})")), 0);
        BackEnd backEnd;
        QUrl url = m_broker.url();
        url.setUserInfo(u"user:pass"_s);
        QVERIFY(backEnd.start(url, u"site/a/rsp"_s));
        backEnd.send(u"site/cmd"_s, R"({"requestTime":42})", 1);
        QTRY_COMPARE(backEnd.heard().size(), 1);
        JournalQuery query;
        query.device = u"a"_s;
        query.kind = EntryKind::In;
        QTRY_COMPARE(m_engine->journal().read(query).entries.size(), 3); // the report, the command, the reply
        const Answer answer = m_client->post(u"/api/device/getMsgByRequestTime?client_id=a"_s, R"({"requestTime":42})");
        QCOMPARE(msg(answer), uR"({"requestTime":42})"_s);
        QCOMPARE(answer.json().value(u"messages"_s).toArray().size(), 1);
    }

    void presetsWaitForTheirCommand()
    {
        connectBoth();
        const QString url = u"/api/device/setResponseMsg?client_id=a"_s;
        const QString match =
            QString::fromLatin1(QUrl::toPercentEncoding(uR"({"payload":{"jsonPointer":"/op","equalTo":"reboot"}})"_s));
        QCOMPARE(m_client->post(url + u"&match="_s + match, R"({"preset":1})").body, R"({"code":0,"msg":"success"})");
        const auto status = [this] { return *m_engine->fleet().status(u"a"_s); };
        QCOMPARE(status().presetReplies.size(), 1);
        command(R"({"requestTime":1,"op":"get"})");
        QTRY_COMPARE(status().received, quint64(1));
        QCOMPARE(status().presetReplies.size(), 1);
        const QJsonObject device = m_client->get(u"/api/v1/devices/a"_s).json();
        const QJsonObject shown = device.value(u"presetReplies"_s).toArray().first().toObject();
        QCOMPARE(shown.value(u"match"_s).toObject().value(u"payload"_s).toObject().value(u"equalTo"_s), u"reboot"_s);
        command(R"({"requestTime":2,"op":"reboot"})");
        QTRY_VERIFY(status().presetReplies.isEmpty());
    }

    void uploadsWithTheQosThatIsAskedFor()
    {
        connectBoth();
        QList<int> qos;
        for (const QString &query : {QString(), u"&qos=0"_s, u"&qos=1"_s, u"&qos=2"_s})
            QCOMPARE(m_client->post(u"/api/device/upload?client_id=a"_s + query, "{}").body,
                     R"({"code":0,"msg":"success"})");
        JournalQuery query;
        query.device = u"a"_s;
        query.kind = EntryKind::Out;
        for (const EntryPtr &entry : m_engine->journal().read(query).entries)
            qos.append(entry->qos);
        QCOMPARE(qos, (QList<int>{1, 0, 1, 2}));
    }

    void skipsAByteOrderMark()
    {
        connectBoth();
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, "\xEF\xBB\xBF" + connectBody(u"a"_s))), 0);
        QCOMPARE(code(m_client->post(u"/api/device/upload?client_id=a"_s, "\xEF\xBB\xBF{\"t\":1}")), 0);
        QCOMPARE(m_engine->fleet().status(u"a"_s)->lastPayload, R"({"t":1})"_ba);
    }

    void presetsReplies()
    {
        connectBoth();
        QVERIFY(listenTo(u"mqtt/a/v1/bypass/rsp"_s));
        const QString url = u"/api/device/setResponseMsg?client_id=a"_s;
        QCOMPARE(code(m_client->post(url, R"({"requestTime":"${requestTime}","preset":1})")), 0);
        QCOMPARE(code(m_client->post(url, R"({"requestTime":"{requestTime}","preset":2})")), 0);
        for (const int number : {1, 2}) {
            command(R"({"requestTime":7})");
            JournalQuery query;
            query.device = u"backend"_s;
            query.kind = EntryKind::In;
            QTRY_COMPARE(m_engine->journal().read(query).entries.size(), number);
            const QJsonObject reply =
                QJsonDocument::fromJson(m_engine->journal().read(query).entries.last()->payload).object();
            QCOMPARE(reply.value(u"preset"_s).toInt(), number);
            QCOMPARE(reply.value(u"requestTime"_s).toInt(), 7);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");

        for (const char *action :
             {"offline", "reconnect", "upload", "getMsgByRequestTime", "getMsgByTraceId", "setResponseMsg"}) {
            const QString path = u"/api/device/"_s + QString::fromLatin1(action);
            QTest::addRow("%s without client_id", action) << path << "{}"_ba << u"client_id: missing"_s;
            QTest::addRow("%s with an empty client_id", action)
                << path + u"?client_id="_s << "{}"_ba << u"client_id: missing"_s;
            QTest::addRow("%s with an unknown client_id", action)
                << path + u"?client_id=no"_s << "{}"_ba << u"no device \"no\""_s;
        }
        for (const char *action : {"upload", "setResponseMsg", "getMsgByRequestTime", "getMsgByTraceId"}) {
            const QString path = u"/api/device/"_s + QString::fromLatin1(action) + u"?client_id=a"_s;
            QTest::addRow("%s with broken JSON", action) << path << R"({"a":)"_ba << u"line 1, column"_s;
            QTest::addRow("%s with bad UTF-8", action) << path << "\"\xff\""_ba << u"line 1, column"_s;
            QTest::addRow("%s with an empty body", action) << path << ""_ba << u"JSON"_s;
        }
        QTest::newRow("unknown mode") << u"/api/device/offline?client_id=a&mode=rude"_s << ""_ba
                                      << u"mode: expected clean, with-will, abrupt, reset or silent, found \"rude\""_s;
        QTest::newRow("a preset that waits for no JSON") << u"/api/device/setResponseMsg?client_id=a&match=x"_s
                                                         << "{}"_ba << u"match: line 1, column 1: not valid JSON"_s;
        QTest::newRow("a preset that waits for no object") << u"/api/device/setResponseMsg?client_id=a&match=5"_s
                                                           << "{}"_ba << u"match: expected an object with a pattern"_s;
        QTest::newRow("a preset with an unknown key in its pattern")
            << u"/api/device/setResponseMsg?client_id=a&match=%7B%22tpic%22%3A%22a%22%7D"_s << "{}"_ba
            << u"match: /tpic: unknown key"_s;
        QTest::newRow("a preset with an empty match")
            << u"/api/device/setResponseMsg?client_id=a&match="_s << "{}"_ba << u"match: line 1, column 1"_s;
        QTest::newRow("upload with QoS 3")
            << u"/api/device/upload?client_id=a&qos=3"_s << "{}"_ba << u"qos: expected 0, 1 or 2, found \"3\""_s;
        QTest::newRow("upload with an empty QoS") << u"/api/device/upload?client_id=a&qos="_s << "{}"_ba
                                                  << u"qos: expected 0, 1 or 2, found an empty string"_s;
        QTest::newRow("connect with broken JSON") << u"/api/device/connect"_s << "{"_ba << u"line 1, column"_s;
        QTest::newRow("connect without host") << u"/api/device/connect"_s << R"({"client_id":"new"})"_ba
                                              << u"/host: expected a string that is not empty, found nothing"_s;
        QTest::newRow("connect with a bad port")
            << u"/api/device/connect"_s << R"({"client_id":"new","host":"h","port":70000})"_ba
            << u"/port: expected a number from 1 to 65535, found 70000"_s;
        QTest::newRow("no requestTime") << u"/api/device/getMsgByRequestTime?client_id=a"_s << R"({"traceId":1})"_ba
                                        << u"/requestTime: expected a string or a number, found nothing"_s;
        QTest::newRow("requestTime an object")
            << u"/api/device/getMsgByRequestTime?client_id=a"_s << R"({"requestTime":{}})"_ba
            << u"/requestTime: expected a string or a number, found an object"_s;
        QTest::newRow("traceId a boolean") << u"/api/device/getMsgByTraceId?client_id=a"_s << R"({"traceId":true})"_ba
                                           << u"/traceId: expected a string or a number, found true"_s;
    }

    void refuses()
    {
        QVERIFY(m_engine->fleet().addDevice(u"a"_s, Profile()));
        const Cursor before = m_engine->journal().cursor();
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const Answer answer = m_client->post(path, body);
        QCOMPARE(answer.status, 200);
        QCOMPARE(code(answer), 1);
        QVERIFY2(msg(answer).contains(words), qPrintable(msg(answer)));
        QCOMPARE(m_engine->fleet().ids(), QStringList{u"a"_s});
        QCOMPARE(m_engine->journal().cursor(), before);
        QCOMPARE(m_engine->fleet().status(u"a"_s)->presetReplies.size(), 0);
    }

    void namesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("warning");
        QTest::newRow("connect") << u"connect"_s << connectBody(u"a"_s, {{u"usename"_s, u"x"_s}})
                                 << u"/usename: not known, and ignored; did you mean \"username\"?"_s;
        QTest::newRow("connect, in the query")
            << u"connect?client_id=a"_s << connectBody(u"a"_s) << u"?client_id: not known, and ignored"_s;
        QTest::newRow("offline") << u"offline?client_id=a&mod=abrupt"_s << ""_ba
                                 << u"?mod: not known, and ignored; did you mean \"mode\"?"_s;
        QTest::newRow("look-up") << u"getMsgByTraceId?client_id=a"_s << R"({"traceId":"t","requestTime":1})"_ba
                                 << u"/requestTime: not known, and ignored"_s;
    }

    /// The call is executed, so that existing automation continues to work.
    void namesWhatItDoesNotKnow()
    {
        connectBoth();
        command(R"({"traceId":"t"})");
        QTRY_COMPARE(m_engine->fleet().status(u"a"_s)->received, quint64(1));
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, warning);
        const Answer answer = m_client->post(u"/api/device/"_s + path, body);
        QCOMPARE(code(answer), 0);
        QCOMPARE(answer.json().value(u"warnings"_s).toArray(), QJsonArray{warning});
    }

    void warnsAlsoWhenItFails()
    {
        const Answer answer = m_client->post(
            u"/api/device/connect"_s, connectBody(u"a"_s, {{u"password"_s, u"wrong"_s}, {u"pasword"_s, u"pass"_s}}));
        QCOMPARE(code(answer), 5);
        QCOMPARE(answer.json().value(u"warnings"_s).toArray().size(), 1);
    }

    void refusesLargeBodies()
    {
        QVERIFY(m_engine->fleet().addDevice(u"a"_s, Profile()));
        const QByteArray body = '"' + QByteArray(10 * 1024 * 1024, 'x') + '"';
        QCOMPARE(m_client->post(u"/api/device/upload?client_id=a"_s, body).status, 413);
    }

    void refusesOtherMethods()
    {
        const Answer answer = m_client->get(u"/api/device/connect"_s);
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.field("allow"), "POST");
    }

    /// `connect` waits for a broker that accepts the connection and sends nothing.
    void answersOthersWhileConnectWaits()
    {
        RawApiClient slow(m_port);
        slow.send(rawConnect(u"waiting"_s) + "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(m_engine->fleet().contains(u"waiting"_s));
        QElapsedTimer time;
        time.start();
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s))), 0);
        QVERIFY(time.elapsed() < 5000);
        QCOMPARE(slow.socket.bytesAvailable(), 0); // the pipelined /livez has to wait
        QCOMPARE(code(m_client->post(u"/api/device/offline?client_id=waiting"_s, {})), 0);
        QVERIFY(slow.receive().json().value(u"code"_s).toInt() != 0);
        QCOMPARE(slow.receive().json().value(u"status"_s).toString(), u"live"_s);
    }

    void survivesClientsThatLeaveWhileConnectWaits()
    {
        for (int i = 0; i < 20; ++i) {
            const QString id = u"d%1"_s.arg(i);
            RawApiClient client(m_port);
            client.send(rawConnect(id));
            QTRY_VERIFY(m_engine->fleet().contains(id));
            client.socket.abort();
            QTRY_COMPARE(m_server->connectionCount(), 0);
            QCOMPARE(code(m_client->post(u"/api/device/offline?client_id="_s + id, {})), 0);
            // A new client, because the connection of the old one is kept alive and would be counted.
            m_client = std::make_unique<Client>(QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)));
            QTRY_COMPARE(m_server->connectionCount(), 0);
        }
    }

    void mayGoWhileConnectWaits()
    {
        RawApiClient client(m_port);
        client.send(rawConnect(u"waiting"_s));
        QTRY_VERIFY(m_engine->fleet().contains(u"waiting"_s));
        m_server.reset();
        QVERIFY(client.waitForEnd());
        const auto left = m_engine->fleet().perform(u"waiting"_s, Order::GoOffline());
        QTRY_VERIFY(left.isFinished());
    }

private:
    static int code(const Answer &answer) { return answer.json().value(u"code"_s).toInt(-1); }
    static QString msg(const Answer &answer) { return answer.json().value(u"msg"_s).toString(); }

    QByteArray connectBody(const QString &id, const QJsonObject &changes = {}) const
    {
        QJsonObject body{{u"client_id"_s, id},
                         {u"host"_s, u"127.0.0.1"_s},
                         {u"port"_s, m_broker.port()},
                         {u"username"_s, u"user"_s},
                         {u"password"_s, u"pass"_s}};
        for (auto it = changes.begin(); it != changes.end(); ++it)
            body.insert(it.key(), it.value());
        return QJsonDocument(body).toJson();
    }

    QByteArray rawConnect(const QString &id) const
    {
        const QByteArray body = connectBody(id, {{u"port"_s, m_silent.serverPort()}});
        return "POST /api/device/connect HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    void connectBoth()
    {
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"a"_s))), 0);
        QCOMPARE(code(m_client->post(u"/api/device/connect"_s, connectBody(u"backend"_s))), 0);
    }

    bool listenTo(const QString &topic)
    {
        Profile profile = *m_engine->fleet().profile(u"backend"_s);
        profile.subscriptions = {{topic, 1}};
        profile.reply.clear();
        const auto set = m_engine->fleet().setProfile(u"backend"_s, profile);
        return set && code(m_client->post(u"/api/device/reconnect?client_id=backend"_s, {})) == 0;
    }

    void command(const QByteArray &payload)
    {
        const auto sent = m_engine->fleet().perform(
            u"backend"_s, Order::Publish{{.topic = u"mqtt/a/v1/bypass"_s, .payload = payload}});
        QTRY_VERIFY(sent.isFinished());
        QVERIFY(sent.result());
    }

    LocalBroker m_broker;
    QTcpServer m_silent;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
    quint16 m_port = 0;
};

STANDIN_TEST(TestDeviceApi)

#include "tst_deviceapi.moc"
