// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/apidescription.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The check that all tests of REST rely on: it finds answers that are not as described, and it looks at every answer.
class TestApiDescription : public QObject
{
    Q_OBJECT

private slots:
    void acceptsWhatIsDescribed_data();
    void acceptsWhatIsDescribed();
    void findsWhatIsNot_data();
    void findsWhatIsNot();
    void isAppliedToEveryAnswer();
    void isAppliedToAnswersOfRawClients();
};

namespace {

struct Row
{
    QByteArray method;
    QString target;
    int status;
    QByteArray body;
    QByteArray type = "application/json";
    QByteArray fields = {};
};

void addRow(const char *name, const Row &row)
{
    const Answer answer{
        .status = row.status, .head = "Content-Type: " + row.type + '\n' + row.fields, .body = row.body};
    QTest::newRow(name) << row.method << row.target << answer;
}

void addColumns()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<Answer>("answer");
}

QString faultOfRow()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, target);
    QFETCH(Answer, answer);
    return ApiDescription::served().faultOf(method, target, answer);
}

const QByteArray problemType = "application/problem+json";
const QByteArray notFound = R"({"title":"Not Found","status":404,"detail":"x"})";
const QByteArray jsonType = "application/json";
const QByteArray tag = "ETag: \"a\"\n";
const QByteArray ruleAnswer = R"({"id":"a","then":[],"matched":0,"fired":0})";

} // namespace

void TestApiDescription::acceptsWhatIsDescribed_data()
{
    addColumns();
    addRow("an answer", {"GET", u"/livez"_s, 200, R"({"status":"live"})"});
    addRow("a parameter of the type",
           {"GET", u"/livez"_s, 200, R"({"status":"live"})", "application/json; charset=utf-8"});
    addRow("a query", {"GET", u"/api/v1/devices?limit=1"_s, 200, R"({"cursor":1,"devices":[]})"});
    addRow("an argument", {"GET", u"/api/v1/rules/a%2Fb"_s, 200, ruleAnswer, jsonType, tag});
    addRow("a verb", {"POST", u"/api/v1/devices/a:connect"_s, 200, R"({"cursor":1})"});
    addRow("the head alone", {"HEAD", u"/livez"_s, 200, {}});
    addRow("a problem", {"GET", u"/api/v1/rules/a"_s, 404, notFound, problemType});
    addRow("a problem with members",
           {"POST", u"/api/v1/devices/a:connect"_s, 502,
            R"({"title":"x","status":502,"detail":"x","reasonCode":134,"cursor":1})", problemType});
    addRow("an unknown path", {"GET", u"/nothing"_s, 404, notFound, problemType});
    addRow("an unknown method", {"PATCH", u"/livez"_s, 405, R"({"title":"x","status":405,"detail":"x"})", problemType});
    addRow("text", {"GET", u"/metrics"_s, 200, "standin_awaits 0\n", "text/plain; version=0.0.4"});
    addRow("no answer", {"GET", u"/livez"_s, 0, {}});
}

void TestApiDescription::acceptsWhatIsDescribed()
{
    QCOMPARE(faultOfRow(), QString());
}

void TestApiDescription::findsWhatIsNot_data()
{
    addColumns();
    addRow("another status", {"GET", u"/livez"_s, 204, R"({"status":"live"})"});
    addRow("a status of another route", {"GET", u"/livez"_s, 404, notFound, problemType});
    addRow("another type", {"GET", u"/livez"_s, 200, R"({"status":"live"})", "text/plain"});
    addRow("an error without its type", {"GET", u"/api/v1/rules/a"_s, 404, notFound});
    addRow("no JSON", {"GET", u"/livez"_s, 200, "live"});
    addRow("an array", {"GET", u"/livez"_s, 200, R"([{"status":"live"}])"});
    addRow("a missing member", {"GET", u"/livez"_s, 200, "{}"});
    addRow("another word", {"GET", u"/livez"_s, 200, R"({"status":"lives"})"});
    addRow("a member too many", {"GET", u"/livez"_s, 200, R"({"status":"live","since":1})"});
    addRow(
        "a member too many inside",
        {"GET", u"/api/v1/fleets"_s, 200,
         R"({"fleets":[{"profile":"a","totals":{"devices":1,"online":0,"connecting":0,"failed":0,"offline":1,"gone":0}}]})"});
    addRow("a string for a number", {"GET", u"/api/v1/devices"_s, 200, R"({"cursor":"1","devices":[]})"});
    addRow("a negative number", {"GET", u"/api/v1/devices"_s, 200, R"({"cursor":-1,"devices":[]})"});
    addRow("an unknown state",
           {"POST", u"/api/v1/journal/await"_s, 200,
            R"({"cursor":1,"waitedMs":1,"dropped":0,"count":1,"matched":[{"seq":1,"at":"x","device":"a",)"
            R"("kind":"lifecycle","event":"state-changed","state":"asleep"}]})"});
    addRow("a problem without its status",
           {"GET", u"/api/v1/rules/a"_s, 404, R"({"title":"x","detail":"x"})", problemType});
    addRow("a rule without its counts", {"GET", u"/api/v1/rules/a"_s, 200, R"({"id":"a","then":[]})", jsonType, tag});
    addRow("an action that is unknown", {"GET", u"/api/v1/rules/a"_s, 200,
                                         R"({"id":"a","then":[{"replay":{}}],"matched":0,"fired":0})", jsonType, tag});
    addRow("a missing tag", {"GET", u"/api/v1/rules/a"_s, 200, ruleAnswer});
    addRow("a tag that is not described", {"GET", u"/livez"_s, 200, R"({"status":"live"})", jsonType, tag});
    addRow("a body after a head", {"HEAD", u"/livez"_s, 200, R"({"status":"live"})"});
    addRow("success of an unknown path", {"GET", u"/nothing"_s, 200, "{}"});
    addRow("success of an unknown method", {"PATCH", u"/livez"_s, 200, R"({"status":"live"})"});
}

void TestApiDescription::findsWhatIsNot()
{
    QVERIFY(!faultOfRow().isEmpty());
}

void TestApiDescription::isAppliedToEveryAnswer()
{
    Engine engine({.workers = 1});
    RestServer server(engine, {.port = 0});
    const auto url = server.listen();
    QVERIFY(url);
    Client client(*url);
    const int before = ApiDescription::served().checkedCount();
    (void)client.get(u"/livez"_s);
    (void)client.post(u"/api/v1/reset"_s, "{");
    (void)client.call("DELETE", u"/api/v1/rules/a"_s);
    QCOMPARE(ApiDescription::served().checkedCount(), before + 3);
}

void TestApiDescription::isAppliedToAnswersOfRawClients()
{
    Engine engine({.workers = 1});
    RestServer server(engine, {.port = 0});
    const auto url = server.listen();
    QVERIFY(url);
    RawApiClient client(static_cast<quint16>(url->port()));
    const int before = ApiDescription::served().checkedCount();
    client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.receive().status, 200);
    QCOMPARE(client.receive().status, 200);
    QCOMPARE(ApiDescription::served().checkedCount(), before + 2);
}

STANDIN_TEST(TestApiDescription)
#include "tst_apidescription.moc"
