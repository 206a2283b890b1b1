// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonparts.h"
#include "fleet/order.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestOrder : public QObject
{
    Q_OBJECT

    static Result<Order> parsed(const QByteArray &text, const QString &pointer = {})
    {
        return Order::fromJson(JsonText::parse(text).value(), pointer);
    }

    static Order publish(const QByteArray &payload) { return Order::Publish{{.payload = payload}}; }

private slots:
    void isWrittenAndRead_data()
    {
        QTest::addColumn<Order>("order");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const Order &order, const char *json) {
            QTest::newRow(name) << order << QByteArray(json);
        };
        row("connect", Order::Connect(), R"({"connect":{}})");
        row("offline, cleanly", Order::GoOffline(), R"({"goOffline":{"mode":"clean"}})");
        row("offline, with will", Order::GoOffline{OfflineMode::WithWill}, R"({"goOffline":{"mode":"with-will"}})");
        row("offline, abruptly", Order::GoOffline{OfflineMode::Abrupt}, R"({"goOffline":{"mode":"abrupt"}})");
        row("offline, by reset", Order::GoOffline{OfflineMode::Reset}, R"({"goOffline":{"mode":"reset"}})");
        row("offline, silently", Order::GoOffline{OfflineMode::Silent}, R"({"goOffline":{"mode":"silent"}})");
        row("reconnect", Order::Reconnect(), R"({"reconnect":{}})");
        row("publish", Order::Publish{{.topic = u"a/b"_s, .payload = R"({"a":1})", .qos = 2, .retain = true}},
            R"({"publish":{"payload":{"a":1},"qos":2,"retain":true,"topic":"a/b"}})");
        row("preset reply", Order::AddPresetReply{{R"({"t":"${requestTime}"})"}},
            R"({"addPresetReply":{"payload":{"t":"${requestTime}"}}})");
        row("preset reply that waits",
            Order::AddPresetReply{{.payload = "1", .match = QJsonObject{{u"topic"_s, u"a/b"_s}}}},
            R"({"addPresetReply":{"match":{"topic":"a/b"},"payload":1}})");
        row("replace the preset replies",
            Order::ReplacePresetReplies{{{.payload = "1"}, {.payload = "text"}}, {{.payload = "text"}}},
            R"({"replacePresetReplies":{"after":[{"payload":"text"}],"before":[{"payload":1},{"payload":"text"}]}})");
        row("set the state", Order::SetState{JsonText::parse(R"({"fw":"1.1"})").value(), true},
            R"({"setState":{"values":{"fw":"1.1"},"all":true}})");
        row("set the state on condition",
            Order::SetState{JsonText::parse(R"({"fw":"1.1"})").value(), false, JsonText::parse("{}").value()},
            R"({"setState":{"values":{"fw":"1.1"},"all":false,"before":{}}})");
        row("reset", Order::Reset{false}, R"({"reset":{"presetReplies":false}})");
        row("clear the preset replies", Order::ClearPresetReplies(), R"({"clearPresetReplies":{}})");
        row("remove", Order::Remove(), R"({"remove":{}})");
    }

    void isWrittenAndRead()
    {
        QFETCH(Order, order);
        QFETCH(QByteArray, json);
        QCOMPARE(order.toJson().toCompact(), json);
        const auto read = parsed(json);
        VERIFY_RESULT(read);
        QVERIFY(*read == order);
        QCOMPARE(JsonParts(order.toJson()).key(0), order.name());
    }

    void isMadeOfItsArguments()
    {
        const auto order =
            Order::fromArguments(u"goOffline"_s, JsonText::parse(R"({"mode":"abrupt"})").value(), u"/at"_s);
        VERIFY_RESULT(order);
        QVERIFY(*order == Order::GoOffline{OfflineMode::Abrupt});
        const auto wrong = Order::fromArguments(u"goOffline"_s, JsonText::parse(R"({"mod":1})").value(), u"/at"_s);
        QCOMPARE(wrong.error().where, u"/at/mod"_s);
        QCOMPARE(Order::fromArguments(u"goOffline"_s, JsonText::null(), u"/at"_s).error().where, u"/at"_s);
        QCOMPARE(Order::fromArguments(u"fly"_s, JsonText::emptyObject(), u"/at"_s).error().where, u"/at"_s);
    }

    void keepsEachByteOfAPayload_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("object") << QByteArray(R"({"a":1})") << QByteArray(R"("payload":{"a":1})");
        QTest::newRow("object with spaces")
            << QByteArray(R"({ "a": 1 })") << QByteArray("\"payload\":\"{ \\\"a\\\": 1 }\"");
        QTest::newRow("keys in another order")
            << QByteArray(R"({"b":1,"a":2})") << QByteArray(R"("payload":{"b":1,"a":2})");
        QTest::newRow("more digits than a double has")
            << QByteArray("18446744073709551615") << QByteArray(R"("payload":18446744073709551615)");
        QTest::newRow("number") << QByteArray("5") << QByteArray(R"("payload":5)");
        QTest::newRow("number with a zero at its end") << QByteArray("5.0") << QByteArray(R"("payload":5.0)");
        QTest::newRow("null") << QByteArray("null") << QByteArray(R"("payload":null)");
        QTest::newRow("text") << QByteArray("on") << QByteArray(R"("payload":"on")");
        QTest::newRow("JSON string") << QByteArray(R"("on")") << QByteArray("\"payload\":\"\\\"on\\\"\"");
        QTest::newRow("nothing") << QByteArray() << QByteArray(R"("payload":"")");
        QTest::newRow("text beyond ASCII") << QByteArray("21 °C") << QByteArray("\"payload\":\"21 °C\"");
        QTest::newRow("U+0000") << QByteArray("a\0b", 3) << QByteArray("\"payload\":\"a\\u0000b\"");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFx") << QByteArray(R"("payloadBase64":"77u/eA==")");
        QTest::newRow("no UTF-8") << QByteArray("\xFF\x00", 2) << QByteArray(R"("payloadBase64":"/wA=")");
    }

    void keepsEachByteOfAPayload()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, written);
        const Order order = publish(payload);
        const QByteArray json = order.toJson().toCompact();
        QVERIFY2(json.contains(written), json.constData());
        const auto read = parsed(json);
        VERIFY_RESULT(read);
        QCOMPARE(std::get<Order::Publish>(read->kind()).publication.payload, payload);
    }

    void keepsThePatternOfAPreset()
    {
        const QByteArray json =
            R"({"addPresetReply":{"match":{"correlation":{"traceId":18446744073709551001}},"payload":1.0}})";
        const auto read = parsed(json);
        VERIFY_RESULT(read);
        QCOMPARE(read->toJson().toCompact(), json);
    }

    void fillsInWhatIsLeftOut()
    {
        QVERIFY(*parsed(R"({"goOffline":{}})") == Order::GoOffline{OfflineMode::Clean});
        QVERIFY(*parsed(R"({"publish":{"payload":"x"}})") == publish("x"));
    }

    void refusesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        QTest::newRow("no order") << QByteArray("{}") << u"/steps/3"_s;
        QTest::newRow("two orders") << QByteArray(R"({"connect":{},"remove":{}})") << u"/steps/3"_s;
        QTest::newRow("unknown order") << QByteArray(R"({"explode":{}})") << u"/steps/3/explode"_s;
        QTest::newRow("name in other letters") << QByteArray(R"({"Connect":{}})") << u"/steps/3/Connect"_s;
        QTest::newRow("arguments that are no object") << QByteArray(R"({"connect":true})") << u"/steps/3/connect"_s;
        QTest::newRow("unknown key") << QByteArray(R"({"connect":{"fast":true}})") << u"/steps/3/connect/fast"_s;
        QTest::newRow("unknown mode") << QByteArray(R"({"goOffline":{"mode":"loud"}})") << u"/steps/3/goOffline/mode"_s;
        QTest::newRow("mode that is no string")
            << QByteArray(R"({"goOffline":{"mode":1}})") << u"/steps/3/goOffline/mode"_s;
        QTest::newRow("no payload") << QByteArray(R"({"publish":{"topic":"a"}})") << u"/steps/3/publish/payload"_s;
        QTest::newRow("two payloads") << QByteArray(R"({"publish":{"payload":1,"payloadBase64":"eA=="}})")
                                      << u"/steps/3/publish/payload"_s;
        QTest::newRow("broken base64") << QByteArray(R"({"publish":{"payloadBase64":"?"}})")
                                       << u"/steps/3/publish/payloadBase64"_s;
        QTest::newRow("base64 that is no string")
            << QByteArray(R"({"publish":{"payloadBase64":5}})") << u"/steps/3/publish/payloadBase64"_s;
        QTest::newRow("topic that is no string")
            << QByteArray(R"({"publish":{"payload":1,"topic":5}})") << u"/steps/3/publish/topic"_s;
        QTest::newRow("QoS 3") << QByteArray(R"({"publish":{"payload":1,"qos":3}})") << u"/steps/3/publish/qos"_s;
        QTest::newRow("retain that is no boolean")
            << QByteArray(R"({"publish":{"payload":1,"retain":"yes"}})") << u"/steps/3/publish/retain"_s;
        QTest::newRow("preset reply without payload")
            << QByteArray(R"({"addPresetReply":{}})") << u"/steps/3/addPresetReply/payload"_s;
        QTest::newRow("preset reply that waits for no pattern")
            << QByteArray(R"({"addPresetReply":{"payload":1,"match":"a/b"}})") << u"/steps/3/addPresetReply/match"_s;
        QTest::newRow("preset reply with a wrong filter")
            << QByteArray(R"({"addPresetReply":{"payload":1,"match":{"topic":"a+"}}})")
            << u"/steps/3/addPresetReply/match/topic"_s;
        QTest::newRow("preset reply with an unknown key in its pattern")
            << QByteArray(R"({"addPresetReply":{"payload":1,"match":{"tpic":"a"}}})")
            << u"/steps/3/addPresetReply/match/tpic"_s;
    }

    void refusesWhatIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto read = parsed(json, u"/steps/3"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(read.error().where, where);
        QVERIFY(!read.error().message.isEmpty());
    }

    void saysWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("message");
        const QString modes = u"expected \"clean\", \"with-will\", \"abrupt\", \"reset\" or \"silent\", found "_s;
        QTest::newRow("misspelt mode") << QByteArray(R"({"goOffline":{"mode":"abrubt"}})")
                                       << modes + u"\"abrubt\"; did you mean \"abrupt\"?"_s;
        QTest::newRow("mode that is no string") << QByteArray(R"({"goOffline":{"mode":null}})") << modes + u"null"_s;
        QTest::newRow("QoS") << QByteArray(R"({"publish":{"payload":1,"qos":3}})")
                             << u"expected a whole number from 0 to 2, found 3"_s;
        QTest::newRow("base64") << QByteArray(R"({"publish":{"payloadBase64":"?"}})")
                                << u"expected base64, found \"?\""_s;
    }

    void saysWhatWasExpected()
    {
        QFETCH(QByteArray, json);
        const auto read = parsed(json);
        QVERIFY(!read);
        QTEST(read.error().message, "message");
    }

    void knowsWhichOnesOpenAConnection()
    {
        QVERIFY(Order(Order::Connect()).opensConnection());
        QVERIFY(Order(Order::Reconnect()).opensConnection());
        for (const Order &order :
             {Order(Order::GoOffline()), publish("x"), Order(Order::AddPresetReply()),
              Order(Order::ReplacePresetReplies()), Order(Order::ClearPresetReplies()), Order(Order::Remove())})
            QVERIFY2(!order.opensConnection(), qPrintable(order.name()));
    }

    void differsWhereItsArgumentsDo()
    {
        QVERIFY(publish("x") != publish("y"));
        QVERIFY(publish("x") != Order(Order::AddPresetReply{{"x"}}));
        QVERIFY(Order(Order::GoOffline{OfflineMode::Reset}) != Order(Order::GoOffline()));
    }
};

STANDIN_TEST(TestOrder)

#include "tst_order.moc"
