// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonfaults.h"

#include "base/json.h"
#include "base/jsonreader.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// The faults alone; tst_jsonreader tests how reading makes them.
class TestJsonFaults : public QObject
{
    Q_OBJECT

private:
    static QJsonObject object(const QByteArray &text) { return Json::parse(text).value().toObject(); }
    static QString errorOf(const JsonFaults &faults)
    {
        return faults.status() ? QString() : faults.status().error().toString();
    }
    static QStringList unknownOf(const JsonFaults &faults)
    {
        QStringList unknown;
        for (const JsonFaults::UnknownKey &key : faults.unknownKeys())
            unknown += key.pointer + key.suggestion + (key.isRepeated ? u" again"_s : QString());
        unknown.sort();
        return unknown;
    }

private slots:
    void aNewOneHasNoFault()
    {
        const JsonFaults faults(object(R"({"a":1})"), u"/x"_s);
        QVERIFY(faults.status());
        QCOMPARE(faults.pointer(), u"/x"_s);
        QCOMPARE(unknownOf(faults), QStringList{u"/x/a"_s});
    }

    void hasKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("asAValue");
        QTest::addColumn<bool>("leftOut");
        QTest::newRow("value") << u"a"_s << true << true;
        QTest::newRow("false is a value") << u"no"_s << true << true;
        QTest::newRow("null") << u"null"_s << true << false;
        QTest::newRow("missing") << u"b"_s << false << false;
        QTest::newRow("other case") << u"A"_s << false << false;
        QTest::newRow("empty") << QString() << false << false;
    }

    void hasKeys()
    {
        QFETCH(QString, key);
        const QJsonObject json = object(R"({"a":1,"no":false,"null":null})");
        QTEST(JsonFaults(json).has(key), "asAValue");
        QTEST(JsonFaults(json, {}, JsonFaults::Null::IsLeftOut).has(key), "leftOut");
    }

    void pointsAtTheKey_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("where");
        QTest::newRow("in the document") << QString() << u"a"_s << u"/a"_s;
        QTest::newRow("further in") << u"/rules/3"_s << u"a"_s << u"/rules/3/a"_s;
        QTest::newRow("slash") << QString() << u"a/b"_s << u"/a~1b"_s;
        QTest::newRow("tilde") << QString() << u"~"_s << u"/~0"_s;
        QTest::newRow("empty key") << QString() << QString() << u"/"_s;
        QTest::newRow("beyond ASCII") << QString() << u"Gerät"_s << u"/Gerät"_s;
    }

    void pointsAtTheKey()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, key);
        QFETCH(QString, where);
        JsonFaults faults(QJsonObject{{key, 1}}, pointer);
        faults.unexpected(key, u"a string"_s);
        QCOMPARE(errorOf(faults), where + u": expected a string, found 1"_s);
        QCOMPARE(unknownOf(faults), QStringList{where});
    }

    void theFirstFaultStays()
    {
        JsonFaults faults(object(R"({"a":1})"), u"/x"_s);
        faults.fail(u"a"_s, u"first"_s, ErrorCode::Unsupported);
        faults.fail(u"b"_s, u"second"_s);
        faults.failHere(u"third"_s);
        faults.unexpected(u"a"_s, u"a string"_s);
        faults.oneOf({u"c"_s});
        faults.refuseUnknownKeys();
        const Error first{ErrorCode::Unsupported, u"first"_s, u"/x/a"_s};
        QVERIFY(faults.status().error() == first);
    }

    void failsAtTheObjectItself()
    {
        JsonFaults faults(object("{}"), u"/x"_s);
        faults.failHere(u"no"_s);
        const Error here{ErrorCode::InvalidArgument, u"no"_s, u"/x"_s};
        QVERIFY(faults.status().error() == here);
    }

    void hides_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("hidden");
        QTest::newRow("string") << "\"pw\""_ba << u"\"pw\""_s << u"a string"_s;
        QTest::newRow("empty string") << "\"\""_ba << u"an empty string"_s << u"an empty string"_s;
        QTest::newRow("number") << "4711"_ba << u"4711"_s << u"a number"_s;
        QTest::newRow("boolean") << "true"_ba << u"true"_s << u"a boolean"_s;
        QTest::newRow("null") << "null"_ba << u"null"_s << u"null"_s;
        QTest::newRow("object") << R"({"pw":1})"_ba << u"an object"_s << u"an object"_s;
    }

    void hides()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, shown);
        QFETCH(QString, hidden);
        const QJsonObject json{{u"secret"_s, Json::parse(value).value()}};
        JsonFaults open(json);
        open.hide({u"other"_s});
        open.unexpected(u"secret"_s, u"x"_s, u"; did you mean \"y\"?"_s);
        QCOMPARE(errorOf(open), u"/secret: expected x, found "_s + shown + u"; did you mean \"y\"?"_s);
        JsonFaults closed(json);
        closed.hide({u"other"_s});
        closed.hide({u"secret"_s}); // adds to what is hidden
        closed.unexpected(u"secret"_s, u"x"_s, u"; did you mean \"y\"?"_s);
        QCOMPARE(errorOf(closed), u"/secret: expected x, found "_s + hidden);
    }

    void knowsKeys()
    {
        JsonFaults faults(object(R"({"topic":1,"topci":2,"qos":3,"extra":4})"));
        faults.know({u"topic"_s});
        faults.know({u"qos"_s, u"retain"_s});
        QCOMPARE(unknownOf(faults), (QStringList{u"/extra"_s, u"/topci; did you mean \"topic\"?"_s}));
        QVERIFY(faults.status());
        faults.refuseUnknownKeys();
        QCOMPARE(errorOf(faults), u"/extra: unknown key"_s);
    }

    void namesTheMisspeltKey_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("found");
        QTest::newRow("nothing like it") << R"({"name":1})"_ba << u"nothing"_s;
        QTest::newRow("a letter less") << R"({"paylod":1})"_ba << u"nothing; is \"paylod\" meant to be \"payload\"?"_s;
        QTest::newRow("another case") << R"({"PayLoad":1})"_ba << u"nothing; is \"PayLoad\" meant to be \"payload\"?"_s;
        QTest::newRow("a known key") << R"({"payloads":1})"_ba << u"nothing"_s;
        QTest::newRow("it is there") << R"({"payload":1,"paylod":2})"_ba << u"1"_s;
    }

    void namesTheMisspeltKey()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, found);
        JsonFaults faults(JsonText::parse(json).value());
        faults.know({u"payloads"_s});
        faults.unexpected(u"payload"_s, u"a payload"_s);
        QCOMPARE(errorOf(faults), u"/payload: expected a payload, found "_s + found);
    }

    void seesRepeatedKeys()
    {
        JsonFaults faults(JsonText::parse(R"({"alpha":1,"beta":2,"alpha":3,"zzz":4,"zzz":5})").value());
        faults.know({u"alpha"_s, u"beta"_s});
        QCOMPARE(unknownOf(faults), (QStringList{u"/alpha again"_s, u"/zzz"_s, u"/zzz again"_s}));
        QCOMPARE(faults.unknownKeyWarnings(u"not known"_s),
                 (QStringList{u"/alpha: repeated; the last one counts"_s, u"/zzz: not known"_s,
                              u"/zzz: repeated; the last one counts"_s}));
        faults.refuseUnknownKeys();
        QCOMPARE(errorOf(faults), u"/alpha: the key is given more than once"_s);
    }

    void oneOfSeveral_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("found");
        QTest::newRow("one") << R"({"a":1})"_ba << u"a"_s << QString();
        QTest::newRow("another beside an unknown one") << R"({"ccc":1,"x":2})"_ba << u"ccc"_s << QString();
        QTest::newRow("none") << "{}"_ba << QString() << u"nothing"_s;
        QTest::newRow("an unknown one") << R"({"xyz":1})"_ba << QString() << u"nothing"_s;
        QTest::newRow("two") << R"({"bbb":1,"a":2})"_ba << QString() << u"\"a\" and \"bbb\""_s;
        QTest::newRow("misspelt") << R"({"bbx":1})"_ba << QString() << u"\"bbx\"; did you mean \"bbb\"?"_s;
        QTest::newRow("null counts as given") << R"({"a":null,"ccc":1})"_ba << QString() << u"\"a\" and \"ccc\""_s;
    }

    void oneOfSeveral()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, found);
        JsonFaults faults(object(json));
        QTEST(faults.oneOf({u"a"_s, u"bbb"_s, u"ccc"_s}), "chosen");
        QCOMPARE(errorOf(faults),
                 found.isEmpty() ? QString() : u"expected one of \"a\", \"bbb\" or \"ccc\", found "_s + found);
    }

    void faultsInsideBecomeTheOuterOnes()
    {
        JsonReader outer(object(R"({"in":{"a":1,"b":2},"list":[{"c":1},{"d":2}]})"), u"/x"_s);
        int runs = 0;
        outer.readObject(u"in"_s, [&runs](JsonReader &inner) {
            ++runs;
            inner.know({u"a"_s});
            inner.failHere(u"inside"_s);
        });
        outer.readObjects(u"list"_s, [&runs](JsonReader &inner) {
            ++runs;
            inner.failHere(u"later"_s);
        });
        QCOMPARE(runs, 3);
        QCOMPARE(errorOf(outer), u"/x/in: inside"_s);
        QCOMPARE(unknownOf(outer),
                 (QStringList{u"/x/in/b; did you mean \"a\"?"_s, u"/x/list/0/c"_s, u"/x/list/1/d"_s}));
    }
};

STANDIN_TEST(TestJsonFaults)
#include "tst_jsonfaults.moc"
