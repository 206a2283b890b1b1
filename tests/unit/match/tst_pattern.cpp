// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "match/pattern.h"
#include "support/testprogram.h"

#include <thread>

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestPattern : public QObject
{
    Q_OBJECT

private:
    static Message message()
    {
        return Message({.topic = u"cmd/lab/reboot"_s,
                        .payload = R"({"op":"reboot","requestTime":17,"data":{"traceId":"t-1"}})",
                        .qos = 1,
                        .retain = false,
                        .properties = {{u"site"_s, u"lab"_s}},
                        .correlation = {{u"orderId"_s, u"77"_s}}});
    }

private slots:
    void matches_data();
    void matches();
    void tellsLongNumbersApart();
    void refuses_data();
    void refuses();
    void namesTheLevels();
    void partsCanBeAskedOneByOne();
    void severalThreadsUseOne();
};

void TestPattern::matches_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *text, bool expected) {
        QTest::newRow(name) << QByteArray(text) << expected;
    };
    row("empty", "{}", true);
    row("filter", R"({"topic":"cmd/+/reboot"})", true);
    row("other filter", R"({"topic":"cmd/+"})", false);
    row("named levels", R"({"topic":"cmd/{site}/{verb}"})", true);
    row("part of the topic", R"({"topicContains":"LAB"})", true);
    row("not a part", R"({"topicContains":"roof"})", false);
    row("QoS", R"({"qos":1})", true);
    row("other QoS", R"({"qos":0})", false);
    row("not retained", R"({"retain":false})", true);
    row("retained", R"({"retain":true})", false);
    row("not a duplicate", R"({"dup":false})", true);
    row("duplicate", R"({"dup":true})", false);
    row("text", R"({"text":"REBOOT"})", true);
    row("other text", R"({"text":"halt"})", false);
    row("correlation", R"({"correlation":{"requestTime":17}})", true);
    row("correlation as text", R"({"correlation":{"requestTime":"17"}})", true);
    row("correlation deep inside", R"({"correlation":{"traceId":"t-1"}})", true);
    row("correlation known already", R"({"correlation":{"orderId":77}})", true);
    row("both must be", R"({"correlation":{"requestTime":17,"traceId":"t-2"}})", false);
    row("other value", R"({"correlation":{"requestTime":18}})", false);
    row("the same number, written otherwise", R"({"correlation":{"requestTime":1.70e1}})", true);
    row("no such key", R"({"correlation":{"none":1}})", false);
    row("payload", R"({"payload":{"jsonPointer":"/op","equalTo":"reboot"}})", true);
    row("other payload", R"({"payload":{"jsonPointer":"/op","equalTo":"halt"}})", false);
    row("named level in a condition",
        R"({"topic":"cmd/{site}/{verb}","payload":{"allOf":[{"topicLevel":"site","equalTo":"lab"},
            {"property":"site","equalTo":"lab"}]}})",
        true);
    row("everything",
        R"({"topic":"cmd/#","qos":1,"retain":false,"text":"boot","correlation":{"requestTime":17},
            "payload":{"contains":"op"}})",
        true);
    row("everything but one",
        R"({"topic":"cmd/#","qos":2,"retain":false,"text":"boot","correlation":{"requestTime":17},
            "payload":{"contains":"op"}})",
        false);
}

void TestPattern::matches()
{
    QFETCH(QByteArray, text);
    const QJsonValue json = Json::parse(text).value();
    const auto pattern = Pattern::fromJson(json);
    QVERIFY2(pattern, pattern ? "" : qPrintable(pattern.error().toString()));
    QTEST(pattern->matches(message()), "expected");
    QCOMPARE(pattern->toJson().toJson(), json);
    QTEST(Pattern::fromJson(pattern->toJson())->matches(message()), "expected");
}

void TestPattern::tellsLongNumbersApart()
{
    const auto pattern =
        Pattern::fromJson(JsonText::parse(R"({"correlation":{"traceId":18446744073709551001}})").value());
    QVERIFY(pattern);
    for (const Pattern &one : {*pattern, Pattern::fromJson(pattern->toJson()).value()}) {
        QVERIFY(one.matches(Message({.payload = R"({"traceId":18446744073709551001})"})));
        QVERIFY(one.matches(Message({.payload = R"({"traceId":"18446744073709551001"})"})));
        QVERIFY(!one.matches(Message({.payload = R"({"traceId":18446744073709551002})"})));
        QVERIFY(!one.matches(Message({.payload = R"({"traceId":18446744073709551615})"})));
    }
}

void TestPattern::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const char *text, const QString &error) {
        QTest::newRow(name) << QByteArray(text) << u"/pattern"_s + error;
    };
    row("array", "[]", u": expected an object with a pattern, found an array"_s);
    row("text", "\"#\"", u": expected an object with a pattern, found a string"_s);
    row("misspelt key", R"({"topc":"#"})", u"/topc: unknown key; did you mean \"topic\"?"_s);
    row("unknown key", R"({"script":"true"})", u"/script: unknown key"_s);
    row("topic a number", R"({"topic":5})", u"/topic: expected a string, found 5"_s);
    row("no filter", R"({"topic":"a/#/b"})",
        u"/topic: expected an MQTT topic filter such as cmd/+/#, or named levels such as cmd/{site}/{verb}, found "
        "\"a/#/b\""_s);
    row("topic null", R"({"topic":null})", u"/topic: expected a string, found null"_s);
    row("topicContains an array", R"({"topicContains":[]})", u"/topicContains: expected a string, found an array"_s);
    row("two topics", R"({"topic":"#","topicContains":"a"})",
        u": expected one of \"topic\" or \"topicContains\", found \"topic\" and \"topicContains\""_s);
    row("QoS 3", R"({"qos":3})", u"/qos: expected a whole number from 0 to 2, found 3"_s);
    row("dup a number", R"({"dup":1})", u"/dup: expected true or false, found 1"_s);
    row("retain a text", R"({"retain":"yes"})", u"/retain: expected true or false, found \"yes\""_s);
    row("text a number", R"({"text":5})", u"/text: expected a string, found 5"_s);
    row("correlation a text", R"({"correlation":"a=1"})", u"/correlation: expected an object, found \"a=1\""_s);
    row("correlation null", R"({"correlation":{"traceId":null}})",
        u"/correlation/traceId: expected a string, a number, true or false, found null"_s);
    row("correlation an object", R"({"correlation":{"a/b":{}}})",
        u"/correlation/a~1b: expected a string, a number, true or false, found an object"_s);
    row("payload a text", R"({"payload":"on"})", u"/payload: expected an object, found \"on\""_s);
    row("misspelt key in the payload", R"({"payload":{"equlTo":"on"}})",
        u"/payload/equlTo: unknown key; did you mean \"equalTo\"?"_s);
    row("level of another topic", R"({"topic":"cmd/{site}","payload":{"topicLevel":"verb","equalTo":"a"}})",
        u"/payload/topicLevel: expected the number of a level, from 0, or \"site\", found \"verb\""_s);
    row("the first fault counts", R"({"qos":3,"retain":1})", u"/qos: expected a whole number from 0 to 2, found 3"_s);
}

void TestPattern::refuses()
{
    QFETCH(QByteArray, text);
    const auto pattern = Pattern::fromJson(Json::parse(text).value(), u"/pattern"_s);
    QVERIFY(!pattern);
    QVERIFY(pattern.error().code == ErrorCode::InvalidArgument);
    QTEST(pattern.error().toString(), "error");
}

void TestPattern::namesTheLevels()
{
    const Pattern pattern = Pattern::fromJson(QJsonObject{{u"topic"_s, u"cmd/{site}/{verb}"_s}}).value();
    QCOMPARE(pattern.topic->captured(message()), (NamedTexts{{u"site"_s, u"lab"_s}, {u"verb"_s, u"reboot"_s}}));
}

void TestPattern::partsCanBeAskedOneByOne()
{
    const Pattern pattern = Pattern::fromJson(Json::parse(R"({"topic":"cmd/{site}/halt","qos":1,"text":"reboot",
        "correlation":{"requestTime":18},"payload":{"allOf":[{"contains":"op"},{"contains":"halt"}]}})")
                                                  .value())
                                .value();
    const Message asked = message();
    QVERIFY(!pattern.matches(asked));
    QVERIFY(!pattern.topic->matches(asked.topic()));
    QCOMPARE(asked.qos(), *pattern.qos);
    QVERIFY(pattern.text->matches(asked));
    QVERIFY(!pattern.correlates(asked));
    QVERIFY(pattern.payload->conditions()[0].holds(asked));
    QVERIFY(!pattern.payload->conditions()[1].holds(asked));
}

void TestPattern::severalThreadsUseOne()
{
    const QByteArray text = "{\"topic\":\"cmd/{site}/+\",\"text\":\"reboot\",\"payload\":{\"allOf\":["
                            "{\"jsonPointer\":\"/op\",\"matches\":\"re(boot|set)\"},"
                            "{\"equalToJson\":{\"op\":\"reboot\"},\"ignoreExtra\":true}]}}";
    const Pattern pattern = Pattern::fromJson(Json::parse(text).value()).value();
    std::atomic<int> matched = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 500; ++n)
                matched += pattern.matches(message()) ? 1 : 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(matched.load(), 2000);
}

STANDIN_TEST(TestPattern)
#include "tst_pattern.moc"
