// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "engine/engine.h"
#include "rest/apidescription.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <algorithm>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/runs, and the events of runs.
class TestRunsApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }
    void init();
    void cleanup();

    void runsASentScenario();
    void runsFilesOfTheFolder();
    void sendsHttpRequests();
    void tellsWhatFailed();
    void takesTheTermsOfARun();
    void aSentScenarioMayHaveItsPassword();
    void aRequestDoesNotSendSecretsElsewhere_data();
    void aRequestDoesNotSendSecretsElsewhere();
    void refuses_data();
    void refuses();
    void nothingToRun();
    void answersWhenItEnds();
    void answersWhenTheTimeIsOver();
    void cancels();
    void listsInPages();
    void forgets();
    void hasReports();
    void diagramsOfCases();
    void noReportBeforeTheEnd();
    void unknownRuns_data();
    void unknownRuns();
    void eventsStandBetweenEntries();
    void eventsAlone();
    void eventsGoOnAfterABreak();
    void tellsOfEventsThatWereDropped();

private:
    /// A scenario with the device gw; ' stands for ".
    [[nodiscard]] QByteArray scenario(QByteArray members) const;
    bool write(const QString &name, const QByteArray &bytes) const
    {
        return File::writeAtomically(m_folder->filePath(name), bytes).has_value();
    }
    Answer start(const QByteArray &body) { return m_client->post(u"/api/v1/runs"_s, body); }
    /// The id of a run; empty, and the answer is printed, when it was not started.
    QString startSent(const QByteArray &members, const QByteArray &others = {})
    {
        const Answer answer = start("{\"scenario\":" + scenario(members) + others + '}');
        if (answer.status != 202)
            qWarning("%s", answer.body.constData());
        return answer.json()[u"run"_s][u"id"_s].toString();
    }
    /// When it is finished.
    QJsonObject outcome(const QString &id)
    {
        return m_client->get(u"/api/v1/runs/%1?waitMs=20000"_s.arg(id)).json()[u"run"_s].toObject();
    }

    /// A stream of events so far, as pairs of name and data.
    class Stream
    {
    public:
        Stream(quint16 port, const QByteArray &query, const QByteArray &fields = {})
            : m_client(port)
        {
            m_client.send("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
        }
        [[nodiscard]] const QByteArray &bytes() { return m_bytes += m_client.socket.readAll(); }
        [[nodiscard]] bool hasBegun() { return bytes().contains(": after "); }
        [[nodiscard]] QByteArrayList values(const QByteArray &name)
        {
            QByteArrayList found;
            for (const QByteArray &line : bytes().split('\n')) {
                if (line.startsWith(name + ": "))
                    found.append(line.sliced(name.size() + 2));
            }
            return found;
        }
        /// The data of the events with this name.
        [[nodiscard]] QList<QJsonObject> dataOf(const QByteArray &name)
        {
            QList<QJsonObject> found;
            const QByteArrayList names = values("event");
            const QByteArrayList data = values("data");
            for (qsizetype i = 0; i < qMin(names.size(), data.size()); ++i) {
                if (names[i] == name)
                    found.append(QJsonDocument::fromJson(data[i]).object());
            }
            return found;
        }

    private:
        RawClient m_client;
        QByteArray m_bytes;
    };

    Broker::LocalBroker m_broker;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
    quint16 m_port = 0;
};

QByteArray TestRunsApi::scenario(QByteArray members) const
{
    const QByteArray head = R"({"format":"standin.scenario/1","devices":{"gw":{"profile":{"connection":{"url":")" +
                            m_broker.url().toEncoded() + R"("}}}},)";
    return head + members.replace('\'', '"') + '}';
}

void TestRunsApi::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1, .scenarios = m_folder->path()});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
    m_port = static_cast<quint16>(url->port());
}

void TestRunsApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestRunsApi::runsASentScenario()
{
    const Answer answer = start("{\"scenario\":" + scenario("'name':'sent','steps':[{'connect':'gw'}]") + '}');
    QVERIFY2(answer.status == 202, answer.body.constData());
    const QJsonObject begun = answer.json()[u"run"_s].toObject();
    QCOMPARE(answer.field("Location"), "/api/v1/runs/" + begun[u"id"_s].toString().toLatin1());
    QCOMPARE(begun[u"state"_s].toString(), u"running"_s);
    QCOMPARE(begun[u"planned"_s].toInt(), 1);
    const QJsonObject run = outcome(begun[u"id"_s].toString());
    QCOMPARE(run[u"state"_s].toString(), u"finished"_s);
    QCOMPARE(run[u"verdict"_s].toString(), u"passed"_s);
    QCOMPARE(run[u"counts"_s][u"passed"_s].toInt(), 1);
    QCOMPARE(run[u"failures"_s].toArray(), QJsonArray());
    QVERIFY(run[u"tookMs"_s].toDouble() > 0);
    const QJsonArray entries = m_client->get(u"/api/v1/journal?after=%1&kind=lifecycle"_s.arg(run[u"after"_s].toInt()))
                                   .json()[u"entries"_s]
                                   .toArray();
    QVERIFY(entries.size() >= 3);
    QCOMPARE(m_engine->fleet().ids(), QStringList());
}

void TestRunsApi::runsFilesOfTheFolder()
{
    const QByteArray profile = "{'format':'standin.profile/1','clientId':'p-${run.id}','connection':{'url':'" +
                               m_broker.url().toEncoded() + "'}}";
    const QByteArray withRows = "{'format':'standin.scenario/1','tags':['x'],'devices':{'d':'profile.json'},"
                                "'rows':[{'n':1},{'n':2}],'steps':[{'connect':'d'}]}";
    QVERIFY(write(u"profile.json"_s, QByteArray(profile).replace('\'', '"')));
    QVERIFY(write(u"a.scenario.json"_s, QByteArray(withRows).replace('\'', '"')));
    QVERIFY(write(u"b.scenario.json"_s, scenario("'steps':[{'wait':0}]")));
    QVERIFY(write(u"c.scenario.json"_s, scenario("'tags':['x','y'],'steps':[{'wait':0}]")));
    const auto passed = [this](const QByteArray &body) {
        const Answer answer = start(body);
        const QJsonObject run = outcome(answer.json()[u"run"_s][u"id"_s].toString());
        return run[u"verdict"_s].toString() == u"passed" ? run[u"counts"_s][u"passed"_s].toInt() : -1;
    };
    QCOMPARE(passed("{}"), 4);
    QCOMPARE(passed(""), 4);
    QCOMPARE(passed(R"({"scenario":"a"})"), 2);
    QCOMPARE(passed(R"({"scenario":["b","a"]})"), 3);
    QCOMPARE(passed(R"({"tags":["x"]})"), 3);
    QCOMPARE(passed(R"({"tags":["y","z"]})"), 1);
}

void TestRunsApi::sendsHttpRequests()
{
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(m_port);
    const QString id = startSent("'steps':[{'http':{'url':'" + url +
                                 "/livez','expect':{'json':{'status':'live'}},'capture':"
                                 "{'word':'/status'}}},{'http':{'url':'" +
                                 url + "/${vars.word}','expect':{'status':404}}}]");
    QCOMPARE(outcome(id)[u"verdict"_s].toString(), u"passed"_s);
    const QJsonObject report = m_client->get(u"/api/v1/runs/%1/report.json"_s.arg(id)).json();
    QCOMPARE(report[u"runs"_s][0][u"exchanges"_s].toArray().size(), 2);
}

void TestRunsApi::tellsWhatFailed()
{
    const QJsonObject run =
        outcome(startSent("'name':'bad','steps':[{'connect':'gw'},"
                          "{'name':'a command','expect':{'device':'gw','topic':'cmd/#','withinMs':1}}]"));
    QCOMPARE(run[u"verdict"_s].toString(), u"failed"_s);
    const QJsonObject failure = run[u"failures"_s][0].toObject();
    QCOMPARE(failure[u"case"_s].toString(), u"bad"_s);
    QCOMPARE(failure[u"step"_s].toString(), u"a command"_s);
    QCOMPARE(failure[u"pointer"_s].toString(), u"/steps/1"_s);
    QVERIFY(failure[u"expected"_s].toString().contains(u"cmd/#"));
    QCOMPARE(failure[u"got"_s].toString(), u"none"_s);
    const QJsonObject unreachable =
        outcome(start(R"({"broker":"mqtt://127.0.0.1:9","scenario":)" + scenario("'steps':[{'connect':'gw'}]") + '}')
                    .json()[u"run"_s][u"id"_s]
                    .toString());
    QCOMPARE(unreachable[u"verdict"_s].toString(), u"broker-unreachable"_s);
}

void TestRunsApi::takesTheTermsOfARun()
{
    const QByteArray waits = "'vars':{'n':0},'steps':[{'expect':{'device':'gw','kind':'out','withinMs':1},"
                             "'when':'vars.n == 5'},{'wait':0}]";
    const auto run = [&](const QByteArray &others) { return outcome(startSent(waits, others)); };
    QCOMPARE(run(R"(,"repeat":3,"jobs":2,"shuffle":true)")[u"counts"_s][u"passed"_s].toInt(), 3);
    QCOMPARE(run(R"(,"vars":{"n":5})")[u"verdict"_s].toString(), u"failed"_s);
    const QJsonObject fast = run(R"(,"vars":{"n":5},"repeat":10,"failFast":true)");
    QCOMPARE(fast[u"counts"_s][u"failed"_s].toInt(), 1);
    const QJsonObject until = run(R"(,"vars":{"n":5},"untilFailure":true)");
    QVERIFY(!until.contains(u"planned"_s));
    QCOMPARE(until[u"counts"_s][u"failed"_s].toInt(), 1);
    QCOMPARE(run(R"(,"seed":"18446744073709551615")")[u"seed"_s].toString(), u"18446744073709551615"_s);
    QCOMPARE(run(R"(,"seed":7)")[u"seed"_s].toString(), u"7"_s);
    const QJsonObject late = outcome(startSent("'steps':[{'wait':60000}]", R"(,"timeoutMs":20)"));
    QCOMPARE(late[u"verdict"_s].toString(), u"failed"_s);
}

/// It stands in the request, and in no report.
void TestRunsApi::aSentScenarioMayHaveItsPassword()
{
    const QByteArray body = R"({"scenario":{"format":"standin.scenario/1","devices":{"d":{"profile":{"connection":{)"
                            R"("url":"mqtt://127.0.0.1:9","username":"u","password":"hush"}}}},)"
                            R"("steps":[{"connect":"d"}]}})";
    const Answer answer = start(body);
    QVERIFY2(answer.status == 202, answer.body.constData());
    const QString id = answer.json()[u"run"_s][u"id"_s].toString();
    QCOMPARE(outcome(id)[u"verdict"_s].toString(), u"broker-unreachable"_s);
    for (const QString &form : {u"report.json"_s, u"report.xml"_s, u"report.html"_s, u"diagram.svg"_s})
        QVERIFY(!m_client->get(u"/api/v1/runs/%1/%2"_s.arg(id, form)).body.contains("hush"));
}

void TestRunsApi::aRequestDoesNotSendSecretsElsewhere_data()
{
    QTest::addColumn<QByteArray>("others");
    QTest::addColumn<int>("status");
    QTest::newRow("as the file says") << ""_ba << 202;
    QTest::newRow("another broker") << R"(,"broker":"mqtt://evil:1883")"_ba << 422;
    QTest::newRow("another host in a variable") << R"(,"vars":{"host":"evil"})"_ba << 422;
    QTest::newRow("no variables") << R"(,"vars":{})"_ba << 202;
}

void TestRunsApi::aRequestDoesNotSendSecretsElsewhere()
{
    QFETCH(QByteArray, others);
    QFETCH(int, status);
    const auto text = [](QByteArray members) {
        return "{'format':'standin.scenario/1','vars':{'host':'127.0.0.1'},"_ba.append(members).append('}').replace(
            '\'', '"');
    };
    const QByteArray device = text("'devices':{'d':{'profile':{'connection':{'url':'mqtt://127.0.0.1:9',"
                                   "'password':{'env':'HOME'}}}}},'steps':[{'connect':'d'}]");
    const QByteArray http = text("'steps':[{'http':{'url':'http://${vars.host}:9','headers':{'A':{'env':'HOME'}}}}]");
    QVERIFY(write(u"device.scenario.json"_s, device) && write(u"http.scenario.json"_s, http));
    for (const QByteArray &id : {"device"_ba, "http"_ba}) {
        const Answer answer = start(R"({"scenario":")" + id + '"' + others + '}');
        QVERIFY2(answer.status == status, answer.body.constData());
        if (status == 422)
            QVERIFY2(answer.body.contains("belongs to the address"), answer.body.constData());
    }
}

void TestRunsApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, QByteArray body, const QString &detail, int status = 400) {
        QTest::newRow(name) << body.replace('\'', '"') << status << detail;
    };
    row("no JSON", "{", u"line 1"_s);
    row("an array", "[]", u"expected a JSON object"_s);
    row("unknown key", "{'scenaro':'a'}", u"/scenaro"_s);
    row("number for a scenario", "{'scenario':5}", u"/scenario: expected the id"_s);
    row("no scenarios", "{'scenario':[]}", u"/scenario"_s);
    row("number among ids", "{'scenario':['a',5]}", u"/scenario"_s);
    row("repeat 0", "{'repeat':0}", u"/repeat"_s);
    row("jobs 0", "{'jobs':0}", u"/jobs"_s);
    row("too many jobs", "{'jobs':1001}", u"/jobs"_s);
    row("time-out 0", "{'timeoutMs':0}", u"/timeoutMs"_s);
    row("vars no object", "{'vars':[]}", u"/vars"_s);
    row("broker of another scheme", "{'broker':'http://h'}", u"/broker"_s);
    row("broker without a host", "{'broker':'mqtt:'}", u"/broker"_s);
    row("broker with a password", "{'broker':'mqtt://u:hush@h'}", u"/broker"_s);
    row("negative seed", "{'seed':-1}", u"/seed"_s);
    row("fraction for a seed", "{'seed':1.5}", u"/seed"_s);
    row("word for a seed", "{'seed':'x'}", u"/seed"_s);
    row("word for a flag", "{'failFast':'yes'}", u"/failFast"_s);
    row("unknown scenario", "{'scenario':'nothere'}", u"nothere"_s, 404);
    row("sent scenario with faults", "{'scenario':{'format':'standin.scenario/1','steps':[{'connect':'x'}]}}",
        u"/steps/0/connect"_s, 422);
    row("unknown variable", "{'scenario':{'format':'standin.scenario/1','steps':[{'http':'${vars.nothing}'}]}}",
        u"/steps/0"_s, 422);
    row("file with faults", "{'scenario':'broken'}", u"broken.scenario.json: /steps/0"_s, 422);
    row("one of many with faults", "{}", u"broken.scenario.json: /steps/0"_s, 422);
}

void TestRunsApi::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, detail);
    QVERIFY(write(u"right.scenario.json"_s, scenario("'steps':[{'wait':0}]")));
    QVERIFY(write(u"broken.scenario.json"_s, scenario("'steps':[{'wai':0}]")));
    const Answer answer = start(body);
    QVERIFY2(answer.status == status, answer.body.constData());
    QVERIFY2(answer.json()[u"detail"_s].toString().contains(detail), answer.body.constData());
    QVERIFY2(!answer.body.contains("hush"), answer.body.constData());
    QVERIFY(m_engine->runs().statuses(0, 1).isEmpty());
}

void TestRunsApi::nothingToRun()
{
    const Answer none = start("{}");
    QCOMPARE(none.status, 422);
    QCOMPARE(none.json()[u"type"_s].toString(), u"urn:standin:nothing-to-run"_s);
    QVERIFY(write(u"a.scenario.json"_s, scenario("'tags':['x'],'steps':[{'wait':0}]")));
    const Answer other = start(R"({"tags":["y"]})");
    QCOMPARE(other.status, 422);
    QVERIFY2(other.body.contains("tag"), other.body.constData());
}

void TestRunsApi::answersWhenItEnds()
{
    const QString id = startSent("'steps':[{'connect':'gw'},{'expect':{'device':'gw','withinMs':20000}}]");
    std::unique_ptr<QNetworkReply> reply(m_client->begin("GET", u"/api/v1/runs/%1?waitMs=20000"_s.arg(id), {}));
    QTRY_COMPARE(m_engine->fleet().totals().online, 1);
    const QJsonObject atWork = m_client->get(u"/api/v1/runs/"_s + id).json()[u"run"_s].toObject();
    QCOMPARE(atWork[u"state"_s].toString(), u"running"_s);
    QVERIFY(!reply->isFinished());
    QTRY_VERIFY(m_client->get(u"/api/v1/runs/"_s + id)
                    .json()[u"run"_s][u"atWork"_s][0][u"step"_s]
                    .toString()
                    .contains(u"expect"));
    m_engine->runs().cancel(id);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(m_client->answerOf(*reply).json()[u"run"_s][u"state"_s].toString(), u"finished"_s);
}

void TestRunsApi::answersWhenTheTimeIsOver()
{
    const QString id = startSent("'steps':[{'wait':60000}]");
    const QJsonObject run = m_client->get(u"/api/v1/runs/%1?waitMs=1"_s.arg(id)).json()[u"run"_s].toObject();
    QCOMPARE(run[u"state"_s].toString(), u"running"_s);
    QVERIFY(!run.contains(u"verdict"_s) && !run.contains(u"tookMs"_s));
    for (const QString &time : {u"-1"_s, u"x"_s, u"600001"_s})
        QCOMPARE(m_client->get(u"/api/v1/runs/%1?waitMs=%2"_s.arg(id, time)).status, 400);
}

void TestRunsApi::cancels()
{
    const QString id = startSent("'steps':[{'connect':'gw'},{'wait':60000}],'teardown':[{'name':'bye','publish':"
                                 "{'device':'gw','topic':'bye','payload':'x'}}]");
    QTRY_COMPARE(m_engine->fleet().totals().online, 1);
    const Answer answer = m_client->post(u"/api/v1/runs/%1:cancel"_s.arg(id), {});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.json()[u"cursor"_s].toInt() > 0);
    const QJsonObject run = outcome(id);
    QCOMPARE(run[u"verdict"_s].toString(), u"cancelled"_s);
    QVERIFY(run[u"cancelled"_s].toBool());
    const QJsonObject report = m_client->get(u"/api/v1/runs/%1/report.json"_s.arg(id)).json();
    QCOMPARE(report[u"runs"_s][0][u"teardown"_s][0][u"outcome"_s].toString(), u"passed"_s);
    QCOMPARE(m_client->post(u"/api/v1/runs/%1:cancel"_s.arg(id), "{}").status, 200); // without effect
    QCOMPARE(m_client->post(u"/api/v1/runs/%1:cancel"_s.arg(id), R"({"x":1})").status, 400);
}

void TestRunsApi::listsInPages()
{
    QCOMPARE(m_client->get(u"/api/v1/runs"_s).json()[u"runs"_s].toArray(), QJsonArray());
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        ids.append(startSent("'steps':[{'wait':0}]"));
    const QJsonObject first = m_client->get(u"/api/v1/runs?limit=2"_s).json();
    QCOMPARE(first[u"runs"_s][0][u"id"_s].toString(), ids[0]);
    QCOMPARE(first[u"runs"_s].toArray().size(), 2);
    QVERIFY(first[u"more"_s].toBool());
    const QJsonObject rest = m_client->get(u"/api/v1/runs?after=%1"_s.arg(first[u"next"_s].toInt())).json();
    QCOMPARE(rest[u"runs"_s].toArray().size(), 1);
    QCOMPARE(rest[u"runs"_s][0][u"id"_s].toString(), ids[2]);
    QVERIFY(!rest.contains(u"more"_s));
}

void TestRunsApi::forgets()
{
    const QString id = startSent("'steps':[{'wait':60000}]");
    const QString path = u"/api/v1/runs/"_s + id;
    const Answer early = m_client->call("DELETE", path);
    QCOMPARE(early.status, 409);
    QCOMPARE(early.json()[u"type"_s].toString(), u"urn:standin:run-at-work"_s);
    m_client->post(path + u":cancel"_s, {});
    outcome(id);
    QCOMPARE(m_client->call("DELETE", path).status, 200);
    QCOMPARE(m_client->get(path).status, 404);
    QCOMPARE(m_client->call("DELETE", path).status, 404);
}

void TestRunsApi::hasReports()
{
    const QString id = startSent("'name':'<b>one','steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':1}}]");
    outcome(id);
    const auto get = [&](const QString &form) { return m_client->get(u"/api/v1/runs/%1/%2"_s.arg(id, form)); };
    const Answer json = get(u"report.json"_s);
    QCOMPARE(json.status, 200);
    QCOMPARE(json.json()[u"verdict"_s].toString(), u"passed"_s);
    const QJsonObject run = json.json()[u"runs"_s][0].toObject();
    QCOMPARE(run[u"steps"_s].toArray().size(), 2);
    QVERIFY(run[u"entries"_s].toArray().size() >= 4);
    const Answer junit = get(u"report.xml"_s);
    QCOMPARE(junit.field("Content-Type"), "application/xml"_ba);
    QVERIFY2(junit.body.contains("<testsuite") && junit.body.contains("name=\"&lt;b&gt;one\""), junit.body.constData());
    const Answer page = get(u"report.html"_s);
    QCOMPARE(page.field("Content-Type"), "text/html; charset=utf-8"_ba);
    QVERIFY(page.field("Content-Security-Policy").startsWith("default-src 'none'"));
    QVERIFY(page.body.startsWith("<!DOCTYPE html>") && !page.body.contains("<b>one"));
    const Answer diagram = get(u"diagram.svg"_s);
    QCOMPARE(diagram.field("Content-Type"), "image/svg+xml"_ba);
    QVERIFY(diagram.body.startsWith("<svg"));
}

void TestRunsApi::diagramsOfCases()
{
    const QString id = startSent("'rows':[{'n':1},{'n':2}],'steps':[{'connect':'gw'},{'publish':{'device':'gw','topic':"
                                 "'row/${row.n}','payload':1}},{'expect':{'device':'gw','withinMs':1},"
                                 "'when':'row.n == 2'}]");
    QCOMPARE(outcome(id)[u"counts"_s][u"failed"_s].toInt(), 1);
    const auto diagram = [&](const QString &query) {
        return m_client->get(u"/api/v1/runs/%1/diagram.svg%2"_s.arg(id, query));
    };
    QVERIFY(diagram({}).body.contains("row/2")); // the one that failed
    QVERIFY(diagram(u"?case=0"_s).body.contains("row/1"));
    QVERIFY(diagram(u"?case=1"_s).body.contains("row/2"));
    QCOMPARE(diagram(u"?case=2"_s).status, 404);
    QCOMPARE(diagram(u"?case=x"_s).status, 400);
}

void TestRunsApi::noReportBeforeTheEnd()
{
    const QString id = startSent("'steps':[{'wait':60000}]");
    for (const QString &form : {u"report.json"_s, u"report.xml"_s, u"report.html"_s, u"diagram.svg"_s})
        QCOMPARE(m_client->get(u"/api/v1/runs/%1/%2"_s.arg(id, form)).status, 409);
}

void TestRunsApi::unknownRuns_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("state") << "GET"_ba << QString();
    QTest::newRow("wait") << "GET"_ba << u"?waitMs=60000"_s;
    QTest::newRow("cancel") << "POST"_ba << u":cancel"_s;
    QTest::newRow("delete") << "DELETE"_ba << QString();
    for (const char *form : {"report.json", "report.xml", "report.html", "diagram.svg"})
        QTest::newRow(form) << "GET"_ba << u'/' + QString::fromLatin1(form);
}

void TestRunsApi::unknownRuns()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    const Answer answer = m_client->call(method, u"/api/v1/runs/nothere"_s + path);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.json()[u"type"_s].toString(), u"urn:standin:unknown-run"_s);
}

void TestRunsApi::eventsStandBetweenEntries()
{
    Stream plain(m_port, "?kind=lifecycle");
    Stream stream(m_port, "?runs=true");
    QTRY_VERIFY(stream.hasBegun() && plain.hasBegun());
    const QString id = startSent("'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':1}}]");
    QTRY_VERIFY(stream.values("event").contains("run-ended"));
    const QByteArrayList names = stream.values("event");
    QVERIFY(names.indexOf("run-began") < names.indexOf("case-began"));
    QVERIFY(names.indexOf("case-began") < names.indexOf("step-ended"));
    const qsizetype published = names.indexOf("message-sent");
    QVERIFY(published > names.indexOf("step-ended") && published < names.lastIndexOf("step-ended"));
    const QList<QJsonObject> steps = stream.dataOf("step-ended");
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0][u"run"_s].toString(), id);
    QCOMPARE(steps[0][u"kind"_s].toString(), u"connect"_s);
    QCOMPARE(steps[0][u"outcome"_s].toString(), u"passed"_s);
    QCOMPARE(steps[1][u"pointer"_s].toString(), u"/steps/1"_s);
    QCOMPARE(stream.dataOf("case-ended").first()[u"verdict"_s].toString(), u"passed"_s);
    QCOMPARE(stream.dataOf("run-ended").first()[u"verdict"_s].toString(), u"passed"_s);
    QList<qlonglong> ids;
    for (const QByteArray &one : stream.values("id"))
        ids.append(one.toLongLong());
    QVERIFY(std::ranges::is_sorted(ids));
    QVERIFY(!plain.values("event").contains("run-began")); // clients that did not ask for them
    QCOMPARE(m_client->get(u"/api/v1/events?runs=maybe"_s).status, 400);
}

void TestRunsApi::eventsAlone()
{
    Stream stream(m_port, "?runs=only");
    QTRY_VERIFY(stream.hasBegun());
    QVERIFY(!startSent("'steps':[{'connect':'gw'},{'expect':{'device':'gw','withinMs':1}}]").isEmpty());
    QTRY_VERIFY(stream.values("event").contains("run-ended"));
    QCOMPARE(stream.values("event").join(' '), "run-began case-began step-ended step-ended case-ended run-ended"_ba);
    QVERIFY(stream.dataOf("case-ended").first()[u"reason"_s].toString().contains(u"expected"));
    QVERIFY(!stream.dataOf("step-ended").last()[u"reason"_s].toString().isEmpty());
}

/// With Last-Event-ID no entry comes twice or is missed; events of runs may come again, with the same number.
void TestRunsApi::eventsGoOnAfterABreak()
{
    const QString first = startSent("'steps':[{'connect':'gw'}]");
    QVERIFY(!outcome(first).isEmpty());
    Stream all(m_port, "?after=0&runs=true");
    QTRY_VERIFY(all.values("event").contains("run-ended"));
    const QByteArray last = all.values("id").last();
    const int lastNumber = all.dataOf("run-ended").last()[u"number"_s].toInt();
    const QString second = startSent("'steps':[{'connect':'gw'}]");
    QVERIFY(!outcome(second).isEmpty());
    Stream rest(m_port, "?runs=true", "Last-Event-ID: " + last + "\r\n");
    QTRY_VERIFY(rest.dataOf("run-ended").size() >= 1 && rest.dataOf("run-ended").last()[u"run"_s].toString() == second);
    for (const QJsonObject &entry : rest.dataOf("state-changed"))
        QVERIFY(entry[u"seq"_s].toInt() > last.toInt());
    QList<int> numbers;
    for (const QByteArray &name : {"run-began"_ba, "case-began"_ba, "step-ended"_ba, "case-ended"_ba, "run-ended"_ba}) {
        for (const QJsonObject &data : rest.dataOf(name))
            numbers.append(data[u"number"_s].toInt());
    }
    std::ranges::sort(numbers);
    QVERIFY(numbers.first() <= lastNumber + 1); // none is missing
    QCOMPARE(numbers.last() - numbers.first() + 1, numbers.size());
    Stream fresh(m_port, "?runs=true");
    QTRY_VERIFY(fresh.hasBegun());
    QVERIFY(!startSent("'steps':[{'wait':0}]").isEmpty());
    QTRY_VERIFY(fresh.values("event").contains("run-ended"));
    QCOMPARE(fresh.values("event").count("run-began"), 1); // nothing old
}

void TestRunsApi::tellsOfEventsThatWereDropped()
{
    const QString id = startSent("'steps':[{'repeat':{'times':11000,'steps':[{'wait':0}]}}]");
    QCOMPARE(outcome(id)[u"verdict"_s].toString(), u"passed"_s);
    Stream stream(m_port, "?after=0&runs=only");
    QTRY_VERIFY(stream.values("event").contains("run-ended"));
    QCOMPARE(stream.values("event").first(), "run-events-dropped"_ba);
    const QList<QJsonObject> steps = stream.dataOf("step-ended");
    QCOMPARE(stream.dataOf("run-events-dropped").first()[u"dropped"_s].toInt() + 1, steps.first()[u"number"_s].toInt());
    QCOMPARE(stream.values("event").size(), static_cast<qsizetype>(RunEventLog::most) + 1);
}

STANDIN_TEST(TestRunsApi)
#include "tst_runsapi.moc"
