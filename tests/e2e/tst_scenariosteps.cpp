// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/httppeer.h"
#include "e2e/program.h"
#include "support/certificates.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslConfiguration>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// Every kind of step with the built program and a real broker: once as it passes, and failing for the right reason.
class TestScenarioSteps : public QObject
{
    Q_OBJECT

    LocalBroker m_broker;
    QTemporaryDir m_files;
    Certificates m_certificates;
    std::unique_ptr<HttpPeer> m_http;
    std::unique_ptr<HttpPeer> m_https;
    int m_attempts = 0;

    QByteArray answer(const QByteArray &request);
    [[nodiscard]] bool write(const QString &name, const QByteArray &text) const;
    /// Runs the steps, in which ' stands for " and HTTP, HTTPS, CA for the places of the servers.
    QJsonObject run(QByteArray steps, int exitCode);

private slots:
    void initTestCase();
    void cleanup() { m_attempts = 0; }
    void passes_data();
    void passes();
    void fails_data();
    void fails();
    void secretsStayOut();
};

QByteArray TestScenarioSteps::answer(const QByteArray &request)
{
    if (request.startsWith("GET /never"))
        return {};
    if (request.startsWith("GET /late"))
        return HttpPeer::response(++m_attempts < 3 ? "503 Service Unavailable" : "200 OK", R"({"ready":true})");
    if (request.startsWith("GET /moved"))
        return HttpPeer::response("302 Found", {}, "Location: /elsewhere\r\n");
    if (request.startsWith("GET /big"))
        return HttpPeer::response("200 OK", QByteArray(2 * 1024 * 1024, 'x'));
    if (request.startsWith("POST /jobs"))
        return HttpPeer::response("202 Accepted",
                                  R"({"id":"j-7","echo":)" + request.mid(request.indexOf("\r\n\r\n") + 4) + '}',
                                  "X-Place: /jobs/j-7\r\n");
    return HttpPeer::response("200 OK", R"({"ok":true,"n":5})");
}

bool TestScenarioSteps::write(const QString &name, const QByteArray &text) const
{
    return File::writeAtomically(m_files.filePath(name), text).has_value();
}

void TestScenarioSteps::initTestCase()
{
    VERIFY_RESULT(m_broker.start());
    m_http = std::make_unique<HttpPeer>([this](const QByteArray &request) { return answer(request); });
    QVERIFY(m_http->listen());
    const auto issued = m_certificates.issue(u"server"_s, {.commonName = u"localhost"_s, .names = {u"127.0.0.1"_s}});
    QSslConfiguration tls;
    tls.setLocalCertificate(issued.toCertificate());
    tls.setPrivateKey(issued.toKey());
    m_https = std::make_unique<HttpPeer>([this](const QByteArray &request) { return answer(request); }, &tls);
    QVERIFY(m_https->listen());
    QVERIFY(write(u"part.scenario.json"_s,
                  R"({"format":"standin.scenario/1","vars":{"user":"nobody"},"steps":[
                      {"publish":{"device":"gw","payload":{"user":"${vars.user}"}}},
                      {"expect":{"device":"gw","kind":"out","json":{"user":"anna"},"withinMs":300}}]})"));
}

QJsonObject TestScenarioSteps::run(QByteArray steps, int exitCode)
{
    steps.replace('\'', '"')
        .replace("HTTPS", "https://127.0.0.1:" + QByteArray::number(m_https->port()))
        .replace("HTTP", "http://127.0.0.1:" + QByteArray::number(m_http->port()))
        .replace("CA", m_certificates.caFile().toUtf8());
    const QByteArray scenario =
        R"({"format":"standin.scenario/1","name":"s","devices":{
            "gw":{"profile":{"clientId":"gw-${run.id}","messages":[{"name":"Door opened","payload":{"door":"open"}}],
                  "connection":{"will":{"topic":"state/${clientId}","payload":"gone","qos":1}}}},
            "two":{"profile":{"clientId":"two-${run.id}-${index}"},"count":2}},"steps":[)" +
        steps + "]}";
    if (!write(u"s.scenario.json"_s, scenario))
        return {};
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    const QString report = m_files.filePath(u"report.json"_s);
    QFile::remove(report);
    standin.setVariable(u"API_TOKEN"_s, u"s3cret-token"_s);
    standin.start({u"run"_s, u"--broker"_s, m_broker.url().toString(), u"--json"_s, report,
                   m_files.filePath(u"s.scenario.json"_s)});
    const int code = standin.waitForEnd();
    if (code != exitCode)
        qWarning().noquote() << code << standin.output() << standin.complaints();
    const auto text = File::read(report, 64 * 1024 * 1024);
    return text && code == exitCode ? QJsonDocument::fromJson(*text).object()[u"runs"_s].toArray().at(0).toObject()
                                    : QJsonObject();
}

void TestScenarioSteps::passes_data()
{
    QTest::addColumn<QByteArray>("steps");
    const QByteArray on = "{'connect':'gw'},";
    const QByteArray command = "{'probe':{'publish':{'topic':'${devices.gw.topics.command}',"
                               "'payload':{'requestTime':1,'op':'reboot'}}}}";
    QTest::newRow("connect") << "{'connect':['gw','two']}"_ba;
    QTest::newRow("connect fails")
        << "{'offline':'gw'},{'publish':{'device':'gw','payload':'x','fails':'not-online'}}"_ba;
    QTest::newRow("offline") << on + "{'offline':{'device':'gw','mode':'abrupt'}},"
                                     "{'probe':{'expect':{'topic':'state/${devices.gw.clientId}','text':'gone'}}}";
    QTest::newRow("reconnect") << on + "{'reconnect':'gw'},{'expect':{'device':'gw','event':'connack-received'}}";
    QTest::newRow("publish") << on + "{'publish':{'device':'gw','topic':'t/${clientId}','payload':{'a':1},'qos':1}},"
                                     "{'probe':{'expect':{'topic':'t/${devices.gw.clientId}','json':{'a':1}}}}";
    QTest::newRow("saved message") << on + "{'publish':{'device':'gw','message':'Door opened'}},"
                                           "{'expect':{'device':'gw','kind':'out','json':{'door':'open'}}}";
    QTest::newRow("preset") << on + "{'preset':{'device':'gw','payload':{'mine':'${requestTime}'}}}," + command +
                                   ",{'expect':{'device':'gw','kind':'out','json':{'mine':1}}}";
    QTest::newRow("rule") << on +
                                 "{'rule':{'device':'gw','when':{'payload':{'jsonPointer':'/op','equalTo':'reboot'}},"
                                 "'then':[{'reply':{'payload':{'by':'rule'}}}]}}," +
                                 command + ",{'expect':{'device':'gw','kind':'out','json':{'by':'rule'}}}";
    QTest::newRow("setState") << on + "{'setState':{'device':'gw','values':{'fw':'1.1'}}},"
                                      "{'expect':{'device':'gw','event':'state-set'}}";
    QTest::newRow("expect") << on + command + ",{'expect':{'device':'gw','json':{'op':'reboot'},'count':1,'forMs':20}}";
    QTest::newRow("expect atLeast") << on + command + "," + command +
                                           ",{'expect':{'device':'gw','json':{'op':'reboot'},'since':'start',"
                                           "'atLeast':2}}";
    QTest::newRow("expectNone") << on + "{'expectNone':{'device':'gw','forMs':30}}";
    QTest::newRow("expectOrder") << on + "{'publish':{'device':'gw','payload':'one'}},{'publish':{'device':'gw',"
                                         "'payload':'two'}},{'expectOrder':{'device':'gw','since':'start','messages':["
                                         "{'kind':'out','text':'one'},{'kind':'out','text':'two'}]}}";
    QTest::newRow("expectState") << "{'expectState':{'device':'gw','state':'offline'}},"_ba + on +
                                        "{'expectState':{'device':'gw','state':'online'}}";
    QTest::newRow("capture") << on + command +
                                    ",{'expect':{'device':'gw','json':{'op':'reboot'}}},{'capture':{'op':'/op'}},"
                                    "{'publish':{'device':'gw','payload':{'was':'${vars.op}'}}},"
                                    "{'expect':{'device':'gw','kind':'out','json':{'was':'reboot'}}}";
    QTest::newRow("http")
        << "{'http':{'url':'HTTP/x','expect':{'status':200,'json':{'ok':true}},'capture':{'n':'/n'}}},"
           "{'http':{'method':'POST','url':'HTTP/jobs','json':{'n':'${vars.n}'},"
           "'expect':{'status':202,'json':{'echo':{'n':5}},"
           "'headers':{'x-place':{'startsWith':'/jobs/'}}}}}"_ba;
    QTest::newRow("http short form") << "{'http':'GET HTTP/x'}"_ba;
    QTest::newRow("http repeats") << "{'http':{'url':'HTTP/late','withinMs':10000,'everyMs':10}}"_ba;
    QTest::newRow("http redirection") << "{'http':{'url':'HTTP/moved','expect':{'status':302}}}"_ba;
    QTest::newRow("https") << "{'http':{'url':'HTTPS/x','ca':'CA'}}"_ba;
    QTest::newRow("probe") << "{'probe':{'subscribe':'a/#'}},{'probe':{'publish':{'topic':'a/b','payload':'x'}}},"
                              "{'probe':{'expect':{'topic':'a/b','text':'x'}}},"
                              "{'probe':{'expectNone':{'topic':'a/c','forMs':30}}}"_ba;
    QTest::newRow("group") << "{'group':[{'connect':'gw'},{'offline':'gw'}]}"_ba;
    QTest::newRow("parallel") << "{'parallel':[[{'connect':'gw'}],[{'connect':'two'}]]}"_ba;
    QTest::newRow("repeat") << on + "{'repeat':{'times':3,'as':'i','steps':[{'publish':{'device':'gw','payload':"
                                    "{'i':'${vars.i}'}}},{'expect':{'device':'gw','kind':'out','json':{'i':'${vars.i}'}"
                                    "}}]}}";
    QTest::newRow("forEachDevice") << "{'forEachDevice':{'device':'two','steps':[{'connect':{}},"
                                      "{'publish':{'payload':{'me':'${clientId}'}}},"
                                      "{'expect':{'kind':'out','json':{'me':'${clientId}'}}}]}}"_ba;
    QTest::newRow("include") << on + "{'include':{'file':'part.scenario.json','vars':{'user':'anna'}}}";
    QTest::newRow("wait") << "{'wait':1}"_ba;
}

void TestScenarioSteps::passes()
{
    QFETCH(QByteArray, steps);
    const QJsonObject report = run(steps, 0);
    QCOMPARE(report[u"verdict"_s].toString(), u"passed"_s);
}

void TestScenarioSteps::fails_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QString>("reason"); // of the last step
    const QByteArray on = "{'connect':'gw'},";
    const QByteArray command = "{'probe':{'publish':{'topic':'${devices.gw.topics.command}',"
                               "'payload':{'requestTime':1,'op':'restart'}}}}";
    QTest::newRow("connect") << on + "{'connect':{'device':'gw','fails':'broker-refused'}}"
                             << u"expected the error broker-refused, got gw-"_s;
    QTest::newRow("offline") << "{'timeoutMs':500,'group':[{'offline':'gw'},{'wait':60000}]}"_ba
                             << u"had not ended after"_s;
    QTest::newRow("reconnect") << on + "{'reconnect':{'device':'gw','fails':true}}" << u"success"_s;
    QTest::newRow("publish") << "{'publish':{'device':'gw','payload':'x'}}"_ba << u"the device is offline"_s;
    QTest::newRow("preset") << on + "{'preset':{'device':'gw','payload':{'a':1}}}," + command +
                                   ",{'expect':{'device':'gw','kind':'out','json':{'a':2},'withinMs':200}}"
                            << u"/a: expected 2, found 1"_s;
    QTest::newRow("rule") << on +
                                 "{'rule':{'device':'gw','when':{'payload':{'jsonPointer':'/op','equalTo':'x'}},"
                                 "'then':[{'reply':{'payload':{'by':'rule'}}}]}}," +
                                 command +
                                 ",{'expect':{'device':'gw','kind':'out','json':{'by':'rule'},'withinMs':200}}"
                          << u"/by: expected \"rule\", found nothing"_s;
    QTest::newRow("setState") << on + "{'setState':{'device':'gw','values':{'fw':'1.1'}}},"
                                      "{'expectNone':{'device':'gw','event':'state-set','forMs':30}}"
                              << u"state-set"_s;
    QTest::newRow("other field value") << on + command +
                                              ",{'expect':{'device':'gw','json':{'op':'reboot'},'withinMs':200}}"
                                       << u"/op: expected \"reboot\", found \"restart\""_s;
    QTest::newRow("no command") << on + "{'expect':{'device':'gw','json':{'op':'reboot'},'withinMs':50}}"
                                << u"got none"_s;
    QTest::newRow("command twice") << on + command + "," + command +
                                          ",{'expect':{'device':'gw','since':'start','count':1,'withinMs':500}}"
                                   << u"got 2"_s;
    QTest::newRow("expectNone") << on + command + ",{'expectNone':{'device':'gw','forMs':5000}}" << u"got 1: #"_s;
    QTest::newRow("expectOrder") << on +
                                        "{'publish':{'device':'gw','payload':'two'}},{'publish':{'device':'gw',"
                                        "'payload':'one'}},{'expectOrder':{'device':'gw','since':'start','withinMs':50,"
                                        "'messages':[{'kind':'out','text':'one'},{'kind':'out','text':'two'}]}}"
                                 << u"only the first 1"_s;
    QTest::newRow("expectState") << on + "{'expectState':{'device':'gw','state':'offline','withinMs':30}}"
                                 << u"is online"_s;
    QTest::newRow("capture") << on + command + ",{'expect':{'device':'gw'}},{'capture':{'fw':'/nothing'}}"
                             << u"a value for the variable \"fw\""_s;
    QTest::newRow("http status") << "{'http':{'url':'HTTP/x','expect':{'status':404}}}"_ba << u"got status 200"_s;
    QTest::newRow("http json") << "{'http':{'url':'HTTP/x','expect':{'json':{'n':6}}}}"_ba
                               << u"/n: expected 6, found 5"_s;
    QTest::newRow("http repeats") << "{'http':{'url':'HTTP/x','expect':{'status':404},'withinMs':100,'everyMs':20}}"_ba
                                  << u"at attempt"_s;
    QTest::newRow("http without server") << "{'http':'GET http://127.0.0.1:9/'}"_ba << u"refused"_s;
    QTest::newRow("http without answer") << "{'timeoutMs':50,'http':'GET HTTP/never'}"_ba << u"had not ended after"_s;
    QTest::newRow("http with a long answer") << "{'http':'GET HTTP/big'}"_ba << u"longer than"_s;
    QTest::newRow("https of an unknown authority") << "{'http':'GET HTTPS/x'}"_ba << u"certificate"_s;
    QTest::newRow("probe expect") << "{'probe':{'publish':{'topic':'a/b','payload':'x'}}},"
                                     "{'probe':{'expect':{'topic':'a/c','withinMs':50}}}"_ba
                                  << u"got none"_s;
    QTest::newRow("probe expectNone") << "{'probe':{'publish':{'topic':'a/b','payload':'x'}}},"
                                         "{'probe':{'expectNone':{'topic':'a/b','forMs':5000}}}"_ba
                                      << u"a/b x"_s;
    QTest::newRow("probe publish") << "{'probe':{'publish':{'topic':'a/${String.fromCharCode(43)}','payload':'x'}}}"_ba
                                   << u"\"a/+\""_s;
    QTest::newRow("group") << "{'group':[{'wait':1},{'expect':{'device':'gw','withinMs':1}}]}"_ba << u"got none"_s;
    QTest::newRow("parallel") << "{'parallel':[[{'wait':60000}],[{'expect':{'device':'gw','withinMs':1}}]]}"_ba
                              << u"got none"_s;
    QTest::newRow("repeat") << "{'repeat':{'times':3,'steps':[{'expect':{'device':'gw','withinMs':1}}]}}"_ba
                            << u"got none"_s;
    QTest::newRow("forEachDevice") << "{'forEachDevice':{'device':'two','steps':[{'expect':{'withinMs':1}}]}}"_ba
                                   << u"got none"_s;
    QTest::newRow("include") << on + "{'include':{'file':'part.scenario.json','vars':{'user':'bert'}}}"
                             << u"/user: expected \"anna\", found \"bert\""_s;
    QTest::newRow("wait") << "{'timeoutMs':5,'wait':60000}"_ba << u"had not ended after"_s;
}

void TestScenarioSteps::fails()
{
    QFETCH(QByteArray, steps);
    QFETCH(QString, reason);
    const QJsonObject report = run(steps, 1);
    QCOMPARE(report[u"verdict"_s].toString(), u"failed"_s);
    const QJsonArray all = report[u"steps"_s].toArray();
    for (qsizetype i = 0; i + 1 < all.size(); ++i)
        QCOMPARE(all.at(i)[u"outcome"_s].toString(), u"passed"_s);
    QVERIFY2(report[u"reason"_s].toString().contains(reason), qPrintable(report[u"reason"_s].toString()));
}

void TestScenarioSteps::secretsStayOut()
{
    const QJsonObject report =
        run("{'http':{'url':'HTTP/x','headers':{'Authorization':{'env':'API_TOKEN'}},'expect':{'status':404}}}", 1);
    QVERIFY(!report.isEmpty());
    QVERIFY(m_http->requests().last().contains("s3cret-token"));
    QVERIFY(!QJsonDocument(report).toJson().contains("s3cret"));
}

STANDIN_TEST(TestScenarioSteps)
#include "tst_scenariosteps.moc"
