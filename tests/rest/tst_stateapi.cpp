// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "fleet/order.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The state of a device over REST.
class TestStateApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void setsAllOrSome();
    void changesOnCondition_data();
    void changesOnCondition();
    void theTagIsThatOfTheValues();
    void onlyOneOfManyClientsWins();
    void anyStateIsEnoughForAStar();
    void rubbishIsRefused_data();
    void rubbishIsRefused();

private:
    Answer call(const QByteArray &method, const QByteArray &body = {}, const Client::Fields &fields = {})
    {
        return m_client->call(method, u"/api/v1/devices/gw-1/state"_s, body, fields);
    }
    [[nodiscard]] QByteArray state() const { return m_engine->fleet().status(u"gw-1"_s)->values.text().toByteArray(); }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestStateApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    VERIFY_RESULT(m_engine->fleet().addDevice(u"gw-1"_s, {}));
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    VERIFY_RESULT(url);
    m_client = std::make_unique<Client>(*url);
}

void TestStateApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestStateApi::setsAllOrSome()
{
    QCOMPARE(call("PUT", R"({"a":1,"b":2.50})").status, 200);
    const Answer answer = call("PATCH", R"({"a":null,"c":[]})");
    QCOMPARE(answer.status, 200);
    QVERIFY2(answer.body.endsWith(R"("state":{"b":2.50,"c":[]}})"), answer.body.constData());
    QCOMPARE(call("GET").json()[u"state"_s], answer.json()[u"state"_s]);
}

void TestStateApi::changesOnCondition_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("all") << "PUT"_ba
                         << R"({"b":3})"_ba;
    QTest::newRow("some") << "PATCH"_ba
                          << R"({"a":2,"b":3})"_ba;
}

void TestStateApi::changesOnCondition()
{
    QFETCH(QByteArray, method);
    const QByteArray old = call("PUT", R"({"a":1})").field("etag");
    QCOMPARE(call("GET").field("etag"), old);
    QCOMPARE(call("PATCH", R"({"a":2})").status, 200);
    const Answer refused = call(method, R"({"b":3})", {{"If-Match", old}});
    QCOMPARE(refused.status, 412);
    QCOMPARE(refused.json()[u"type"_s].toString(), u"urn:standin:precondition-failed"_s);
    QCOMPARE(call(method, R"({"b":3})", {{"If-None-Match", "*"}}).status, 412);
    QCOMPARE(state(), R"({"a":2})");
    const Answer done = call(method, R"({"b":3})", {{"If-Match", call("GET").field("etag")}});
    QCOMPARE(done.status, 200);
    QTEST(state(), "after");
    QCOMPARE(call("GET").field("etag"), done.field("etag"));
}

void TestStateApi::theTagIsThatOfTheValues()
{
    const QByteArray first = call("PUT", R"({"a":1})").field("etag");
    QVERIFY(call("PUT", R"({"a":1.0})").field("etag") != first);
    QCOMPARE(call("PUT", R"({ "a": 1 })").field("etag"), first);
}

/// Their requests are all on the way to the device before the first one is done.
void TestStateApi::onlyOneOfManyClientsWins()
{
    const QByteArray tag = call("PUT", R"({"n":0})").field("etag");
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    for (int i = 1; i <= 6; ++i)
        replies.emplace_back(m_client->begin("PATCH", u"/api/v1/devices/gw-1/state"_s,
                                             "{\"n\":" + QByteArray::number(i) + '}', {{"If-Match", tag}}));
    QList<int> statuses;
    for (const auto &reply : replies) {
        QTRY_VERIFY(reply->isFinished());
        statuses.append(m_client->answerOf(*reply).status);
    }
    QCOMPARE(statuses.count(200), 1);
    QCOMPARE(statuses.count(412), 5);
    QCOMPARE(state(), "{\"n\":" + QByteArray::number(statuses.indexOf(200) + 1) + '}');
}

void TestStateApi::anyStateIsEnoughForAStar()
{
    QCOMPARE(call("PATCH", R"({"a":1})", {{"If-Match", "*"}}).status, 200);
    QCOMPARE(state(), R"({"a":1})");
    QCOMPARE(m_client->call("PUT", u"/api/v1/devices/gw-9/state"_s, "{}", {{"If-Match", "*"}}).status, 404);
}

void TestStateApi::rubbishIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<int>("status");
    QTest::newRow("no JSON") << "{"_ba
                             << "*"_ba << 400;
    QTest::newRow("no object") << "[]"_ba
                               << "*"_ba << 400;
    QTest::newRow("a tag without quotes") << "{}"_ba
                                          << "x"_ba << 400;
    QTest::newRow("too large") << "{\"a\":\"" + QByteArray(100'000, 'x') + "\"}"
                               << "*"_ba << 413;
}

void TestStateApi::rubbishIsRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, condition);
    for (const QByteArray &method : {"PUT"_ba, "PATCH"_ba})
        QTEST(call(method, body, {{"If-Match", condition}}).status, "status");
    QCOMPARE(state(), "{}");
}

STANDIN_TEST(TestStateApi)
#include "tst_stateapi.moc"
