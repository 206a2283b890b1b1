// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QNetworkReply>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// Awaiting and verifying over REST, on a journal that the test writes.
class TestAwaitApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void answersWithWhatIsThere();
    void answersWhenItComes();
    void aTimeoutSaysWhatCameNear();
    void absence();
    void aClientThatLeavesFreesItsAwait();
    void theEndOfTheServerAnswers();
    void verifies_data();
    void verifies();
    void droppedEntriesProveNothing_data();
    void droppedEntriesProveNothing();
    void countsByEveryCondition_data();
    void countsByEveryCondition();
    void counts();
    void othersAreAnsweredWhileItLooks_data();
    void othersAreAnsweredWhileItLooks();
    void findsNearMisses_data();
    void findsNearMisses();
    void rubbishIsRefused_data();
    void rubbishIsRefused();

private:
    void append(const QByteArray &payload)
    {
        m_engine->journal().append(
            {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    }

    Answer post(const QByteArray &route, const QByteArray &body)
    {
        return m_client->post(u"/api/v1/journal/"_s + QString::fromLatin1(route), body);
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
    quint16 m_port = 0;
};

void TestAwaitApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
    m_port = static_cast<quint16>(url->port());
}

void TestAwaitApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestAwaitApi::answersWithWhatIsThere()
{
    append(R"({"op":"status"})");
    append(R"({"op":"reboot","n":1.50})");
    const Answer answer =
        post("await", R"({"after":0,"device":"a","pattern":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}}})");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains(R"("json":{"op":"reboot","n":1.50})"));
    const QJsonObject json = answer.json();
    QCOMPARE(json.value(u"matched"_s).toArray().size(), 1);
    QCOMPARE(json.value(u"count"_s).toInt(), 1);
    QCOMPARE(json.value(u"cursor"_s).toInt(), 2);
    QCOMPARE(json.value(u"dropped"_s).toInt(-1), 0);
    QVERIFY(json.value(u"waitedMs"_s).toInt(-1) >= 0);
}

void TestAwaitApi::answersWhenItComes()
{
    append("{}");
    const std::unique_ptr<QNetworkReply> reply(
        m_client->begin("POST", u"/api/v1/journal/await"_s, R"({"after":1,"timeoutMs":60000})"));
    // The next answer comes while the first one is open: the server waits for nothing.
    QCOMPARE(m_client->get(u"/livez"_s).status, 200);
    QVERIFY(!reply->isFinished());
    append("{}");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(m_client->answerOf(*reply).json().value(u"cursor"_s).toInt(), 2);
}

void TestAwaitApi::aTimeoutSaysWhatCameNear()
{
    append(R"({"op":"status","id":5})");
    const Answer answer = post(
        "await",
        R"({"after":0,"timeoutMs":20,"count":2,"pattern":{"payload":{"allOf":[{"jsonPointer":"/op","equalTo":"reboot"},{"jsonPointer":"/id","equalTo":5}]}}})");
    QCOMPARE(answer.status, 408);
    QVERIFY(answer.field("Content-Type").startsWith("application/problem+json"));
    const QJsonObject json = answer.json();
    QCOMPARE(json.value(u"type"_s).toString(), u"urn:standin:await-timeout"_s);
    QCOMPARE(json.value(u"detail"_s).toString(), u"0 of 2 entries came in time"_s);
    QCOMPARE(json.value(u"status"_s).toInt(), 408);
    QVERIFY(json.value(u"waitedMs"_s).toInt() >= 20);
    const QJsonObject miss = json.value(u"nearMisses"_s)[0].toObject();
    QCOMPARE(miss.value(u"seq"_s).toInt(), 1);
    QCOMPARE(miss.value(u"held"_s).toInt(), 1);
    QCOMPARE(miss.value(u"total"_s).toInt(), 2);
    const QJsonObject check = miss.value(u"checks"_s)[0].toObject();
    QCOMPARE(check.value(u"pointer"_s).toString(), u"/payload/allOf/0/equalTo"_s);
    QCOMPARE(check.value(u"expected"_s).toString(), u"reboot"_s);
    QCOMPARE(check.value(u"found"_s).toString(), u"status"_s);
    QCOMPARE(check.value(u"held"_s).toBool(true), false);
}

void TestAwaitApi::absence()
{
    append("{}");
    QCOMPARE(post("await", R"({"after":1,"timeoutMs":20,"absent":true})").status, 200);
    const Answer answer = post("await", R"({"after":0,"timeoutMs":60000,"absent":true})");
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.json().value(u"matched"_s).toArray().size(), 1);
}

void TestAwaitApi::theEndOfTheServerAnswers()
{
    const std::unique_ptr<QNetworkReply> reply(
        m_client->begin("POST", u"/api/v1/journal/await"_s, R"({"after":0,"timeoutMs":60000})"));
    QTRY_COMPARE(m_server->waitingCount(), size_t(1));
    m_server.reset();
    QTRY_VERIFY(reply->isFinished());
    const Answer answer = m_client->answerOf(*reply);
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.json().value(u"detail"_s).toString(), u"Standin ends"_s);
}

void TestAwaitApi::aClientThatLeavesFreesItsAwait()
{
    for (int i = 0; i < 3; ++i) {
        RawApiClient client(m_port);
        const QByteArray body = R"({"after":0,"timeoutMs":600000})";
        client.send("POST /api/v1/journal/await HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QTRY_COMPARE(m_server->waitingCount(), size_t(1));
        client.socket.abort();
        QTRY_COMPARE(m_server->waitingCount(), size_t(0));
    }
}

void TestAwaitApi::verifies_data()
{
    QTest::addColumn<QByteArray>("bounds");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    const auto row = [](const QByteArray &bounds, int status, const char *detail = "") {
        QTest::newRow(bounds.isEmpty() ? "default" : bounds.constData())
            << bounds << status << QString::fromLatin1(detail);
    };
    row("", 200);
    row(R"("exactly":3)", 200);
    row(R"("exactly":2)", 422, "expected exactly 2, found 3 or more");
    row(R"("exactly":4)", 422, "expected exactly 4, found 3");
    row(R"("exactly":0)", 422, "expected exactly 0, found 1 or more");
    row(R"("atLeast":3)", 200);
    row(R"("atLeast":4)", 422, "expected at least 4, found 3");
    row(R"("atLeast":0)", 200);
    row(R"("atMost":3)", 200);
    row(R"("atMost":2)", 422, "expected at most 2, found 3 or more");
    row(R"("inOrder":[{"text":"one"},{"text":"two"},{"text":"three"}])", 200);
    row(R"("inOrder":[{"text":"two"},{"text":"one"}])", 422, "1 of 2 patterns matched in order; /inOrder/1 did not");
}

void TestAwaitApi::verifies()
{
    QFETCH(QByteArray, bounds);
    QFETCH(int, status);
    QFETCH(QString, detail);
    for (const auto *text : {"one", "two", "three"})
        append(text);
    const Answer answer = post("verify", R"({"after":0,"kind":"in")" + (bounds.isEmpty() ? "" : ',' + bounds) + '}');
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json().value(u"detail"_s).toString(), detail);
}

void TestAwaitApi::droppedEntriesProveNothing_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("terms");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << "verify"_ba
                          << R"("topic":"other","exactly":0)"_ba << 422;
    QTest::newRow("at most") << "verify"_ba
                             << R"("topic":"t","atMost":10)"_ba << 422;
    QTest::newRow("absent") << "await"_ba
                            << R"("topic":"other","absent":true,"timeoutMs":1)"_ba << 422;
    QTest::newRow("enough is enough") << "verify"_ba
                                      << R"("topic":"t","atLeast":2)"_ba << 200;
}

void TestAwaitApi::droppedEntriesProveNothing()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, terms);
    QFETCH(int, status);
    m_engine->journal().setLimits({.entries = 5});
    for (int i = 0; i < 8; ++i)
        append("1");
    const Answer answer = post(route, R"({"after":0,)" + terms + '}');
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json().value(u"dropped"_s).toInt(), 3);
    QCOMPARE(answer.body.contains("3 entries were dropped"), status == 422);
}

void TestAwaitApi::countsByEveryCondition_data()
{
    QTest::addColumn<QByteArray>("condition");
    for (const auto *condition :
         {R"("device":"gw-1")", R"("deviceGlob":"gw-*")", R"("devices":["gw-0","gw-1"])", R"("topic":"cmd/+")",
          R"("kind":"out")", R"("event":"message-sent")", R"("matched":true)", R"("ruleId":"r-1")", R"("testId":"T-1")",
          R"("pattern":{"qos":1})", R"("after":2)"})
        QTest::newRow(condition) << QByteArray(condition);
}

void TestAwaitApi::countsByEveryCondition()
{
    QFETCH(QByteArray, condition);
    append("{}");
    append("{}");
    m_engine->journal().append({.device = u"gw-1"_s,
                                .event = EntryEvent::MessageSent,
                                .topic = u"cmd/1"_s,
                                .qos = 1,
                                .matched = true,
                                .ruleId = u"r-1"_s,
                                .testId = u"T-1"_s});
    QCOMPARE(post("count", '{' + condition + '}').json().value(u"count"_s).toInt(), 1);
    const QByteArray after = condition.startsWith(R"("after")") ? condition : condition + R"(,"after":0)";
    const Answer answer = post("verify", '{' + after + R"(,"exactly":1})");
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void TestAwaitApi::counts()
{
    for (int i = 0; i < 2'500; ++i)
        append(QByteArray::number(i % 10));
    QCOMPARE(post("count", "{}").json().value(u"count"_s).toInt(), 2'500);
    const QJsonObject json = post("count", R"({"pattern":{"payload":{"equalTo":"7"}},"after":500})").json();
    QCOMPARE(json.value(u"count"_s).toInt(), 200);
    QCOMPARE(json.value(u"cursor"_s).toInt(), 2'500);
}

void TestAwaitApi::othersAreAnsweredWhileItLooks_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("status");
    QTest::newRow("count") << QByteArray("count") << QByteArray() << 200;
    QTest::newRow("verify") << QByteArray("verify") << QByteArray(R"(,"atLeast":1)") << 422;
    QTest::newRow("await") << QByteArray("await") << QByteArray(R"(,"timeoutMs":0)") << 408;
}

/// Everything is looked at for what is not there. If that was done in one turn, only one other request was answered
/// meanwhile, at its end.
void TestAwaitApi::othersAreAnsweredWhileItLooks()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, more);
    constexpr int entries = 200'000;
    for (int i = 0; i < entries; ++i)
        append(R"({"op":"status","n":1})");
    const QByteArray body = R"({"after":0,"pattern":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}})" + more + '}';
    const std::unique_ptr<QNetworkReply> reply(
        m_client->begin("POST", u"/api/v1/journal/"_s + QString::fromLatin1(route), body));
    int answered = 0;
    while (!reply->isFinished()) {
        QCOMPARE(m_client->get(u"/livez"_s).status, 200);
        ++answered;
    }
    const Answer answer = m_client->answerOf(*reply);
    QTEST(answer.status, "status");
    QCOMPARE(answer.json().value(u"count"_s).toInt(-1), 0);
    QCOMPARE(answer.json().value(u"cursor"_s).toInt(), entries);
    QVERIFY2(answered >= 5, qPrintable(QString::number(answered)));
}

void TestAwaitApi::findsNearMisses_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QList<int>>("heldAndTotal");
    QTest::newRow("one of two holds") << QByteArray(R"({"qos":0,"text":"reboot"})") << QList<int>{1, 2};
    QTest::newRow("one, which does not hold") << QByteArray(R"({"text":"reboot"})") << QList<int>{0, 1};
    QTest::newRow("it matches") << QByteArray(R"({"qos":0})") << QList<int>();
}

void TestAwaitApi::findsNearMisses()
{
    QFETCH(QByteArray, pattern);
    append(R"({"op":"status","id":5})");
    const QJsonArray misses =
        post("near-misses", "{\"pattern\":" + pattern + '}').json().value(u"nearMisses"_s).toArray();
    QList<int> heldAndTotal;
    for (const QJsonValue &miss : misses)
        heldAndTotal << miss[u"held"_s].toInt() << miss[u"total"_s].toInt();
    QTEST(heldAndTotal, "heldAndTotal");
}

void TestAwaitApi::rubbishIsRefused_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &route, const QByteArray &body, const QString &where) {
        QTest::newRow(name) << route << body << where;
    };
    row("no JSON", "await", "after", u"line 1"_s);
    row("no cursor", "await", "{}", u"/after"_s);
    row("negative cursor", "await", R"({"after":-1})", u"/after"_s);
    row("misspelt cursor", "await", R"({"afer":0})", u"is \"afer\" meant to be \"after\"?"_s);
    row("a key twice", "await", R"({"after":0,"after":1})", u"/after: the key is given more than once"_s);
    row("no devices", "await", R"({"after":0,"devices":[]})", u"/devices"_s);
    row("devices as a pattern", "await", R"({"after":0,"devices":"gw-*"})", u"/devices"_s);
    row("misspelt key", "await", R"({"after":0,"patern":{}})", u"/patern"_s);
    row("misspelt key in the pattern", "await", R"({"after":0,"pattern":{"topik":"a"}})", u"/pattern/topik"_s);
    row("bad filter", "await", R"({"after":0,"pattern":{"topic":"a/#/b"}})", u"/pattern/topic"_s);
    row("kind", "await", R"({"after":0,"kind":"inbound"})", u"/kind"_s);
    row("event", "await", R"({"after":0,"event":"received"})", u"/event"_s);
    row("topic", "verify", R"({"after":0,"topic":"a/#/b"})", u"/topic"_s);
    row("empty test", "count", R"({"testId":""})", u"/testId"_s);
    row("count", "await", R"({"after":0,"count":0})", u"/count"_s);
    row("time", "await", R"({"after":0,"timeoutMs":600001})", u"/timeoutMs"_s);
    row("verify without cursor", "verify", R"({"exactly":1})", u"/after"_s);
    row("two bounds", "verify", R"({"after":0,"exactly":1,"atMost":2})", u"atMost"_s);
    row("order", "verify", R"({"after":0,"inOrder":[{"topic":""}]})", u"/inOrder/0/topic"_s);
    row("order of nothing", "verify", R"({"after":0,"inOrder":[]})", u"/inOrder"_s);
    row("empty body", "await", {}, u"/after"_s);
    row("count with a limit", "count", R"({"limit":1})", u"/limit"_s);
    row("cursor beyond the end", "await", R"({"after":999999,"absent":true,"timeoutMs":10})", u"beyond the end"_s);
    row("verify beyond the end", "verify", R"({"after":999999,"exactly":0})", u"/after"_s);
    row("count beyond the end", "count", R"({"after":999999})", u"/after"_s);
    row("near misses beyond the end", "near-misses", R"({"after":999999,"pattern":{"topic":"a"}})", u"/after"_s);
    row("near misses of nothing", "near-misses", "{}", u"/pattern"_s);
}

void TestAwaitApi::rubbishIsRefused()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, body);
    QFETCH(QString, where);
    const Answer answer = post(route, body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.json().value(u"detail"_s).toString().contains(where), answer.body.constData());
    QCOMPARE(m_server->waitingCount(), size_t(0));
}

STANDIN_TEST(TestAwaitApi)
#include "tst_awaitapi.moc"
