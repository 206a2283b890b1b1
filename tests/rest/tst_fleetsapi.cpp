// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/fleets, with a real broker.
class TestFleetsApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void makesTheDevicesOfAProfile();
    void makesThemOfALoadedProfile();
    void makesAllOrNone();
    void lists();
    void goesOnlineAndOffline();
    void removes();
    void refuses_data();
    void refuses();
    void unknownFleets_data();
    void unknownFleets();

private:
    [[nodiscard]] QByteArray body(int count) const
    {
        return R"({"profile":{"name":"pump","clientId":"p-${index}","count":)" + QByteArray::number(count) +
               R"(},"connection":{"url":"mqtt://127.0.0.1:)" + QByteArray::number(m_broker.port()) + R"("}})";
    }
    Answer create(const QByteArray &body) { return m_client->post(u"/api/v1/fleets"_s, body); }

    Broker::LocalBroker m_broker;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestFleetsApi::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().toString()));
}

void TestFleetsApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 2});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestFleetsApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestFleetsApi::makesTheDevicesOfAProfile()
{
    m_engine->journal().append({.device = u"x"_s});
    const Answer answer = create(body(3));
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.field("Location"), "/api/v1/fleets/pump"_ba);
    QCOMPARE(answer.json(), (QJsonObject{{u"cursor"_s, 1},
                                         {u"profile"_s, u"pump"_s},
                                         {u"devices"_s, QJsonArray{u"p-0"_s, u"p-1"_s, u"p-2"_s}}}));
    QCOMPARE(m_engine->fleet().ids(), (QStringList{u"p-0"_s, u"p-1"_s, u"p-2"_s}));
    QCOMPARE(m_engine->fleet().status(u"p-2"_s)->index, 2);
}

void TestFleetsApi::makesThemOfALoadedProfile()
{
    QCOMPARE(m_client->call("PUT", u"/api/v1/profiles/valve"_s, R"({"clientId":"v-${index}","count":2})").status, 201);
    QCOMPARE(create(R"({"profile":"valve"})").json().value(u"devices"_s).toArray(), (QJsonArray{u"v-0"_s, u"v-1"_s}));
    QCOMPARE(create(R"({"profile":"vlave"})").status, 404);
}

void TestFleetsApi::makesAllOrNone()
{
    QVERIFY(m_engine->fleet().addDevice(u"p-1"_s, Profile()));
    const Answer answer = create(body(3));
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:device-exists"_s);
    QCOMPARE(m_engine->fleet().ids(), QStringList{u"p-1"_s});
}

void TestFleetsApi::lists()
{
    QCOMPARE(m_client->get(u"/api/v1/fleets"_s).body, R"({"fleets":[]})"_ba);
    QCOMPARE(create(body(3)).status, 201);
    QVERIFY(m_engine->fleet().addDevice(u"alone"_s, Profile()));
    QCOMPARE(m_client->post(u"/api/v1/devices/p-1:connect"_s, {}).status, 200);
    const QJsonObject totals{
        {u"devices"_s, 3}, {u"online"_s, 1}, {u"connecting"_s, 0}, {u"failed"_s, 0}, {u"offline"_s, 2}};
    const QJsonObject fleet{{u"profile"_s, u"pump"_s}, {u"totals"_s, totals}};
    QCOMPARE(m_client->get(u"/api/v1/fleets"_s).json(), (QJsonObject{{u"fleets"_s, QJsonArray{fleet}}}));
    QJsonObject whole = fleet;
    whole.insert(u"devices"_s, QJsonArray{u"p-0"_s, u"p-1"_s, u"p-2"_s});
    QCOMPARE(m_client->get(u"/api/v1/fleets/pump"_s).json(), whole);
}

void TestFleetsApi::goesOnlineAndOffline()
{
    QCOMPARE(create(body(50)).status, 201);
    QVERIFY(m_engine->fleet().addDevice(u"alone"_s, Profile()));
    const Answer online = m_client->post(u"/api/v1/fleets/pump:connect"_s, {});
    QCOMPARE(online.status, 200);
    QCOMPARE(online.json().value(u"asked"_s).toInt(), 50);
    QCOMPARE(online.json().value(u"done"_s).toInt(), 50);
    QCOMPARE(m_engine->fleet().totals().online, 50);
    QCOMPARE(m_client->post(u"/api/v1/fleets/pump:publish"_s, R"({"payload":{"n":"${index}"}})").status, 200);
    QCOMPARE(m_client->post(u"/api/v1/fleets/pump:reconnect"_s, {}).status, 200);
    QCOMPARE(m_client->post(u"/api/v1/fleets/pump:offline"_s, R"({"mode":"abrupt"})").status, 200);
    QCOMPARE(m_engine->fleet().totals().online, 0);
    QVERIFY(m_engine->fleet().status(u"p-49"_s)->offlineMode == OfflineMode::Abrupt);
}

void TestFleetsApi::removes()
{
    QCOMPARE(create(body(3)).status, 201);
    QVERIFY(m_engine->fleet().addDevice(u"alone"_s, Profile()));
    const Answer answer = m_client->call("DELETE", u"/api/v1/fleets/pump"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"done"_s).toInt(), 3);
    QCOMPARE(m_engine->fleet().ids(), QStringList{u"alone"_s});
}

void TestFleetsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no profile") << "{}"_ba << u"/profile: "_s;
    QTest::newRow("no name") << R"({"profile":{}})"_ba << u"/profile/name: "_s;
    QTest::newRow("misspelt") << R"({"profile":{"name":"x"},"cout":2})"_ba << u"/cout: "_s;
    QTest::newRow("same client ids") << R"({"profile":{"name":"x","clientId":"x","count":2}})"_ba << u"x: "_s;
    QTest::newRow("place of a secret") << R"({"profile":{"name":"x","connection":{"password":{"env":"HOME"}}}})"_ba
                                       << u"/profile/connection/password: "_s;
}

void TestFleetsApi::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const Answer answer = create(body);
    QVERIFY2(answer.status == 400 || answer.status == 409, answer.body.constData());
    QVERIFY2(answer.json().value(u"detail"_s).toString().startsWith(detail), answer.body.constData());
    QVERIFY(m_engine->fleet().ids().isEmpty());
}

void TestFleetsApi::unknownFleets_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("verb");
    QTest::newRow("GET") << "GET"_ba << QString();
    QTest::newRow("DELETE") << "DELETE"_ba << QString();
    for (const QString &verb : {u":connect"_s, u":offline"_s, u":reconnect"_s})
        QTest::newRow(qPrintable(verb)) << "POST"_ba << verb;
}

void TestFleetsApi::unknownFleets()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, verb);
    const Answer answer = m_client->call(method, u"/api/v1/fleets/pump"_s + verb);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:unknown-profile"_s);
}

STANDIN_TEST(TestFleetsApi)
#include "tst_fleetsapi.moc"
