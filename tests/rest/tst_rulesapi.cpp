// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "rules/rulebook.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QSet>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// Rules over REST, on an engine with one device.
class TestRulesApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addsOneRule();
    void addsSeveral();
    void aBatchWithABadRuleChangesNothing_data();
    void aBatchWithABadRuleChangesNothing();
    void putIsIdempotent();
    void canBeSentBackAsTheyWereRead();
    void showsThatTheirTimeIsOver();
    void replacesAll();
    void removes();
    void removesThoseOfATest();
    void dryRunsAMessage();
    void dryRunsAnEntryOfTheJournal();
    void dryRunsRulesThatAreNotSet();
    void changesOnCondition_data();
    void changesOnCondition();
    void onlyMakesNewRules();
    void theTagChangesWithTheRule();
    void theTagOfTheListChangesWithAnyRule();
    void sendsLongListsInPieces();
    void rubbishIsRefused_data();
    void rubbishIsRefused();

private:
    [[nodiscard]] QStringList ids() const
    {
        QStringList ids;
        for (const Rules::RuleBook::Status &status : m_engine->rules().rules())
            ids.append(status.rule.id);
        return ids;
    }

    Answer post(const QString &route, const QByteArray &body) { return m_client->post(u"/api/v1/"_s + route, body); }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestRulesApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    VERIFY_RESULT(m_engine->fleet().addDevice(u"gw-1"_s, {}));
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestRulesApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestRulesApi::addsOneRule()
{
    const Answer answer = post(u"rules"_s, R"({"id":"a b","then":[{"reply":{"payload":{"t":1.50}}}]})");
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.field("Location"), QByteArray("/api/v1/rules/a%20b"));
    const Answer got = m_client->get(u"/api/v1/rules/a%20b"_s);
    QCOMPARE(got.status, 200);
    QVERIFY2(got.body.contains(R"("payload":{"t":1.50})"), got.body.constData());
    QCOMPARE(got.json()[u"fired"_s].toInt(-1), 0);
}

void TestRulesApi::addsSeveral()
{
    const Answer answer = post(u"rules"_s, R"({"rules":[{"then":[]},{"id":"b","then":[]}]})");
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json()[u"rules"_s][0][u"id"_s].toString(), u"rule-1"_s);
    QVERIFY(answer.json().contains(u"cursor"_s));
    QCOMPARE(m_client->get(u"/api/v1/rules"_s).json()[u"rules"_s].toArray().size(), 2);
}

void TestRulesApi::aBatchWithABadRuleChangesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &body, int status, const QString &detail) {
        QTest::newRow(name) << body << status << detail;
    };
    row("a misspelt key", R"({"rules":[{"then":[]},{"then":[],"wen":{}}]})", 400, u"/rules/1/wen"_s);
    row("a wrong template", R"({"rules":[{"then":[]},{"then":[{"reply":{"payload":"${x}"}}]}]})", 400,
        u"/rules/1/then/0/reply/payload"_s);
    row("a wrong template in one rule", R"({"then":[{"reply":{"payload":"${x}"}}]})", 400, u"/then/0/reply/payload"_s);
    row("an id twice", R"({"rules":[{"id":"a","then":[]},{"id":"a","then":[]}]})", 409, u"/rules/1/id"_s);
    row("an id in use", R"({"id":"there","then":[]})", 409, u"/id"_s);
}

void TestRulesApi::aBatchWithABadRuleChangesNothing()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QCOMPARE(post(u"rules"_s, R"({"id":"there","then":[]})").status, 201);
    const Answer answer = post(u"rules"_s, body);
    QTEST(answer.status, "status");
    QVERIFY2(answer.json()[u"detail"_s].toString().startsWith(detail), answer.body.constData());
    QCOMPARE(ids(), QStringList{u"there"_s});
}

void TestRulesApi::putIsIdempotent()
{
    const QByteArray rule = R"({"priority":2,"then":[]})";
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, rule).status, 201);
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, rule).status, 200);
    QCOMPARE(ids(), QStringList{u"a"_s});
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, m_client->get(u"/api/v1/rules/a"_s).body).status, 200);
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, R"({"id":"b","then":[]})").status, 400);
}

void TestRulesApi::canBeSentBackAsTheyWereRead()
{
    QCOMPARE(
        post(u"rules"_s, R"({"rules":[{"id":"a","then":[],"limits":{"ttlMs":60000}},{"id":"b","then":[]}]})").status,
        201);
    const QByteArray list = m_client->get(u"/api/v1/rules"_s).body;
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules"_s, list).status, 200);
    QCOMPARE(ids(), (QStringList{u"a"_s, u"b"_s}));
    const QByteArray one = m_client->get(u"/api/v1/rules/a"_s).body;
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, one).status, 200);
    const Answer run = post(u"rules:dry-run"_s, R"({"device":"gw-1","message":{"payload":1},"rules":[)" + one + "]}");
    QCOMPARE(run.json()[u"matching"_s][0][u"id"_s].toString(), u"a"_s);
}

void TestRulesApi::showsThatTheirTimeIsOver()
{
    QCOMPARE(post(u"rules"_s, R"({"rules":[{"id":"a","then":[],"limits":{"ttlMs":1}},)"
                              R"({"id":"b","then":[],"limits":{"ttlMs":60000}},{"id":"c","then":[]}]})")
                 .status,
             201);
    const auto expired = [this](const QString &id) -> QJsonValue {
        return m_client->get(u"/api/v1/rules/"_s + id).json().value(u"expired"_s);
    };
    QTRY_COMPARE(expired(u"a"_s), QJsonValue(true));
    QCOMPARE(expired(u"b"_s), QJsonValue(false));
    QVERIFY(expired(u"c"_s).isUndefined());
}

void TestRulesApi::replacesAll()
{
    QCOMPARE(post(u"rules"_s, R"({"id":"a","then":[]})").status, 201);
    QCOMPARE(
        m_client->call("PUT", u"/api/v1/rules"_s, R"({"rules":[{"id":"c","then":[]},{"id":"b","then":[]}]})").status,
        200);
    QCOMPARE(ids(), (QStringList{u"c"_s, u"b"_s}));
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules"_s, R"({"id":"d","then":[]})").status, 400);
    QCOMPARE(ids().size(), 2);
}

void TestRulesApi::removes()
{
    QCOMPARE(post(u"rules"_s, R"({"rules":[{"id":"a","then":[]},{"id":"b","then":[]}]})").status, 201);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules/a"_s).status, 200);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules/a"_s).status, 404);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules"_s).json()[u"removed"_s].toInt(), 1);
    QVERIFY(ids().isEmpty());
}

void TestRulesApi::removesThoseOfATest()
{
    QCOMPARE(post(u"rules"_s, R"({"rules":[{"id":"a","testId":"T","then":[]},{"id":"b","then":[]}]})").status, 201);
    QCOMPARE(m_client->get(u"/api/v1/rules?testId=T"_s).json()[u"rules"_s].toArray().size(), 1);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules?testId="_s).status, 400);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules?testid=T"_s).status, 400);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules?testId=T"_s).status, 200);
    QCOMPARE(ids(), QStringList{u"b"_s});
}

void TestRulesApi::dryRunsAMessage()
{
    QCOMPARE(post(u"rules"_s,
                  R"({"rules":[{"id":"on","when":{"payload":{"jsonPointer":"/op","equalTo":"on"}},"then":[]},)"
                  R"({"id":"off","when":{"payload":{"jsonPointer":"/op","equalTo":"off"}},"then":[]}]})")
                 .status,
             201);
    const Answer answer = post(u"rules:dry-run"_s, R"({"device":"gw-1","message":{"payload":{"op":"on"}}})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"isCommand"_s].toBool(), true);
    QCOMPARE(answer.json()[u"matching"_s].toArray().size(), 1);
    QCOMPARE(answer.json()[u"matching"_s][0][u"id"_s].toString(), u"on"_s);
    const auto miss = answer.json()[u"nearMisses"_s][0];
    QCOMPARE(miss[u"id"_s].toString(), u"off"_s);
    QCOMPARE(miss[u"held"_s].toInt(), 1);
    QCOMPARE(miss[u"total"_s].toInt(), 2);
    QCOMPARE(miss[u"checks"_s][1][u"pointer"_s].toString(), u"/when/payload/equalTo"_s);
    QCOMPARE(miss[u"checks"_s][1][u"found"_s].toString(), u"on"_s);
    QCOMPARE(m_client->get(u"/api/v1/rules/on"_s).json()[u"matched"_s].toInt(), 0);
}

void TestRulesApi::dryRunsAnEntryOfTheJournal()
{
    QCOMPARE(post(u"rules"_s, R"({"id":"fw","when":{"topic":"fw/#"},"then":[]})").status, 201);
    const Cursor seq = m_engine->journal().append(
        {.device = u"gw-1"_s, .event = EntryEvent::MessageReceived, .topic = u"fw/x"_s, .payload = "{}"});
    const Answer answer = post(u"rules:dry-run"_s, "{\"seq\":" + QByteArray::number(seq) + '}');
    QCOMPARE(answer.json()[u"matching"_s][0][u"id"_s].toString(), u"fw"_s);
    QCOMPARE(answer.json()[u"isCommand"_s].toBool(), false);
}

void TestRulesApi::dryRunsRulesThatAreNotSet()
{
    const Answer answer =
        post(u"rules:dry-run"_s, R"({"device":"gw-1","message":{"payload":"x"},"rules":[{"id":"new","then":[]}]})");
    QCOMPARE(answer.json()[u"matching"_s][0][u"id"_s].toString(), u"new"_s);
    QVERIFY(ids().isEmpty());
}

void TestRulesApi::changesOnCondition_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &method, const QString &path, const QByteArray &body) {
        QTest::newRow(name) << method << u"/api/v1/rules"_s + path << body;
    };
    row("put", "PUT", u"/a"_s, R"({"name":"x","then":[]})");
    row("remove", "DELETE", u"/a"_s, {});
    row("replace all", "PUT", {}, R"({"rules":[{"id":"c","then":[]}]})");
    row("remove all", "DELETE", {}, {});
}

void TestRulesApi::changesOnCondition()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QCOMPARE(post(u"rules"_s, R"({"rules":[{"id":"a","then":[]},{"id":"b","then":[]}]})").status, 201);
    const QByteArray old = m_client->get(path).field("etag");
    QVERIFY(old.startsWith('"'));
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, R"({"priority":2,"then":[]})").status, 200);
    const Answer refused = m_client->call(method, path, body, {{"If-Match", old}});
    QCOMPARE(refused.status, 412);
    QCOMPARE(refused.json()[u"type"_s].toString(), u"urn:standin:precondition-failed"_s);
    QCOMPARE(m_client->call(method, path, body, {{"If-Match", "a tag"}}).status, 400);
    QCOMPARE(ids(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(m_engine->rules().rule(u"a"_s)->rule.priority, 2);
    const QByteArray now = m_client->get(path).field("etag");
    QCOMPARE(m_client->call(method, path, body, {{"If-Match", old + ", " + now}}).status, 200);
}

void TestRulesApi::onlyMakesNewRules()
{
    const Client::Fields isNew{{"If-None-Match", "*"}};
    const QString path = u"/api/v1/rules/a"_s;
    QCOMPARE(m_client->call("PUT", path, R"({"then":[]})", {{"If-Match", "*"}}).status, 412);
    QCOMPARE(m_client->call("PUT", path, R"({"then":[]})", isNew).status, 201);
    QCOMPARE(m_client->call("PUT", path, R"({"priority":1,"then":[]})", isNew).status, 412);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules/b"_s, {}, {{"If-Match", "*"}}).status, 404);
    QVERIFY(m_engine->rules().rule(u"a"_s)->rule.priority != 1);
}

void TestRulesApi::theTagChangesWithTheRule()
{
    const QString path = u"/api/v1/rules/a"_s;
    const QByteArray first = m_client->call("PUT", path, R"({"then":[]})").field("etag");
    QCOMPARE(m_client->get(path).field("etag"), first);
    QCOMPARE(m_client->call("PUT", path, R"({"then":[]})").field("etag"), first);
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/b"_s, R"({"then":[]})").status, 201);
    QCOMPARE(m_client->get(path).field("etag"), first);
    const QByteArray second = m_client->call("PUT", path, R"({"priority":1,"then":[]})").field("etag");
    QVERIFY(second != first);
    QCOMPARE(m_client->get(path).field("etag"), second);
}

void TestRulesApi::theTagOfTheListChangesWithAnyRule()
{
    const auto tag = [this] { return m_client->get(u"/api/v1/rules"_s).field("etag"); };
    QByteArrayList tags{tag()};
    QCOMPARE(tag(), tags.first());
    QCOMPARE(post(u"rules"_s, R"({"id":"a","then":[]})").status, 201);
    tags += tag();
    QCOMPARE(m_client->call("PUT", u"/api/v1/rules/a"_s, R"({"priority":1,"then":[]})").status, 200);
    tags += tag();
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules/a"_s).status, 200);
    tags += tag();
    QCOMPARE(QSet<QByteArray>(tags.begin(), tags.end()).size(), 4);
}

/// A list that is made in one piece has a Content-Length.
void TestRulesApi::sendsLongListsInPieces()
{
    const QByteArray payload = '"' + QByteArray(1'000'000, 'x') + '"';
    for (int i = 0; i < 12; ++i) {
        const QByteArray path = "/api/v1/rules/r" + QByteArray::number(i);
        QCOMPARE(m_client->call("PUT", QString::fromLatin1(path), R"({"then":[{"reply":{"payload":)" + payload + "}}]}")
                     .status,
                 201);
    }
    const Answer all = m_client->get(u"/api/v1/rules"_s);
    QVERIFY(all.body.size() > 12'000'000);
    QCOMPARE(all.field("content-length"), QByteArray());
    QCOMPARE(all.json()[u"rules"_s].toArray().size(), 12);
    QCOMPARE(all.json()[u"rules"_s][0][u"id"_s].toString(), u"r11"_s);
    const Answer one = m_client->get(u"/api/v1/rules/r0"_s);
    QCOMPARE(one.json()[u"then"_s][0][u"reply"_s][u"payload"_s].toString().size(), 1'000'000);
}

void TestRulesApi::rubbishIsRefused_data()
{
    QTest::addColumn<QString>("route");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QString &route, const QByteArray &body, int status) {
        QTest::newRow(name) << route << body << status;
    };
    row("no JSON", u"rules"_s, "{", 400);
    row("an array", u"rules"_s, "[]", 400);
    row("nothing", u"rules"_s, "", 400);
    row("dry run of nothing", u"rules:dry-run"_s, "{}", 400);
    row("dry run of both", u"rules:dry-run"_s, R"({"seq":1,"device":"gw-1","message":{}})", 400);
    row("dry run without a device", u"rules:dry-run"_s, R"({"message":{"payload":1}})", 400);
    row("dry run on an unknown device", u"rules:dry-run"_s, R"({"device":"gw-9","message":{"payload":1}})", 404);
    row("dry run of an entry that is not there", u"rules:dry-run"_s, R"({"seq":99})", 400);
    row("dry run of a bad rule", u"rules:dry-run"_s, R"({"device":"gw-1","message":{"payload":1},"rules":[{}]})", 400);
    row("a key twice", u"rules"_s, R"({"priority":1,"then":[],"priority":2})", 400);
    row("a wild regular expression", u"rules"_s, R"({"when":{"payload":{"matches":"(a"}},"then":[]})", 400);
}

void TestRulesApi::rubbishIsRefused()
{
    QFETCH(QString, route);
    QFETCH(QByteArray, body);
    const Answer answer = post(route, body);
    QTEST(answer.status, "status");
    QVERIFY(!answer.json()[u"detail"_s].toString().isEmpty());
    QVERIFY(ids().isEmpty());
}

STANDIN_TEST(TestRulesApi)
#include "tst_rulesapi.moc"
