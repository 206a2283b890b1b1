// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlation.h"
#include "match/message.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestMessage : public QObject
{
    Q_OBJECT

private:
    static QStringList levelsOf(const Message &message)
    {
        QStringList levels;
        for (const QStringView level : message.levels())
            levels += level.toString();
        return levels;
    }

private slots:
    void holdsItsFields()
    {
        const Message message({.topic = u"a/b"_s,
                               .payload = "{}",
                               .qos = 2,
                               .retain = true,
                               .dup = true,
                               .properties = {{u"contentType"_s, u"application/json"_s}},
                               .correlation = {{u"traceId"_s, u"t"_s}}});
        QCOMPARE(message.topic(), u"a/b"_s);
        QCOMPARE(message.payload(), "{}"_ba);
        QCOMPARE(message.qos(), 2);
        QVERIFY(message.retain());
        QVERIFY(message.dup());
        QCOMPARE(message.properties().size(), 1);
        QCOMPARE(message.correlation().first().second, u"t"_s);
    }

    void findsProperties()
    {
        const Message message({.properties = {{u"site"_s, u"lab"_s}, {u"empty"_s, {}}, {u"site"_s, u"roof"_s}}});
        QCOMPARE(message.property(u"site"), u"lab"_s);
        QCOMPARE(message.property(u"empty"), QString());
        QVERIFY(!message.property(u"Site"));
    }

    void splitsTheTopic()
    {
        QCOMPARE(levelsOf(Message({.topic = u"cmd/lab/reboot"_s})), (QStringList{u"cmd"_s, u"lab"_s, u"reboot"_s}));
        QCOMPARE(levelsOf(Message({.topic = u"/a/"_s})), (QStringList{u""_s, u"a"_s, u""_s}));
        QCOMPARE(levelsOf(Message()), QStringList{u""_s});
    }

    void levelsOutliveTheOriginal()
    {
        auto original = std::make_unique<Message>(Message::Fields{.topic = u"cmd/lab"_s});
        QCOMPARE(original->levels().size(), 2);
        const Message copy = *original;
        const Message moved = std::move(*original);
        original.reset();
        QCOMPARE(levelsOf(copy), (QStringList{u"cmd"_s, u"lab"_s}));
        QCOMPARE(levelsOf(moved), (QStringList{u"cmd"_s, u"lab"_s}));
    }

    void readsJson_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QJsonValue>("expected");
        const QJsonValue none(QJsonValue::Undefined);
        QTest::newRow("object") << R"({"a":1})"_ba << QJsonValue(QJsonObject{{u"a"_s, 1}});
        QTest::newRow("array") << "[1,2]"_ba << QJsonValue(QJsonArray{1, 2});
        QTest::newRow("white space around") << " \r\n\t{} \n"_ba << QJsonValue(QJsonObject());
        QTest::newRow("number") << "-21.5"_ba << QJsonValue(-21.5);
        QTest::newRow("string") << "\"on\""_ba << QJsonValue(u"on"_s);
        QTest::newRow("true") << "true"_ba << QJsonValue(true);
        QTest::newRow("null") << "null"_ba << QJsonValue(QJsonValue::Null);
        QTest::newRow("object behind a byte order mark") << "\xEF\xBB\xBF{}"_ba << QJsonValue(QJsonObject());
        QTest::newRow("number behind a byte order mark") << "\xEF\xBB\xBF"
                                                            "5"_ba
                                                         << QJsonValue(5);
        QTest::newRow("NUL behind it") << "{}\0"_ba << none;
        QTest::newRow("empty") << ""_ba << none;
        QTest::newRow("white space") << "  "_ba << none;
        QTest::newRow("text") << "on"_ba << none;
        QTest::newRow("text that begins as JSON does") << "turn on"_ba << none;
        QTest::newRow("cut off") << R"({"a":1)"_ba << none;
        QTest::newRow("text behind") << R"({"a":1} x)"_ba << none;
        QTest::newRow("binary") << "\x00\x01\xff"_ba << none;
    }

    void readsJson()
    {
        QFETCH(QByteArray, payload);
        const Message message({.payload = payload});
        QTEST(message.json(), "expected");
        QCOMPARE(message.written().toJson(), message.json());
        QCOMPARE(message.text(), QString::fromUtf8(payload));
    }

    void keepsWhatWasWritten_data();
    void keepsWhatWasWritten()
    {
        QFETCH(QByteArray, payload);
        const Message message({.payload = payload});
        QTEST(message.written().text().toByteArray(), "written");
    }

    void findsWhatStandsAtAPath()
    {
        const Message message({.payload = R"({"a":{"list":[0,{"n":2.50}]}})"});
        QCOMPARE(message.written({u"a"_s, u"list"_s, u"1"_s, u"n"_s}).text(), "2.50");
        QVERIFY(message.written({u"a"_s, u"n"_s}).isUndefined());
        QVERIFY(Message({.payload = "on"}).written({u"a"_s}).isUndefined());
    }

    void makesItsPartsOnce()
    {
        const Message message({.topic = u"a/b"_s, .payload = R"({"traceId":"t","list":[1,2]})"});
        const void *const levels = message.levels().constData();
        const void *const text = message.text().constData();
        const QJsonValue *const json = &message.json();
        QVERIFY(!findCorrelation(message, {u"traceId"_s}).isEmpty());
        QCOMPARE(message.levels().constData(), levels);
        QCOMPARE(message.text().constData(), text);
        QCOMPARE(&message.json(), json);
    }
};

void TestMessage::keepsWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("written"); // empty: no JSON
    const auto row = [](const char *name, const QByteArray &payload, const QByteArray &written) {
        QTest::newRow(name) << payload << written;
    };
    row("digits, order, white space", " {\"b\": 20.0, \"a\":18446744073709551615}\n",
        "{\"b\": 20.0, \"a\":18446744073709551615}");
    row("beyond the range of a double", "[1e999]", "[1e999]");
    row("byte order mark", "\xEF\xBB\xBF 1.0", "1.0");
    row("raw control characters in strings", "{\"a\":\"\t\\\"\n\x01\"}", R"({"a":"\u0009\"\u000a\u0001"})");
    row("raw control characters elsewhere", "{\x01}", {});
    row("a string without an end", "{\"a\":\"\n}", {});
    row("a number that is none", R"({"a":1.})", {});
    row("no JSON", "on", {});
    row("nothing", {}, {});
}

STANDIN_TEST(TestMessage)
#include "tst_message.moc"
