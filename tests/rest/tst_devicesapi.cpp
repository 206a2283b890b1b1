// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/backend.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/devices: making, changing and removing devices, and orders to them, with a real broker.
class TestDevicesApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void makesADevice();
    void makesADeviceOfALoadedProfile();
    void makesADeviceOfAWholeProfile();
    void makesNoSecondDevice();
    void puts();
    void putsOnlyWhenAsExpected();
    void changesTheConnection();
    void removes();
    void removesOnlyWhenAsExpected();
    void theTagBelongsToTheProfile();
    void refuses_data();
    void refuses();
    void refusesOrders_data();
    void refusesOrders();
    void sendsNoSecretElsewhere_data();
    void sendsNoSecretElsewhere();

    void connectsAndLeavesAndComesBack();
    void publishes_data();
    void publishes();
    void theCursorIsFromBeforeTheAction();
    void aFailureHasItsCursorAndReason();
    void ordersMany();
    void ordersThatFailForSome();

private:
    static QByteArray json(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    [[nodiscard]] QJsonObject here() const { return {{u"url"_s, brokerUrl()}}; }
    [[nodiscard]] QString brokerUrl() const { return u"mqtt://127.0.0.1:%1"_s.arg(m_broker.port()); }
    Answer create(const QString &id)
    {
        return m_client->post(u"/api/v1/devices"_s, json({{u"clientId"_s, id}, {u"connection"_s, here()}}));
    }
    [[nodiscard]] QString stateOf(const QString &id) const { return toString(m_engine->fleet().status(id)->state); }
    [[nodiscard]] static QString typeOf(const Answer &answer) { return answer.json().value(u"type"_s).toString(); }
    [[nodiscard]] static QString detailOf(const Answer &answer) { return answer.json().value(u"detail"_s).toString(); }

    Broker::LocalBroker m_broker;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestDevicesApi::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().toString()));
}

void TestDevicesApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 2});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestDevicesApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestDevicesApi::makesADevice()
{
    m_engine->journal().append({.device = u"other"_s, .event = EntryEvent::MessageSent});
    const Answer answer = create(u"site/gw 1"_s);
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.field("Location"), "/api/v1/devices/site%2Fgw%201"_ba);
    QCOMPARE(answer.json().value(u"cursor"_s).toInt(), 1);
    const QJsonObject device = answer.json().value(u"device"_s).toObject();
    QCOMPARE(device.value(u"id"_s).toString(), u"site/gw 1"_s);
    QCOMPARE(device.value(u"state"_s).toString(), u"offline"_s);
    QCOMPARE(device.value(u"broker"_s).toString(), u"127.0.0.1:%1"_s.arg(m_broker.port()));
    const Answer got = m_client->get(QString::fromLatin1(answer.field("Location")));
    QCOMPARE(got.status, 200);
    QCOMPARE(got.json(), device);
    QCOMPARE(got.field("ETag"), answer.field("ETag"));
    QVERIFY(!got.field("ETag").isEmpty());
}

void TestDevicesApi::makesADeviceOfALoadedProfile()
{
    Profile profile;
    profile.name = u"pump"_s;
    profile.topics.report = u"pumps/${clientId}"_s;
    QVERIFY(m_engine->fleet().addDevice(u"p-1"_s, profile));
    const Answer answer = m_client->post(u"/api/v1/devices"_s, R"({"clientId":"p-2","profile":"pump"})");
    QCOMPARE(answer.status, 201);
    const QJsonObject device = answer.json().value(u"device"_s).toObject();
    QCOMPARE(device.value(u"profile"_s).toString(), u"pump"_s);
    QCOMPARE(device.value(u"topics"_s)[u"report"_s].toString(), u"pumps/p-2"_s);
    const Answer missing = m_client->post(u"/api/v1/devices"_s, R"({"clientId":"p-3","profile":"pumpe"})");
    QCOMPARE(missing.status, 404);
    QCOMPARE(typeOf(missing), u"urn:standin:unknown-profile"_s);
}

void TestDevicesApi::makesADeviceOfAWholeProfile()
{
    const Answer answer = m_client->post(
        u"/api/v1/devices"_s,
        R"({"clientId":"a","profile":{"format":"standin.profile/1","name":"own","clientId":"x-${index}","vars":{"n":1.50},
            "reply":{"n":"${vars.n}"},"colour":"red","connection":{"url":"mqtt://h","username":"u","password":"secret"}}})");
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json().value(u"warnings"_s).toArray(), QJsonArray{u"/profile/colour: not known, and ignored"_s});
    const auto profile = m_engine->fleet().profile(u"a"_s);
    QVERIFY(profile);
    QCOMPARE(profile->vars.toCompact(), R"({"n":1.50})"_ba);
    QCOMPARE(profile->connection.password.value, u"secret"_s);
    QVERIFY(!answer.body.contains("secret"));
    QVERIFY(!m_client->get(u"/api/v1/devices/a"_s).body.contains("secret"));
}

void TestDevicesApi::makesNoSecondDevice()
{
    QCOMPARE(create(u"a"_s).status, 201);
    const Answer answer = create(u"a"_s);
    QCOMPARE(answer.status, 409);
    QCOMPARE(typeOf(answer), u"urn:standin:device-exists"_s);
}

void TestDevicesApi::puts()
{
    const QByteArray body = R"({"clientId":"a","profile":{"topics":{"report":"r/${clientId}"}}})";
    const Answer made = m_client->call("PUT", u"/api/v1/devices/a"_s, body);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.field("Location"), "/api/v1/devices/a"_ba);
    const Answer again = m_client->call("PUT", u"/api/v1/devices/a"_s, body);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.field("Location"), ""_ba);
    QCOMPARE(again.json().value(u"device"_s), made.json().value(u"device"_s));
    QCOMPARE(m_engine->fleet().ids(), QStringList{u"a"_s});

    const Answer defaults = m_client->call("PUT", u"/api/v1/devices/a"_s);
    QCOMPARE(defaults.json().value(u"device"_s)[u"topics"_s][u"report"_s].toString(), u"mqtt/a/v1/req"_s);
}

void TestDevicesApi::putsOnlyWhenAsExpected()
{
    const QString path = u"/api/v1/devices/a"_s;
    const Answer none = m_client->call("PUT", path, {}, {{"If-Match", "*"}});
    QCOMPARE(none.status, 412);
    QCOMPARE(typeOf(none), u"urn:standin:precondition-failed"_s);
    QVERIFY(!m_engine->fleet().contains(u"a"_s));

    QCOMPARE(m_client->call("PUT", path, {}, {{"If-None-Match", "*"}}).status, 201);
    QCOMPARE(m_client->call("PUT", path, {}, {{"If-None-Match", "*"}}).status, 412);
    const QByteArray tag = m_client->get(path).field("ETag");
    const Answer changed = m_client->call("PUT", path, {}, {{"If-Match", tag}});
    QCOMPARE(changed.status, 200);
    QVERIFY(changed.field("ETag") != tag);
    QCOMPARE(m_client->call("PUT", path, R"({"profile":{"name":"x"}})", {{"If-Match", tag}}).status, 412);
    QCOMPARE(m_engine->fleet().profile(u"a"_s)->name, QString());
    QCOMPARE(m_client->call("PUT", path, {}, {{"If-Match", "rubbish"}}).status, 400);
}

void TestDevicesApi::changesTheConnection()
{
    const QString path = u"/api/v1/devices/a"_s;
    QCOMPARE(m_client->call("PATCH", path, R"({"connection":{"keepAlive":5}})").status, 404);
    QVERIFY(!m_engine->fleet().contains(u"a"_s));
    QCOMPARE(create(u"a"_s).status, 201);
    const Answer answer = m_client->call("PATCH", path, R"({"connection":{"keepAlive":5}})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(m_engine->fleet().profile(u"a"_s)->connection.keepAlive, 5);
    QCOMPARE(m_engine->fleet().profile(u"a"_s)->connection.url, QUrl(brokerUrl()));
    const QByteArray tag = answer.field("ETag");
    QCOMPARE(m_client->call("PATCH", path, R"({"connection":{"keepAlive":6}})", {{"If-Match", tag}}).status, 200);
    QCOMPARE(m_client->call("PATCH", path, R"({"connection":{"keepAlive":7}})", {{"If-Match", tag}}).status, 412);
    QCOMPARE(m_engine->fleet().profile(u"a"_s)->connection.keepAlive, 6);
}

void TestDevicesApi::removes()
{
    QCOMPARE(create(u"a"_s).status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices/a:connect"_s, {}).status, 200);
    const Answer answer = m_client->call("DELETE", u"/api/v1/devices/a"_s);
    QCOMPARE(answer.status, 200);
    QVERIFY(!m_engine->fleet().contains(u"a"_s));
    const quint64 cursor = static_cast<quint64>(answer.json().value(u"cursor"_s).toInteger());
    const JournalPage page = m_engine->journal().read({.after = cursor, .device = u"a"_s});
    QCOMPARE(page.entries.size(), 1);
    QVERIFY(page.entries.first()->state == DeviceState::Offline);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/devices/a"_s).status, 404);
}

void TestDevicesApi::removesOnlyWhenAsExpected()
{
    const QByteArray tag = create(u"a"_s).field("ETag");
    QCOMPARE(m_client->call("PUT", u"/api/v1/devices/a"_s).status, 200);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/devices/a"_s, {}, {{"If-Match", tag}}).status, 412);
    QVERIFY(m_engine->fleet().contains(u"a"_s));
    const QByteArray current = m_client->get(u"/api/v1/devices/a"_s).field("ETag");
    QCOMPARE(m_client->call("DELETE", u"/api/v1/devices/a"_s, {}, {{"If-Match", current}}).status, 200);
}

/// A device that was removed and made again has another one, and a message does not change it.
void TestDevicesApi::theTagBelongsToTheProfile()
{
    const QByteArray first = create(u"a"_s).field("ETag");
    QCOMPARE(m_client->post(u"/api/v1/devices/a:connect"_s, {}).status, 200);
    QCOMPARE(m_client->get(u"/api/v1/devices/a"_s).field("ETag"), first);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/devices/a"_s).status, 200);
    const QByteArray second = create(u"a"_s).field("ETag");
    QVERIFY(first != second);
}

void TestDevicesApi::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &body, const QString &detail) {
        QTest::newRow(name) << method << body << detail;
    };
    row("no JSON", "POST", "{", u"line 1"_s);
    row("an array", "POST", "[]", u"expected a JSON object"_s);
    row("no client id", "POST", "", u"/clientId: "_s);
    row("empty client id", "POST", R"({"clientId":""})", u"/clientId: "_s);
    row("client id with a control character", "POST", R"({"clientId":"a\u0000"})", u"/clientId: "_s);
    row("misspelt key", "POST", R"({"clientId":"a","profil":"x"})", u"/profil: "_s);
    row("profile a number", "POST", R"({"clientId":"a","profile":1})", u"/profile: "_s);
    row("key of the profile", "POST", R"({"clientId":"a","profile":{"count":-1}})", u"/profile/count: "_s);
    row("newer format", "POST", R"({"clientId":"a","profile":{"format":"standin.profile/9"}})", u"/profile/format: "_s);
    row("template", "POST", R"({"clientId":"a","profile":{"topics":{"report":"${nothing}"}}})", u"/topics/report"_s);
    row("connection no object", "POST", R"({"clientId":"a","connection":"h"})", u"/connection: "_s);
    row("key of the connection", "POST", R"({"clientId":"a","connection":{"keepAliv":1}})",
        u"/connection/keepAliv: "_s);
    row("value of the connection", "POST", R"({"clientId":"a","connection":{"keepAlive":-1}})",
        u"/connection/keepAlive: "_s);
    row("password from a variable", "POST", R"({"clientId":"a","connection":{"password":{"env":"HOME"}}})",
        u"/connection/password: expected a string"_s);
    row("password in a profile from a file", "POST",
        R"({"clientId":"a","profile":{"connection":{"password":{"file":"/etc/passwd"}}}})",
        u"/profile/connection/password: expected a string"_s);
    row("header from a variable", "POST",
        R"({"clientId":"a","profile":{"connection":{"headers":{"X":{"env":"HOME"}}}}})",
        u"/profile/connection/headers/X: expected a string"_s);
    row("another client id", "PUT", R"({"clientId":"b"})", u"/clientId: "_s);
    row("patch of nothing", "PATCH", "{}", u"/connection: "_s);
    row("patch of the profile", "PATCH", R"({"profile":"x","connection":{}})", u"/profile: "_s);
}

void TestDevicesApi::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const QString path = method == "POST" ? u"/api/v1/devices"_s : u"/api/v1/devices/a"_s;
    const Answer answer = m_client->call(method, path, body);
    QVERIFY2(answer.status == 400 || answer.status == 422, answer.body.constData());
    QVERIFY(answer.field("Content-Type").startsWith("application/problem+json"));
    QVERIFY2(detailOf(answer).contains(detail), answer.body.constData());
    QVERIFY(m_engine->fleet().ids().isEmpty());
}

void TestDevicesApi::refusesOrders_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QString &order, const QByteArray &body, int status,
                        const QString &detail) { QTest::newRow(name) << order << body << status << detail; };
    row("unknown device", u"/b:connect"_s, "", 404, u"\"b\""_s);
    row("connect with a key", u"/a:connect"_s, R"({"host":"h"})", 400, u"/host: "_s);
    row("mode", u"/a:offline"_s, R"({"mode":"abrubt"})", 400, u"/mode: "_s);
    row("no JSON", u"/a:offline"_s, "abrupt", 400, u"line 1"_s);
    row("an array", u"/a:offline"_s, "[]", 400, u"expected an object"_s);
    row("no payload", u"/a:publish"_s, "{}", 400, u"/payload: "_s);
    row("two payloads", u"/a:publish"_s, R"({"payload":1,"payloadBase64":"YQ=="})", 400, u"/payload: "_s);
    row("no base64", u"/a:publish"_s, R"({"payloadBase64":"?"})", 400, u"/payloadBase64: "_s);
    row("QoS", u"/a:publish"_s, R"({"payload":1,"qos":3})", 400, u"/qos: "_s);
    row("not online", u"/a:publish"_s, R"({"payload":1})", 409, u"the device is offline"_s);
    row("many: which", u":connect"_s, "{}", 400, u"/devices: "_s);
    row("many: empty pattern", u":connect"_s, R"({"devices":""})", 400, u"/devices: "_s);
    row("many: a number", u":connect"_s, R"({"devices":1})", 400, u"/devices: "_s);
    row("many: numbers", u":connect"_s, R"({"devices":[1]})", 400, u"/devices"_s);
    row("many: none matches", u":connect"_s, R"({"devices":"gw-*"})", 404, u"gw-*"_s);
    row("many: mode", u":offline"_s, R"({"devices":"*","mode":"abrubt"})", 400, u"/mode: "_s);
}

void TestDevicesApi::refusesOrders()
{
    QFETCH(QString, order);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, detail);
    QCOMPARE(create(u"a"_s).status, 201);
    const Answer answer = m_client->post(u"/api/v1/devices"_s + order, body);
    QCOMPARE(answer.status, status);
    QVERIFY2(detailOf(answer).contains(detail), answer.body.constData());
}

void TestDevicesApi::sendsNoSecretElsewhere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &body, const QString &detail) {
        QTest::newRow(name) << method << body << detail;
    };
    row("new device, address", "POST", R"({"clientId":"b","profile":"pump","connection":{"url":"mqtts://evil"}})",
        u"/connection/password: "_s);
    row("new device, CA", "POST", R"({"clientId":"b","profile":"pump","connection":{"tls":{"ca":"evil.pem"}}})",
        u"/connection/tls: "_s);
    row("new device, no TLS", "POST", R"({"clientId":"b","profile":"pump","connection":{"tls":false}})",
        u"/connection/password: "_s);
    row("put, address", "PUT", R"({"profile":"pump","connection":{"url":"mqtts://evil"}})",
        u"/connection/password: "_s);
    row("patch, address", "PATCH", R"({"connection":{"url":"mqtts://evil"}})", u"/connection/password: "_s);
    row("patch, proxy", "PATCH", R"({"connection":{"proxy":{"url":"socks5://evil:1"}}})", u"/connection/password: "_s);
    row("patch, verification", "PATCH", R"({"connection":{"tls":{"verifyPeer":false}}})", u"/connection/tls: "_s);
    row("patch, references", "PATCH", R"({"connection":{"serverReference":"follow"}})",
        u"/connection/serverReference: "_s);
}

void TestDevicesApi::sendsNoSecretElsewhere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    Profile profile;
    profile.name = u"pump"_s;
    profile.connection.url = QUrl(u"mqtts://broker"_s);
    profile.connection.password.env = u"HOME"_s;
    QVERIFY(m_engine->fleet().addDevice(u"a"_s, profile));
    const Profile before = *m_engine->fleet().profile(u"a"_s);
    const QString path = method == "POST" ? u"/api/v1/devices"_s : u"/api/v1/devices/a"_s;
    const Answer answer = m_client->call(method, path, body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(detailOf(answer).startsWith(detail), answer.body.constData());
    QCOMPARE(m_engine->fleet().ids(), QStringList{u"a"_s});
    QVERIFY(*m_engine->fleet().profile(u"a"_s) == before);
}

void TestDevicesApi::connectsAndLeavesAndComesBack()
{
    QCOMPARE(create(u"aa:bb"_s).status, 201);
    const QString path = u"/api/v1/devices/aa:bb"_s;
    QCOMPARE(m_client->post(path + u":connect"_s, "{}").status, 200);
    QCOMPARE(stateOf(u"aa:bb"_s), u"online"_s);
    QCOMPARE(m_client->post(path + u":offline"_s, R"({"mode":"abrupt"})").status, 200);
    QCOMPARE(stateOf(u"aa:bb"_s), u"offline"_s);
    QVERIFY(m_engine->fleet().status(u"aa:bb"_s)->offlineMode == OfflineMode::Abrupt);
    QCOMPARE(m_client->post(path + u":reconnect"_s, {}).status, 200);
    QCOMPARE(stateOf(u"aa:bb"_s), u"online"_s);
}

void TestDevicesApi::publishes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, const QByteArray &body, const QString &topic, const QByteArray &payload) {
        QTest::newRow(name) << body << topic << payload;
    };
    row("JSON", R"({"payload":{"b":1.50,"a":"x"}})", u"mqtt/a/v1/req"_s, R"({"b":1.50,"a":"x"})");
    row("text", R"({"payload":"plain","topic":"t/${clientId}"})", u"t/a"_s, "plain");
    row("bytes", R"({"payloadBase64":"AP8=","topic":"t","qos":0})", u"t"_s, QByteArray("\0\xff", 2));
    row("null", R"({"payload":null,"topic":"t","qos":2})", u"t"_s, "null");
}

void TestDevicesApi::publishes()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, topic);
    QFETCH(QByteArray, payload);
    BackEnd backEnd;
    QVERIFY(backEnd.start(QUrl(brokerUrl())));
    QCOMPARE(create(u"a"_s).status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices/a:connect"_s, {}).status, 200);
    const Answer answer = m_client->post(u"/api/v1/devices/a:publish"_s, body);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QTRY_COMPARE(backEnd.heardOn(topic), QList<QByteArray>{payload});
}

void TestDevicesApi::theCursorIsFromBeforeTheAction()
{
    QCOMPARE(create(u"a"_s).status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices/a:connect"_s, {}).status, 200);
    const Answer answer = m_client->post(u"/api/v1/devices/a:publish"_s, R"({"payload":1,"topic":"t","retain":true})");
    const quint64 cursor = static_cast<quint64>(answer.json().value(u"cursor"_s).toInteger());
    const JournalPage page = m_engine->journal().read({.after = cursor, .kind = EntryKind::Out});
    QCOMPARE(page.entries.size(), 1);
    QCOMPARE(page.entries.first()->topic, u"t"_s);
    QVERIFY(page.entries.first()->retain);
}

void TestDevicesApi::aFailureHasItsCursorAndReason()
{
    QTcpServer nobody; // takes a port, then frees it
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    const QString url = u"mqtt://127.0.0.1:%1"_s.arg(nobody.serverPort());
    nobody.close();
    QCOMPARE(m_client
                 ->post(u"/api/v1/devices"_s,
                        json({{u"clientId"_s, u"a"_s},
                              {u"connection"_s,
                               QJsonObject{{u"url"_s, url}, {u"reconnect"_s, QJsonObject{{u"attempts"_s, 1}}}}}}))
                 .status,
             201);
    const Answer answer = m_client->post(u"/api/v1/devices/a:connect"_s, {});
    QCOMPARE(answer.status, 502);
    QCOMPARE(typeOf(answer), u"urn:standin:connection-refused"_s);
    QCOMPARE(answer.json().value(u"cursor"_s).toInt(-1), 0);
}

void TestDevicesApi::ordersMany()
{
    for (const QString &id : {u"gw-1"_s, u"gw-2"_s, u"gw-3"_s, u"pump"_s})
        QCOMPARE(create(id).status, 201);
    const Answer answer = m_client->post(u"/api/v1/devices:connect"_s, R"({"devices":"gw-*"})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"cursor"_s).toInt(-1), 0);
    QCOMPARE(answer.json().value(u"asked"_s).toInt(), 3);
    QCOMPARE(answer.json().value(u"done"_s).toInt(), 3);
    QCOMPARE(m_engine->fleet().totals().online, 3);
    QCOMPARE(stateOf(u"pump"_s), u"offline"_s);

    const Answer some =
        m_client->post(u"/api/v1/devices:offline"_s, R"({"devices":["gw-1","gw-3","gw-1"],"mode":"reset"})");
    QCOMPARE(some.status, 200);
    QCOMPARE(some.json().value(u"asked"_s).toInt(), 2);
    QVERIFY(m_engine->fleet().status(u"gw-3"_s)->offlineMode == OfflineMode::Reset);
    QCOMPARE(stateOf(u"gw-2"_s), u"online"_s);

    QCOMPARE(m_client->post(u"/api/v1/devices:publish"_s, R"({"devices":"gw-2","payload":{"x":1}})").status, 200);
    QCOMPARE(m_client->post(u"/api/v1/devices:reconnect"_s, R"({"devices":"gw-?"})").status, 200);
    QCOMPARE(m_engine->fleet().totals().online, 3);
    QCOMPARE(m_client->post(u"/api/v1/devices:remove"_s, R"({"devices":"*-*"})").status, 200);
    QCOMPARE(m_engine->fleet().ids(), QStringList{u"pump"_s});
}

void TestDevicesApi::ordersThatFailForSome()
{
    QCOMPARE(create(u"a"_s).status, 201);
    const Answer answer = m_client->post(u"/api/v1/devices:connect"_s, R"({"devices":["a","b"]})");
    QCOMPARE(answer.status, 404);
    QCOMPARE(typeOf(answer), u"urn:standin:unknown-device"_s);
    QCOMPARE(answer.json().value(u"done"_s).toInt(), 1);
    QCOMPARE(answer.json().value(u"failed"_s).toInt(), 1);
    QCOMPARE(answer.json().value(u"device"_s).toString(), u"b"_s);
    QCOMPARE(stateOf(u"a"_s), u"online"_s);
}

STANDIN_TEST(TestDevicesApi)
#include "tst_devicesapi.moc"
