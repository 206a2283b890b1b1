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
    static JsonReader reader(const QByteArray &text) { return JsonReader(Json::parse(text).value().toObject(), {}); }

private slots:
    void readsWhatIsThere()
    {
        auto json = reader(R"({"s":"x","b":true,"i":5,"d":0.5,"l":["a","b"],"o":{"k":1}})");
        QString s;
        bool b = false;
        int i = 0;
        double d = 0;
        QStringList l;
        QJsonObject o;
        json.read(u"s"_s, s);
        json.read(u"b"_s, b);
        json.read(u"i"_s, i, 0, 10);
        json.read(u"d"_s, d, 0, 1);
        json.read(u"l"_s, l);
        json.read(u"o"_s, o);
        QVERIFY(json.status().has_value());
        QCOMPARE(s, u"x"_s);
        QVERIFY(b);
        QCOMPARE(i, 5);
        QCOMPARE(d, 0.5);
        QCOMPARE(l, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(o.value(u"k"_s).toInt(), 1);
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
        QTest::newRow("list of numbers") << QByteArray(R"({"l":[1]})") << u"/l"_s
                                         << u"expected an array of strings, found [1]"_s;
        QTest::newRow("inside") << QByteArray(R"({"o":{"b":"yes"}})") << u"/o/b"_s
                                << u"expected true or false, found \"yes\""_s;
        QTest::newRow("inside an array") << QByteArray(R"({"a":[{},{"b":0}]})") << u"/a/1/b"_s
                                         << u"expected true or false, found 0"_s;
        QTest::newRow("no object") << QByteArray(R"({"o":[]})") << u"/o"_s << u"expected an object, found []"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        QFETCH(QString, message);
        auto json = reader(text);
        QString s;
        int i = 3;
        QStringList l;
        bool b = false;
        json.read(u"s"_s, s);
        json.read(u"i"_s, i, 0, 10);
        json.read(u"l"_s, l);
        json.readObject(u"o"_s, [&b](JsonReader &inner) { inner.read(u"b"_s, b); });
        json.readObjects(u"a"_s, [&b](JsonReader &inner) { inner.read(u"b"_s, b); });
        QVERIFY(!json.status());
        QCOMPARE(json.status().error().where, where);
        QCOMPARE(json.status().error().message, message);
        QCOMPARE(i, 3);
    }

    void reportsUnknownKeys()
    {
        auto json = reader(R"({"known":{"x":1},"odd":2,"list":[{"y":1}]})");
        json.readObject(u"known"_s, [](JsonReader &) {});
        json.readObjects(u"list"_s, [](JsonReader &) {});
        QStringList unknown = json.unknownKeys();
        unknown.sort();
        QCOMPARE(unknown, (QStringList{u"/known/x"_s, u"/list/0/y"_s, u"/odd"_s}));
    }
};

STANDIN_TEST(TestJsonReader)
#include "tst_jsonreader.moc"
