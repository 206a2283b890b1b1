// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenariofile.h"
#include "scenariotexts.h"
#include "support/result.h"
#include "support/schema.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// resources/schemas/scenario.schema.json, which editors use, and the reader of scenarios accept the same.
class TestScenarioSchema : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void agreesWithTheReader_data();
    void agreesWithTheReader();

private:
    Tests::Schema m_schema;
};

void TestScenarioSchema::initTestCase()
{
    VERIFY_RESULT(m_schema.load(QStringLiteral(SCENARIO_SCHEMA)));
}

void TestScenarioSchema::agreesWithTheReader_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRight");
    const auto file = [](const QByteArray &text, bool isRight) {
        QTest::addRow("%s %s", isRight ? "right:" : "wrong:", text.left(120).constData()) << text << isRight;
    };
    const QByteArray head = R"({"format":"standin.scenario/1","steps":[])";
    for (
        const QByteArray &keys : QByteArrayList{
            "}",
            R"(,"$schema":"x","name":"n","description":"d","tags":["a"],"confined":true,"vars":{"a":[1]},"setup":[],"teardown":[]})",
            R"(,"devices":{"a":"x.json","b":{"profile":"y","count":2},"c":{"profile":{}}}})",
            R"(,"probes":{"b":{"clientId":"x","connection":{}}}})", R"(,"rows":[{"a":1}]})", R"(,"rows":"a.csv"})"})
        file(head + keys, true);
    for (const QByteArray &keys :
         QByteArrayList{R"(,"teardwon":[]})", R"(,"confined":1})", R"(,"name":5})", R"(,"tags":"a"})", R"(,"vars":[]})",
                        R"(,"devices":{"a b":"x"}})", R"(,"devices":{"a":5}})", R"(,"devices":{"a":{"profle":"x"}}})",
                        R"(,"devices":{"a":""}})", R"(,"probes":{"a":{"url":"x"}}})", R"(,"rows":[]})",
                        R"(,"rows":[1]})", R"(,"rows":""})"})
        file(head + keys, false);
    file(R"({"format":"standin.scenario/2","steps":[]})", false);
    file(R"({"format":"standin.scenario/1"})", false);
    const auto steps = [&file](const QByteArrayList &all, bool isRight) {
        for (const QByteArray &step : all)
            file(R"({"format":"standin.scenario/1","steps":[)" + step + "]}", isRight);
    };
    steps(
        {R"({"connect":"gw","name":"n","when":"1","timeoutMs":1,"continueOnFailure":true})",
         R"({"connect":["a","b[1]"]})",
         R"({"connect":{}})",
         R"({"connect":{"device":"*","fails":true}})",
         R"({"connect":{"fails":"broker-refused"}})",
         R"({"reconnect":{"fails":{"error":"not-online","reasonCode":1}}})",
         R"({"offline":{"mode":"with-will"}})",
         R"({"publish":{"message":"m"}})",
         R"({"publish":{"topic":"a","payload":null,"qos":2,"retain":true,"fails":false}})",
         R"({"publish":{"payloadBase64":"AA=="}})",
         R"({"preset":{"payload":1,"match":{"topic":"a"}}})",
         R"({"rule":{"device":"a","then":[{"setState":{}}]}})",
         R"({"setState":{"values":{},"all":true}})",
         R"({"expect":{"device":"a","kind":"out","topic":"a","json":1,"payload":{"contains":"x"},"qos":1,"count":1,)"
         R"("withinMs":0,"forMs":0,"since":"x","capture":{"a":"/a","b":{"topicLevel":1},"c":{"matches":"x"},"d":{}}}})",
         R"({"expect":{"event":"event-fired","atLeast":0,"atMost":1}})",
         R"({"expect":{"qos":"${vars.q}"}})",
         R"({"expectNone":{"text":"a","forMs":1}})",
         R"({"expectOrder":{"messages":[{"topic":"a"},{"device":"b"}]}})",
         R"({"expectState":{"state":"failed","error":"tls-failed","reasonCode":5,"withinMs":1}})",
         R"({"capture":{"a":"/a"},"from":"x"})",
         R"({"http":"GET http://x"})",
         R"({"http":"https://x"})",
         R"({"http":{"url":"${vars.x}/y","method":"PUT","headers":{"A":"b","C":{"env":"D"}},"body":"x","ca":"c",)"
         R"("expect":{"status":{"lessThan":300},"headers":{"x":"y"},"json":[],"body":{"contains":"a"}},"withinMs":1,)"
         R"("everyMs":10,"capture":{"a":"/a"}}})",
         R"({"http":{"url":"http://x","json":{},"expect":{"status":[200,201]}}})",
         R"({"probe":{"name":"x","publish":{"topic":"a","payload":1,"qos":0,"retain":true,"properties":{"a":"b"}}}})",
         R"({"probe":{"subscribe":"a"}})",
         R"({"probe":{"subscribe":["a"]}})",
         R"({"probe":{"subscribe":{"topic":"a","qos":0}}})",
         R"({"probe":{"expect":{"topic":"a","count":2}}})",
         R"({"probe":{"expectNone":{"topic":"a"}}})",
         R"({"group":[{"wait":1}]})",
         R"({"parallel":[{"wait":1},[{"wait":1}]]})",
         R"({"repeat":{"times":2,"as":"i","steps":[]}})",
         R"({"forEachDevice":{"device":"a","parallel":true,"steps":[]}})",
         R"({"include":"a"})",
         R"({"include":{"file":"a","vars":{}}})",
         R"({"wait":0})",
         R"({"wait":{"type":"lognormal","median":1,"p99":2}})"},
        true);
    steps({"5",
           "{}",
           R"({"exepct":{}})",
           R"({"connect":"a","offline":"a"})",
           R"({"connect":5})",
           R"({"connect":[]})",
           R"({"connect":"a b"})",
           R"({"connect":{"fails":"refused"}})",
           R"({"connect":"a","timeoutMs":0})",
           R"({"connect":"a","name":5})",
           R"({"offline":{"mode":"x"}})",
           R"({"publish":{}})",
           R"({"publish":{"message":"m","payload":1}})",
           R"({"publish":{"payload":1,"payloadBase64":""}})",
           R"({"publish":{"payload":1,"qos":3}})",
           R"({"preset":{}})",
           R"({"preset":{"payload":1,"match":{"topc":"a"}}})",
           R"({"rule":{"devices":"a","then":[]}})",
           R"({"rule":{}})",
           R"({"setState":{}})",
           R"({"expect":{"wihtinMs":1}})",
           R"({"expect":{"kind":"x"}})",
           R"({"expect":{"event":"x"}})",
           R"({"expect":{"count":1,"atMost":1}})",
           R"({"expect":{"count":0}})",
           R"({"expect":{"withinMs":-1}})",
           R"({"expect":{"capture":{}}})",
           R"({"expect":{"capture":{"a":"b"}}})",
           R"({"expect":{"capture":{"a":{"x":1}}}})",
           R"({"expect":{"payload":{}}})",
           R"({"expectNone":{"count":1}})",
           R"({"expectOrder":{"messages":[{"topic":"a"}]}})",
           R"({"expectOrder":{}})",
           R"({"expectState":{}})",
           R"({"expectState":{"state":"x"}})",
           R"({"capture":{}})",
           R"({"capture":{"a":"/a"},"form":"x"})",
           R"({"wait":1,"from":"x"})",
           R"({"http":{}})",
           R"({"http":{"url":"http://x","json":1,"body":"a"}})",
           R"({"http":{"url":"http://x","method":"get"}})",
           R"({"http":{"url":"ftp://x"}})",
           R"({"http":{"url":"http://x","expect":{"status":true}}})",
           R"({"probe":{}})",
           R"({"probe":{"subscribe":[]}})",
           R"({"probe":{"publish":{"payload":1}}})",
           R"({"group":{}})",
           R"({"parallel":[]})",
           R"({"parallel":[5]})",
           R"({"repeat":{"steps":[]}})",
           R"({"repeat":{"times":0,"steps":[]}})",
           R"({"forEachDevice":{}})",
           R"({"include":""})",
           R"({"include":{"vars":{}}})",
           R"({"wait":-1})",
           R"({"wait":"x"})"},
          false);
}

void TestScenarioSchema::agreesWithTheReader()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRight);
    const auto reading = ScenarioFile::read(text);
    QVERIFY2(reading.faults.isEmpty() == isRight,
             qPrintable(reading.faults.isEmpty() ? u"the reader accepts it"_s : reading.faults[0].toString()));
    const auto faults = m_schema.faultsIn(text);
    QVERIFY2(!faults == isRight, qPrintable(faults.value_or(u"the schema accepts it"_s)));
}

STANDIN_TEST(TestScenarioSchema)
#include "tst_scenarioschema.moc"
