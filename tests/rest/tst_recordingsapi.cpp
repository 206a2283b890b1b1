// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "scenario/file/scenariofile.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>

using namespace Standin;
using namespace Standin::Rest;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// /api/v1/recordings.
class TestRecordingsApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void recordsTheDeviceApi();
    void options();
    void lists();
    void warns();
    void removes();
    void tooMany();
    void refuses_data();
    void refuses();
    void unknown_data();
    void unknown();

private:
    const QString m_path = u"/api/v1/recordings"_s;

    /// The id of a new recording.
    QString start(const QByteArray &body = {})
    {
        return m_client->post(m_path, body).json()[u"recording"_s][u"id"_s].toString();
    }
    [[nodiscard]] QString at(const QString &id, const QString &rest = {}) const { return m_path + u'/' + id + rest; }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestRecordingsApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 2});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    VERIFY_RESULT(url);
    m_client = std::make_unique<Client>(*url);
}

void TestRecordingsApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestRecordingsApi::recordsTheDeviceApi()
{
    const auto broker = m_engine->startBroker();
    VERIFY_RESULT(broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(*broker));
    const Answer started = m_client->post(m_path, R"({"name":"A session"})");
    QCOMPARE(started.status, 201);
    const QString id = started.json()[u"recording"_s][u"id"_s].toString();
    QCOMPARE(started.field("location"), at(id).toUtf8());
    QCOMPARE(started.json()[u"recording"_s][u"state"_s].toString(), u"running"_s);

    const QByteArray connect =
        R"({"client_id":"gw-1","host":"127.0.0.1","port":)" + QByteArray::number(broker->port()) + '}';
    QCOMPARE(m_client->post(u"/api/device/connect"_s, connect).json()[u"code"_s].toInt(), 0);
    QCOMPARE(
        m_client->post(u"/api/device/setResponseMsg?client_id=gw-1"_s, R"({"code":7,"requestTime":"${requestTime}"})")
            .json()[u"code"_s]
            .toInt(),
        0);
    backEnd.send(u"mqtt/gw-1/v1/bypass"_s, R"({"requestTime":1700000000000,"op":"reboot"})", 1);
    QTRY_COMPARE(m_client->get(at(id)).json()[u"messages"_s].toInt(), 2);
    QCOMPARE(m_client->post(u"/api/device/offline?client_id=gw-1&mode=abrupt"_s, {}).json()[u"code"_s].toInt(), 0);

    // As far as it has come.
    QVERIFY(ScenarioFile::parse(m_client->get(at(id, u"/scenario"_s)).body));
    const Answer stopped = m_client->post(at(id, u":stop"_s), {});
    QCOMPARE(stopped.status, 200);
    const QJsonObject recording = stopped.json()[u"recording"_s].toObject();
    QCOMPARE(recording[u"state"_s].toString(), u"stopped"_s);
    QCOMPARE(recording[u"name"_s].toString(), u"A session"_s);
    QCOMPARE(recording[u"steps"_s].toInt(), 5);
    QVERIFY(!recording[u"endedAt"_s].toString().isEmpty());
    QVERIFY(!stopped.json().contains(u"warnings"_s));

    const Answer text = m_client->get(at(id, u"/scenario"_s));
    QCOMPARE(text.status, 200);
    QCOMPARE(text.field("content-type"), "application/json"_ba);
    const auto scenario = ScenarioFile::parse(text.body);
    VERIFY_RESULT(scenario);
    QStringList kinds;
    for (const Step &step : scenario->steps)
        kinds.append(step.kindName());
    QCOMPARE(kinds, (QStringList{u"preset"_s, u"connect"_s, u"expect"_s, u"expect"_s, u"offline"_s}));
    QCOMPARE(scenario->name, u"A session"_s);
}

void TestRecordingsApi::options()
{
    QCOMPARE(m_client->post(u"/api/v1/devices"_s, R"({"clientId":"gw-1"})").status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices"_s, R"({"clientId":"door-1"})").status, 201);
    const QString id = start(R"({"devices":["gw-*"],"clientIds":"recorded","commands":"published","telemetry":true,)"
                             R"("maxItems":10,"maxBytes":100000,"maxMs":60000})");
    for (const QString &device : {u"gw-1"_s, u"door-1"_s})
        QCOMPARE(m_client->call("PATCH", u"/api/v1/devices/%1/state"_s.arg(device), R"({"fw":"1.0"})").status, 200);
    QCOMPARE(m_client->post(at(id, u":stop"_s), "{}").status, 200);
    const QJsonObject scenario = m_client->get(at(id, u"/scenario"_s)).json();
    QCOMPARE(scenario[u"steps"_s].toArray().size(), 1);
    QCOMPARE(scenario[u"devices"_s].toObject().keys(), QStringList{u"gw-1"_s});
    QCOMPARE(scenario[u"vars"_s][u"suffix"_s].toString(u"?"_s), QString());
}

void TestRecordingsApi::lists()
{
    QVERIFY(m_client->get(m_path).json()[u"recordings"_s].toArray().isEmpty());
    const QString first = start();
    const QString second = start();
    const QJsonArray all = m_client->get(m_path).json()[u"recordings"_s].toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0)[u"id"_s].toString(), first);
    QCOMPARE(all.at(1)[u"id"_s].toString(), second);
}

void TestRecordingsApi::warns()
{
    QCOMPARE(m_client->post(u"/api/v1/devices"_s, R"({"clientId":"gw-1","connection":{"password":"hidden"}})").status,
             201);
    const QString id = start();
    QCOMPARE(m_client->call("PATCH", u"/api/v1/devices/gw-1/state"_s, R"({"fw":"1.0"})").status, 200);
    const Answer stopped = m_client->post(at(id, u":stop"_s), {});
    const QJsonArray warnings = stopped.json()[u"warnings"_s].toArray();
    QCOMPARE(warnings.size(), 1);
    QVERIFY(warnings.first().toString().contains(u"GW_1_PASSWORD"_s));
    QVERIFY(!m_client->get(at(id, u"/scenario"_s)).body.contains("hidden"));
}

void TestRecordingsApi::removes()
{
    const QString id = start();
    const Answer removed = m_client->call("DELETE", at(id));
    QCOMPARE(removed.status, 200);
    QVERIFY(removed.json().contains(u"cursor"_s));
    QCOMPARE(m_client->get(at(id)).status, 404);
    QVERIFY(m_engine->recorder().statuses().isEmpty());
}

void TestRecordingsApi::tooMany()
{
    for (qsizetype i = 0; i < Recorder::mostRecordings; ++i)
        QVERIFY(!start().isEmpty());
    const Answer answer = m_client->post(m_path, {});
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.json()[u"type"_s].toString(), u"urn:standin:limit-reached"_s);
}

void TestRecordingsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no JSON") << "all"_ba << u"line 1"_s;
    QTest::newRow("array") << "[]"_ba << u"object"_s;
    QTest::newRow("misspelt") << R"({"device":"a"})"_ba << u"/device: "_s;
    QTest::newRow("name is a number") << R"({"name":1})"_ba << u"/name: "_s;
    QTest::newRow("long name") << R"({"name":")" + QByteArray(201, 'x') + R"("})" << u"/name: "_s;
    QTest::newRow("devices is a number") << R"({"devices":1})"_ba << u"/devices: "_s;
    QTest::newRow("no devices") << R"({"devices":[]})"_ba << u"/devices: "_s;
    QTest::newRow("empty device") << R"({"devices":["a",""]})"_ba << u"/devices: "_s;
    QTest::newRow("empty name of a device") << R"({"devices":""})"_ba << u"/devices: "_s;
    QTest::newRow("telemetry is a text") << R"({"telemetry":"yes"})"_ba << u"/telemetry: "_s;
    QTest::newRow("client ids") << R"({"clientIds":"new"})"_ba << u"/clientIds: "_s;
    QTest::newRow("commands") << R"({"commands":"publish"})"_ba << u"did you mean"_s;
    QTest::newRow("no items") << R"({"maxItems":0})"_ba << u"/maxItems: "_s;
    QTest::newRow("many items") << R"({"maxItems":100001})"_ba << u"/maxItems: "_s;
    QTest::newRow("no bytes") << R"({"maxBytes":0})"_ba << u"/maxBytes: "_s;
    QTest::newRow("part of a millisecond") << R"({"maxMs":0.5})"_ba << u"/maxMs: "_s;
}

void TestRecordingsApi::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const Answer answer = m_client->post(m_path, body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.json()[u"detail"_s].toString().contains(detail), answer.body.constData());
    QVERIFY(m_engine->recorder().statuses().isEmpty());
}

void TestRecordingsApi::unknown_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("rest");
    QTest::newRow("get") << "GET"_ba << QString();
    QTest::newRow("stop") << "POST"_ba << u":stop"_s;
    QTest::newRow("scenario") << "GET"_ba << u"/scenario"_s;
    QTest::newRow("delete") << "DELETE"_ba << QString();
}

void TestRecordingsApi::unknown()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, rest);
    const Answer answer = m_client->call(method, at(u"rec-9"_s, rest));
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.json()[u"type"_s].toString(), u"urn:standin:unknown-recording"_s);
    QVERIFY(answer.json()[u"detail"_s].toString().contains(u"rec-9"));
}

STANDIN_TEST(TestRecordingsApi)
#include "tst_recordingsapi.moc"
