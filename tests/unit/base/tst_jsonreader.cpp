// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonreader.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJsonReader : public QObject
{
    Q_OBJECT

private:
    static JsonReader reader(const QByteArray &text) { return JsonReader(JsonText::parse(text).value()); }

private slots:
    void readsWhatIsThere()
    {
        auto json = reader(R"({"s":"x","b":true,"i":5,"d":0.5,"l":["a","b"],"o":{"k":1}})");
        QString s;
        bool b = false;
        int i = 0;
        double d = 0;
        QStringList l;
        JsonText o;
        json.read(u"s"_s, s);
        json.read(u"b"_s, b);
        json.read(u"i"_s, i, 0, 10);
        json.read(u"d"_s, d, 0, 1);
        json.read(u"l"_s, l);
        json.readObject(u"o"_s, o);
        QVERIFY(json.status().has_value());
        QCOMPARE(s, u"x"_s);
        QVERIFY(b);
        QCOMPARE(i, 5);
        QCOMPARE(d, 0.5);
        QCOMPARE(l, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(o.text(), R"({"k":1})");
        QVERIFY(json.unknownKeys().isEmpty());
    }

    void leavesAloneWhatIsMissing()
    {
        auto json = reader("{}");
        QString s = u"before"_s;
        json.read(u"s"_s, s);
        QVERIFY(json.status().has_value());
        QCOMPARE(s, u"before"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("message");
        QTest::newRow("string") << QByteArray(R"({"s":1})") << u"/s"_s << u"expected a string, found 1"_s;
        QTest::newRow("integer out of range")
            << QByteArray(R"({"i":11})") << u"/i"_s << u"expected a whole number from 0 to 10, found 11"_s;
        QTest::newRow("integer with fraction")
            << QByteArray(R"({"i":1.5})") << u"/i"_s << u"expected a whole number from 0 to 10, found 1.5"_s;
        QTest::newRow("list of numbers") << QByteArray(R"({"l":[1]})") << u"/l/0"_s << u"expected a string, found 1"_s;
        QTest::newRow("list that is none")
            << QByteArray(R"({"l":"a"})") << u"/l"_s << u"expected an array of strings, found \"a\""_s;
        QTest::newRow("real number out of range")
            << QByteArray(R"({"d":1.5})") << u"/d"_s << u"expected a number from 0 to 1, found 1.5"_s;
        QTest::newRow("real number as text")
            << QByteArray(R"({"d":"0.5"})") << u"/d"_s << u"expected a number from 0 to 1, found \"0.5\""_s;
        QTest::newRow("array of others") << QByteArray(R"({"a":[{},7]})") << u"/a/1"_s
                                         << u"expected an object, found 7"_s;
        QTest::newRow("null") << QByteArray(R"({"s":null})") << u"/s"_s << u"expected a string, found null"_s;
        QTest::newRow("long string") << "{\"b\":\"" + QByteArray(41, 'x') + "\"}" << u"/b"_s
                                     << u"expected true or false, found a string"_s;
        QTest::newRow("the first counts")
            << QByteArray(R"({"s":1,"i":99})") << u"/s"_s << u"expected a string, found 1"_s;
        QTest::newRow("inside") << QByteArray(R"({"o":{"b":"yes"}})") << u"/o/b"_s
                                << u"expected true or false, found \"yes\""_s;
        QTest::newRow("inside an array") << QByteArray(R"({"a":[{},{"b":0}]})") << u"/a/1/b"_s
                                         << u"expected true or false, found 0"_s;
        QTest::newRow("no object") << QByteArray(R"({"o":[]})") << u"/o"_s << u"expected an object, found an array"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        QFETCH(QString, message);
        auto json = reader(text);
        QString s;
        int i = 3;
        double d = 0;
        QStringList l;
        bool b = false;
        json.read(u"s"_s, s);
        json.read(u"i"_s, i, 0, 10);
        json.read(u"d"_s, d, 0, 1);
        json.read(u"l"_s, l);
        json.read(u"b"_s, b);
        json.readObject(u"o"_s, [&b](JsonReader &inner) { inner.read(u"b"_s, b); });
        json.readObjects(u"a"_s, [&b](JsonReader &inner) { inner.read(u"b"_s, b); });
        QVERIFY(!json.status());
        QCOMPARE(json.status().error().where, where);
        QCOMPARE(json.status().error().message, message);
        QCOMPARE(i, 3);
    }

    void largeBoundsAreWrittenOut()
    {
        auto json = reader(R"({"d":1e9})");
        double d = 0;
        json.read(u"d"_s, d, 0.001, 3'600'000);
        QCOMPARE(json.status().error().message, u"expected a number from 0.001 to 3600000, found 1e9"_s);
    }

    void wholeNumbersOfEverySize()
    {
        auto json = reader(R"({"byte":255,"large":4294967295,"exact":9007199254740992})");
        quint8 byte = 0;
        quint32 large = 0;
        qint64 exact = 0;
        json.read(u"byte"_s, byte, 0, 255);
        json.read(u"large"_s, large, 0, std::numeric_limits<quint32>::max());
        json.read(u"exact"_s, exact, 0, 9007199254740992);
        QVERIFY(json.status().has_value());
        QCOMPARE(byte, 255);
        QCOMPARE(large, 4294967295u);
        QCOMPARE(exact, 9007199254740992);
    }

    void optionalTargets()
    {
        auto json = reader(R"({"s":"","i":0,"b":false})");
        std::optional<QString> s;
        std::optional<QString> noString;
        std::optional<int> i;
        std::optional<quint8> noNumber;
        std::optional<bool> b;
        json.read(u"s"_s, s);
        json.read(u"none"_s, noString);
        json.read(u"i"_s, i, 0, 2);
        json.read(u"nor"_s, noNumber, 0, 2);
        json.read(u"b"_s, b);
        QVERIFY(json.status().has_value());
        QCOMPARE(s, QString());
        QCOMPARE(i, 0);
        QCOMPARE(b, false);
        QVERIFY(!noString && !noNumber);
    }

    void anyValue()
    {
        auto json = reader(R"({"a":[1,"b"],"v":{"k":null},"n":null})");
        JsonText a;
        JsonText v;
        JsonText n = JsonText::whole(5);
        JsonText none = JsonText::whole(5);
        QVERIFY(json.read(u"a"_s, a));
        QVERIFY(json.read(u"v"_s, v));
        QVERIFY(json.read(u"n"_s, n));
        QVERIFY(!json.read(u"none"_s, none));
        QVERIFY(json.status().has_value());
        QCOMPARE(a.text(), R"([1,"b"])");
        QVERIFY(v.isObject());
        QVERIFY(n.isNull());
        QCOMPARE(none.text(), "5");
    }

    void nullCanMeanLeftOut()
    {
        auto json =
            JsonReader::parse(R"({"s":null,"o":{"s":null},"a":[{"s":null}],"must":null})", JsonReader::Null::IsLeftOut)
                .value();
        QString s = u"before"_s;
        json.read(u"s"_s, s);
        json.readObject(u"o"_s, [&s](JsonReader &inner) { inner.read(u"s"_s, s); });
        json.readObjects(u"a"_s, [&s](JsonReader &inner) { inner.read(u"s"_s, s); });
        QVERIFY(json.status().has_value());
        QVERIFY(!json.has(u"s"_s));
        QCOMPARE(s, u"before"_s);
        json.readText(u"must"_s, s);
        QCOMPARE(json.status().error().message, u"expected a string that is not empty, found nothing"_s);
    }

    void parsesWholeTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("error");
        QTest::newRow("broken") << "{"_ba << ErrorCode::MalformedJson << u"line 1, column 2: "_s;
        QTest::newRow("array") << "[]"_ba << ErrorCode::InvalidArgument << u"expected a JSON object, found an array"_s;
        QTest::newRow("a string, which may be a secret")
            << "\"hunter2\""_ba << ErrorCode::InvalidArgument << u"expected a JSON object, found a string"_s;
    }

    void parsesWholeTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const auto json = JsonReader::parse(text);
        QVERIFY(!json);
        QTEST(json.error().code, "code");
        QVERIFY2(json.error().toString().startsWith(error), qPrintable(json.error().toString()));
    }

    void neverShowsSecrets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("number") << R"({"password":12345})"_ba << u"/password: expected a string, found a number"_s;
        QTest::newRow("in an array") << R"({"keys":["a",12345]})"_ba << u"/keys/1: expected a string, found a number"_s;
        QTest::newRow("word") << R"({"mode":"12345"})"_ba << u"/mode: expected \"1234\", found a string"_s;
        QTest::newRow("whole number") << R"({"pin":12345})"_ba
                                      << u"/pin: expected a whole number from 0 to 9999, found a number"_s;
        QTest::newRow("text") << R"({"text":12345})"_ba
                              << u"/text: expected a string that is not empty, found a number"_s;
    }

    void neverShowsSecrets()
    {
        QFETCH(QByteArray, text);
        auto json = reader(text);
        json.hide({u"password"_s, u"keys"_s, u"mode"_s, u"pin"_s, u"text"_s});
        QString s;
        QStringList l;
        int i = 0;
        json.read(u"password"_s, s);
        json.read(u"keys"_s, l);
        json.readWord(u"mode"_s, s, {u"1234"_s});
        json.read(u"pin"_s, i, 0, 9999);
        if (json.has(u"text"_s))
            json.readText(u"text"_s, s);
        QVERIFY(!json.status());
        QTEST(json.status().error().toString(), "error");
    }

    void readsWords_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("error");
        const QString expected = u"expected \"clean\", \"abrupt\" or \"reset\", found "_s;
        QTest::newRow("allowed") << R"({"mode":"abrupt"})"_ba << u"abrupt"_s << QString();
        QTest::newRow("missing") << "{}"_ba << u"before"_s << QString();
        QTest::newRow("misspelt") << R"({"mode":"abrubt"})"_ba << u"before"_s
                                  << expected + u"\"abrubt\"; did you mean \"abrupt\"?"_s;
        QTest::newRow("unknown") << R"({"mode":"rude"})"_ba << u"before"_s << expected + u"\"rude\""_s;
        QTest::newRow("empty") << R"({"mode":""})"_ba << u"before"_s << expected + u"an empty string"_s;
        QTest::newRow("number") << R"({"mode":5})"_ba << u"before"_s << expected + u"5"_s;
    }

    void readsWords()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        auto json = reader(text);
        QString word = u"before"_s;
        json.readWord(u"mode"_s, word, {u"clean"_s, u"abrupt"_s, u"reset"_s});
        QTEST(word, "word");
        QCOMPARE(json.status() ? QString() : json.status().error().message, error);
    }

    void choosesOneOf_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("error");
        const QString expected = u"/then/0: expected one of \"reply\" or \"publish\", found "_s;
        QTest::newRow("one") << R"({"reply":1,"delayMs":2})"_ba << u"reply"_s << QString();
        QTest::newRow("the other") << R"({"publish":1})"_ba << u"publish"_s << QString();
        QTest::newRow("both") << R"({"publish":1,"reply":2})"_ba << QString()
                              << expected + u"\"reply\" and \"publish\""_s;
        QTest::newRow("none") << R"({"delayMs":1})"_ba << QString() << expected + u"nothing"_s;
        QTest::newRow("misspelt") << R"({"delayMs":1,"replay":2})"_ba << QString()
                                  << expected + u"\"replay\"; did you mean \"reply\"?"_s;
    }

    void choosesOneOf()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        JsonReader json(Json::parse(text).value().toObject(), u"/then/0"_s);
        QTEST(json.oneOf({u"reply"_s, u"publish"_s}), "chosen");
        QCOMPARE(json.status() ? QString() : json.status().error().toString(), error);
    }

    void errorsOfTheCaller()
    {
        auto json = reader(R"({"host":"my host","a/b":1})");
        QString host;
        json.readText(u"host"_s, host);
        json.fail(u"a/b"_s, u"does not go with host"_s, ErrorCode::Unsupported);
        json.unexpected(u"host"_s, u"a host name"_s); // the first error stays
        const Error error{ErrorCode::Unsupported, u"does not go with host"_s, u"/a~1b"_s};
        QVERIFY(json.status().error() == error);
    }

    void reportsUnknownKeys()
    {
        auto json = reader(R"({"known":{"x":1},"odd/one":2,"lsit":3,"list":[{"y":1}]})");
        json.readObject(u"known"_s, [](JsonReader &) {});
        json.readObjects(u"list"_s, [](JsonReader &) {});
        QStringList unknown;
        for (const JsonFaults::UnknownKey &key : json.unknownKeys())
            unknown += key.pointer + key.suggestion;
        unknown.sort();
        QCOMPARE(unknown,
                 (QStringList{u"/known/x"_s, u"/list/0/y"_s, u"/lsit; did you mean \"list\"?"_s, u"/odd~1one"_s}));
        QVERIFY(json.status().has_value());
    }

    void refusesUnknownKeys()
    {
        auto json = reader(R"({"o":{"qso":1}})");
        int qos = 0;
        json.readObject(u"o"_s, [&qos](JsonReader &inner) { inner.read(u"qos"_s, qos, 0, 2); });
        json.refuseUnknownKeys();
        QCOMPARE(json.status().error().toString(), u"/o/qso: unknown key; did you mean \"qos\"?"_s);

        auto fine = reader(R"({"qos":1})");
        fine.read(u"qos"_s, qos, 0, 2);
        fine.refuseUnknownKeys();
        QVERIFY(fine.status().has_value());
    }
};

STANDIN_TEST(TestJsonReader)
#include "tst_jsonreader.moc"
