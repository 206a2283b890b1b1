// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QJsonArray>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/devices/{id}/preset-replies. Which command uses up which reply is tested with the device.
class TestPresetsApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void addsOneAfterTheOther();
    void replacesAll();
    void whatIsListedCanBePut();
    void clears();
    void obeysIfMatch_data();
    void obeysIfMatch();
    void listsLargeOnes();
    void unknownDevices_data();
    void unknownDevices();
    void refuses_data();
    void refuses();

private:
    [[nodiscard]] QList<QByteArray> payloads() const
    {
        QList<QByteArray> payloads;
        const DeviceStatus status = m_engine->fleet().status(u"a"_s).value();
        for (const PresetReply &reply : status.presetReplies)
            payloads.append(reply.payload);
        return payloads;
    }

    Answer call(const QByteArray &method, const QByteArray &body = {}, const Client::Fields &fields = {})
    {
        return m_client->call(method, u"/api/v1/devices/a/preset-replies"_s, body, fields);
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestPresetsApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
    QVERIFY(m_engine->fleet().addDevice(u"a"_s, Profile()));
}

void TestPresetsApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestPresetsApi::addsOneAfterTheOther()
{
    m_engine->journal().append({.device = u"x"_s});
    QCOMPARE(call("POST", R"({"payload":{"n":1.50}})").json(), (QJsonObject{{u"cursor"_s, 1}}));
    QCOMPARE(call("POST", R"({"payload":"two","match":{"qos":1}})").status, 200);
    QCOMPARE(call("POST", R"({"payloadBase64":"/wA="})").status, 200);
    QCOMPARE(payloads(), (QList<QByteArray>{R"({"n":1.50})", "two", QByteArray("\xff\0", 2)}));
    QCOMPARE(
        call("GET").body,
        R"({"presetReplies":[{"payload":{"n":1.50}},{"match":{"qos":1},"payload":"two"},{"payloadBase64":"/wA="}]})"_ba);
}

void TestPresetsApi::replacesAll()
{
    QCOMPARE(call("GET").body, R"({"presetReplies":[]})"_ba);
    QCOMPARE(call("PUT", R"({"presetReplies":[{"payload":1},{"payload":2}]})").status, 200);
    QCOMPARE(call("PUT", R"({"presetReplies":[{"payload":2},{"payload":3}]})").json(), (QJsonObject{{u"cursor"_s, 0}}));
    QCOMPARE(payloads(), (QList<QByteArray>{"2", "3"}));
}

void TestPresetsApi::whatIsListedCanBePut()
{
    QCOMPARE(call("POST", R"({"payload":"${requestTime}","match":{"topic":"cmd/{x}"}})").status, 200);
    const QByteArray list = call("GET").body;
    QCOMPARE(call("DELETE").status, 200);
    QCOMPARE(call("PUT", list).status, 200);
    QCOMPARE(call("GET").body, list);
}

void TestPresetsApi::clears()
{
    QCOMPARE(call("POST", R"({"payload":1})").status, 200);
    QCOMPARE(call("DELETE").status, 200);
    QCOMPARE(payloads(), QList<QByteArray>());
    QCOMPARE(call("DELETE").status, 200);
}

void TestPresetsApi::obeysIfMatch_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("PUT") << "PUT"_ba
                         << R"({"presetReplies":[{"payload":9}]})"_ba;
    QTest::newRow("DELETE") << "DELETE"_ba
                            << ""_ba;
}

void TestPresetsApi::obeysIfMatch()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    const QByteArray old = call("GET").field("ETag");
    QCOMPARE(call("POST", R"({"payload":1})").status, 200);
    const QByteArray tag = call("GET").field("ETag");
    QVERIFY(tag != old);
    QCOMPARE(call("GET").field("ETag"), tag);
    QCOMPARE(call(method, body, {{"If-Match", old}}).status, 412);
    QCOMPARE(payloads(), QList<QByteArray>{"1"});
    QCOMPARE(call(method, body, {{"If-Match", tag}}).status, 200);
    QVERIFY(payloads() != QList<QByteArray>{"1"});
}

void TestPresetsApi::listsLargeOnes()
{
    const QByteArray large(3'000'000, 'x');
    for (int i = 0; i < 3; ++i)
        QCOMPARE(call("POST", R"({"payload":")" + large + R"("})").status, 200);
    const QJsonArray list = call("GET").json().value(u"presetReplies"_s).toArray();
    QCOMPARE(list.size(), 3);
    QCOMPARE(list.last()[u"payload"_s].toString().toLatin1(), large);
}

void TestPresetsApi::unknownDevices_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("GET") << "GET"_ba
                         << ""_ba;
    QTest::newRow("POST") << "POST"_ba
                          << R"({"payload":1})"_ba;
    QTest::newRow("PUT") << "PUT"_ba
                         << R"({"presetReplies":[]})"_ba;
    QTest::newRow("DELETE") << "DELETE"_ba
                            << ""_ba;
}

void TestPresetsApi::unknownDevices()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QCOMPARE(m_client->call(method, u"/api/v1/devices/b/preset-replies"_s, body).status, 404);
}

void TestPresetsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &body, const QString &detail) {
        QTest::newRow(name) << method << body << detail;
    };
    row("no payload", "POST", "{}", u"/payload: "_s);
    row("misspelt", "POST", R"({"payload":1,"macth":{}})", u"/macth: "_s);
    row("pattern", "POST", R"({"payload":1,"match":{"qos":3}})", u"/match/qos: "_s);
    row("template", "POST", R"({"payload":"${nothing}"})", u"nothing"_s);
    row("no list", "PUT", "{}", u"/presetReplies: "_s);
    row("an object", "PUT", R"({"presetReplies":{}})", u"/presetReplies: "_s);
    row("a number in it", "PUT", R"({"presetReplies":[1]})", u"/presetReplies/0: "_s);
    row("misspelt in it", "PUT", R"({"presetReplies":[{"payload":1},{"paylod":1}]})", u"/presetReplies/1"_s);
    row("another key", "PUT", R"({"presetReplies":[],"more":1})", u"/more: "_s);
    row("template in it", "PUT", R"({"presetReplies":[{"payload":1},{"payload":"${nothing}"}]})", u"nothing"_s);
}

void TestPresetsApi::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QCOMPARE(call("POST", R"({"payload":1})").status, 200);
    const Answer answer = call(method, body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.json().value(u"detail"_s).toString().contains(detail), answer.body.constData());
    QCOMPARE(payloads(), QList<QByteArray>{"1"});
}

STANDIN_TEST(TestPresetsApi)
#include "tst_presetsapi.moc"
