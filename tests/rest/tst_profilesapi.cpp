// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/profiles.
class TestProfilesApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void loadsAndShows();
    void whatIsShownCanBePut();
    void listsInPages();
    void givesItToItsDevices();
    void variantsStay();
    void aDeviceThatCannotHaveItKeepsAll();
    void forgets();
    void isNotForgottenWhileInUse();
    void obeysPreconditions();
    void showsNoSecret();
    void aSecretMayBeSentAndIsUsed();
    void warnsAboutOneClientIdForAll();
    void refuses_data();
    void refuses();
    void unknownOnes();

private:
    Answer put(const QByteArray &body, const Client::Fields &fields = {})
    {
        return m_client->call("PUT", u"/api/v1/profiles/pump%2F1"_s, body, fields);
    }
    Answer makeDevice(const QByteArray &body) { return m_client->post(u"/api/v1/devices"_s, body); }
    Answer get() { return m_client->get(u"/api/v1/profiles/pump%2F1"_s); }
    Answer remove(const Client::Fields &fields = {})
    {
        return m_client->call("DELETE", u"/api/v1/profiles/pump%2F1"_s, {}, fields);
    }
    [[nodiscard]] Profile profileOf(const QString &device) const
    {
        return m_engine->fleet().profile(device).value_or(Profile());
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestProfilesApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestProfilesApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestProfilesApi::loadsAndShows()
{
    const Answer made = put(R"({"format":"standin.profile/1","clientId":"p-${index}","count":2,"vars":{"n":1.50}})");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.field("Location"), "/api/v1/profiles/pump%2F1"_ba);
    QCOMPARE(made.json(), (QJsonObject{{u"cursor"_s, 0}, {u"devices"_s, 0}, {u"name"_s, u"pump/1"_s}}));
    const Answer shown = get();
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.json().value(u"name"_s).toString(), u"pump/1"_s);
    QCOMPARE(shown.json().value(u"format"_s).toString(), u"standin.profile/1"_s);
    QCOMPARE(shown.json().value(u"count"_s).toInt(), 2);
    QVERIFY(shown.body.contains("1.50"));
    QCOMPARE(shown.field("ETag"), made.field("ETag"));
    const Answer device = makeDevice(R"({"clientId":"a","profile":"pump/1"})");
    QCOMPARE(device.status, 201);
    QCOMPARE(profileOf(u"a"_s).vars.toCompact(), R"({"n":1.50})"_ba);
}

void TestProfilesApi::whatIsShownCanBePut()
{
    const QByteArray body =
        R"({"connection":{"url":"mqtts://h","username":"u","password":"secret","headers":{"X-Key":"secret"}},)"
        R"("messages":[{"name":"m","payload":1}]})";
    QCOMPARE(put(body).status, 201);
    const Answer shown = get();
    QVERIFY(!shown.body.contains("secret"));
    const Answer again = put(shown.body, {{"If-Match", shown.field("ETag")}});
    QVERIFY2(again.status == 200, again.body.constData());
    QCOMPARE(get().body, shown.body);
    QCOMPARE(m_engine->profiles().find(u"pump/1"_s)->connection.password.value, u"secret"_s);
}

void TestProfilesApi::listsInPages()
{
    for (const QString &name : {u"c"_s, u"a"_s})
        QCOMPARE(m_client->call("PUT", u"/api/v1/profiles/"_s + name, "{}").status, 201);
    Profile profile;
    profile.name = u"b"_s;
    QVERIFY(m_engine->fleet().addDevice(u"d"_s, profile));
    const QJsonObject all = m_client->get(u"/api/v1/profiles"_s).json();
    QCOMPARE(all.value(u"profiles"_s).toArray().size(), 3);
    QVERIFY(!all.contains(u"more"_s));
    const QJsonObject first = m_client->get(u"/api/v1/profiles?limit=2"_s).json();
    const QJsonArray page = first.value(u"profiles"_s).toArray();
    QCOMPARE(page.size(), 2);
    QCOMPARE(page[0].toObject(), (QJsonObject{{u"name"_s, u"a"_s},
                                              {u"clientId"_s, u"device-${index}"_s},
                                              {u"count"_s, 1},
                                              {u"broker"_s, u"127.0.0.1:1883"_s},
                                              {u"devices"_s, 0},
                                              {u"kept"_s, true}}));
    QCOMPARE(page[1][u"devices"_s].toInt(), 1);
    QCOMPARE(page[1][u"kept"_s].toBool(true), false);
    QVERIFY(first.value(u"more"_s).toBool());
    const QJsonObject rest =
        m_client->get(u"/api/v1/profiles?limit=2&after="_s + first.value(u"next"_s).toString()).json();
    QCOMPARE(rest.value(u"profiles"_s)[0][u"name"_s].toString(), u"c"_s);
    QVERIFY(!rest.contains(u"more"_s));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(m_client->call("PUT", u"/api/v1/profiles/n%1"_s.arg(i), "{}").status, 201);
    QCOMPARE(m_client->get(u"/api/v1/profiles"_s).json().value(u"profiles"_s).toArray().size(), 103);
}

void TestProfilesApi::givesItToItsDevices()
{
    QCOMPARE(put(R"({"reply":{"code":1}})").status, 201);
    QCOMPARE(makeDevice(R"({"profile":"pump/1","clientId":"a"})").status, 201);
    QCOMPARE(makeDevice(R"({"profile":"pump/1","clientId":"b"})").status, 201);
    const Answer changed = put(R"({"name":"pump/1","reply":{"code":2}})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json().value(u"devices"_s).toInt(), 2);
    QCOMPARE(profileOf(u"a"_s).reply, R"({"code":2})"_ba);
    QCOMPARE(profileOf(u"b"_s).reply, R"({"code":2})"_ba);
}

/// A device with settings of its own keeps them.
void TestProfilesApi::variantsStay()
{
    QCOMPARE(put(R"({"reply":{"code":1}})").status, 201);
    const Answer made = makeDevice(R"({"profile":"pump/1","clientId":"a","connection":{"url":"mqtt://other"}})");
    QCOMPARE(made.status, 201);
    QCOMPARE(put(R"({"reply":{"code":2}})").status, 200);
    QCOMPARE(profileOf(u"a"_s).reply, R"({"code":1})"_ba);
    QCOMPARE(remove().status, 409);
}

void TestProfilesApi::aDeviceThatCannotHaveItKeepsAll()
{
    QCOMPARE(put(R"({"reply":{"code":1}})").status, 201);
    const QByteArray body = R"({"clientId":"a+b","profile":"pump/1"})";
    QCOMPARE(makeDevice(body).status, 400); // its topics would have a wildcard
    QCOMPARE(put(R"({"topics":{"report":"r","command":"c","reply":"p"}})").status, 200);
    QCOMPARE(makeDevice(body).status, 201);
    const QByteArray before = get().body;
    const Answer answer = put(R"({"topics":{"report":"r/${clientId}","command":"c","reply":"p"}})");
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.json().value(u"detail"_s).toString().startsWith(u"/topics/report"_s));
    QCOMPARE(get().body, before);
    QCOMPARE(profileOf(u"a+b"_s).topics.report, u"r"_s);
}

void TestProfilesApi::forgets()
{
    QCOMPARE(put("{}").status, 201);
    QCOMPARE(remove().json(), (QJsonObject{{u"cursor"_s, 0}}));
    QCOMPARE(get().status, 404);
    QCOMPARE(remove().status, 404);
    QCOMPARE(put("{}").status, 201);
}

void TestProfilesApi::isNotForgottenWhileInUse()
{
    QCOMPARE(put("{}").status, 201);
    QCOMPARE(makeDevice(R"({"clientId":"a","profile":"pump/1"})").status, 201);
    const Answer answer = remove();
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:profile-in-use"_s);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/devices/a"_s).status, 200);
    QCOMPARE(get().status, 200);
    QCOMPARE(remove().status, 200);
}

void TestProfilesApi::obeysPreconditions()
{
    QCOMPARE(put("{}", {{"If-Match", "*"}}).status, 412);
    QCOMPARE(get().status, 404);
    const QByteArray first = put("{}", {{"If-None-Match", "*"}}).field("ETag");
    QCOMPARE(put("{}", {{"If-None-Match", "*"}}).status, 412);
    const QByteArray second = put(R"({"count":2})", {{"If-Match", first}}).field("ETag");
    QVERIFY(second != first);
    QCOMPARE(put(R"({"count":3})", {{"If-Match", first}}).status, 412);
    QCOMPARE(get().json().value(u"count"_s).toInt(), 2);
    QCOMPARE(remove({{"If-Match", first}}).status, 412);
    QCOMPARE(remove({{"If-Match", second}}).status, 200);
}

void TestProfilesApi::showsNoSecret()
{
    Profile profile;
    profile.name = u"pump/1"_s;
    profile.connection.url = QUrl(u"wss://h/mqtt?signature=hush"_s);
    profile.connection.password.value = u"hush"_s;
    profile.connection.headers = {{u"Authorization"_s, u"hush"_s, {}}};
    profile.source = R"({"unknown":"hush"})";
    QVERIFY(m_engine->fleet().addDevice(u"a"_s, profile));
    QVERIFY(!get().body.contains("hush"));
    QVERIFY(!m_client->get(u"/api/v1/profiles"_s).body.contains("hush"));
    QVERIFY(!m_client->get(u"/api/v1/devices/a"_s).body.contains("hush"));
    QVERIFY(!m_client->get(u"/api/v1/fleets"_s).body.contains("hush"));
}

void TestProfilesApi::aSecretMayBeSentAndIsUsed()
{
    const Answer put = this->put(R"({"connection":{"url":"mqtts://h","password":"secret"}})");
    QCOMPARE(put.status, 201);
    QCOMPARE(makeDevice(R"({"clientId":"a","profile":"pump/1"})").status, 201);
    QCOMPARE(profileOf(u"a"_s).connection.password.value, u"secret"_s);
    const Answer elsewhere = m_client->post(
        u"/api/v1/devices"_s, R"({"clientId":"b","profile":"pump/1","connection":{"url":"mqtts://evil"}})");
    QCOMPARE(elsewhere.status, 400);
    QByteArray shown = get().body;
    const Answer moved = this->put(shown.replace("mqtts://h", "mqtts://evil"));
    QCOMPARE(moved.status, 400);
    QCOMPARE(profileOf(u"a"_s).connection.url, QUrl(u"mqtts://h"_s));
}

void TestProfilesApi::warnsAboutOneClientIdForAll()
{
    const QJsonArray warnings = put(R"({"clientId":"v","count":3})").json().value(u"warnings"_s).toArray();
    QCOMPARE(warnings, QJsonArray{u"/clientId: the same for all 3 devices; put ${index} into it"_s});
    QVERIFY(!put(R"({"clientId":"v-${index}","count":3})").json().contains(u"warnings"_s));
    QVERIFY(!put(R"({"clientId":"v","count":3,"names":{"1":"a","2":"b"}})").json().contains(u"warnings"_s));
    QVERIFY(!put(R"({"clientId":"v"})").json().contains(u"warnings"_s));
    const Answer fleet = m_client->post(u"/api/v1/fleets"_s, R"({"profile":{"name":"f","clientId":"v","count":3}})");
    QCOMPARE(fleet.status, 409);
    QVERIFY2(fleet.body.contains("put ${index} into"), fleet.body.constData());
}

void TestProfilesApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &body, const QString &detail) {
        QTest::newRow(name) << body << detail;
    };
    row("an array", "[]", u"expected an object, found an array"_s);
    row("another name", R"({"name":"pump"})", u"/name: "_s);
    row("number", R"({"connection":{"keepAlive":-1}})", u"/connection/keepAlive: "_s);
    row("template", R"({"reply":{"n":"${nothing}"}})", u"/reply"_s);
    row("scheme", R"({"connection":{"url":"http://h"}})", u"http"_s);
    row("variable", R"({"connection":{"password":{"env":"HOME"}}})", u"/connection/password: "_s);
    row("file", R"({"connection":{"tls":{"keyPassword":{"file":"/etc/passwd"}}}})", u"/connection/tls/keyPassword: "_s);
    row("number for a secret", R"({"connection":{"password":5}})",
        u"/connection/password: expected a string, found a number"_s);
}

void TestProfilesApi::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const Answer answer = put(body);
    QVERIFY2(answer.status == 400 || answer.status == 501, answer.body.constData());
    QVERIFY2(answer.json().value(u"detail"_s).toString().contains(detail), answer.body.constData());
    QCOMPARE(get().status, 404);
}

void TestProfilesApi::unknownOnes()
{
    const Answer answer = get();
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:unknown-profile"_s);
    QCOMPARE(m_client->get(u"/api/v1/profiles?name=x"_s).status, 400);
}

STANDIN_TEST(TestProfilesApi)
#include "tst_profilesapi.moc"
