// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/requesttarget.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

class TestRequestTarget : public QObject
{
    Q_OBJECT

private slots:
    void splitsThePath_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QStringList>("segments");

        QTest::newRow("root") << "/"_ba << QStringList{u""_s};
        QTest::newRow("two segments") << "/api/device"_ba << QStringList{u"api"_s, u"device"_s};
        QTest::newRow("trailing slash") << "/livez/"_ba << QStringList{u"livez"_s, u""_s};
        QTest::newRow("leading double slash is no authority")
            << "//etc/passwd"_ba << QStringList{u""_s, u"etc"_s, u"passwd"_s};
        QTest::newRow("encoded slash stays inside") << "/d/a%2Fb%2f"_ba << QStringList{u"d"_s, u"a/b/"_s};
        QTest::newRow("dots have no meaning") << "/d/..%2f.."_ba << QStringList{u"d"_s, u"../.."_s};
        QTest::newRow("UTF-8") << "/d/%E6%B8%A9%e5%ba%a6"_ba << QStringList{u"d"_s, u"温度"_s};
        QTest::newRow("raw UTF-8") << "/d/\xE6\xB8\xA9"_ba << QStringList{u"d"_s, u"温"_s};
        QTest::newRow("plus is a plus in a path") << "/d/a+b"_ba << QStringList{u"d"_s, u"a+b"_s};
        QTest::newRow("percent") << "/d/100%25"_ba << QStringList{u"d"_s, u"100%"_s};
        QTest::newRow("query is no path") << "/d?x=/y"_ba << QStringList{u"d"_s};
    }

    void splitsThePath()
    {
        QFETCH(QByteArray, target);
        const auto parsed = RequestTarget::parse(target);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error()));
        QTEST(parsed->segments, "segments");
    }

    void readsTheQuery_data()
    {
        using Query = QMap<QString, QString>;
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<Query>("query");

        QTest::newRow("none") << "/d"_ba << Query();
        QTest::newRow("empty") << "/d?"_ba << Query();
        QTest::newRow("two") << "/d?a=1&b=2"_ba << Query{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
        QTest::newRow("no value") << "/d?a&b="_ba << Query{{u"a"_s, u""_s}, {u"b"_s, u""_s}};
        QTest::newRow("plus is a space") << "/d?a=x+y"_ba << Query{{u"a"_s, u"x y"_s}};
        QTest::newRow("encoded plus") << "/d?a=x%2By"_ba << Query{{u"a"_s, u"x+y"_s}};
        QTest::newRow("encoded ampersand") << "/d?a=x%26y%3Dz"_ba << Query{{u"a"_s, u"x&y=z"_s}};
        QTest::newRow("equals in value") << "/d?a=x=y"_ba << Query{{u"a"_s, u"x=y"_s}};
        QTest::newRow("question mark in value") << "/d?a=x?y"_ba << Query{{u"a"_s, u"x?y"_s}};
        QTest::newRow("UTF-8") << "/d?a=%E6%B8%A9"_ba << Query{{u"a"_s, u"温"_s}};
    }

    void readsTheQuery()
    {
        using Query = QMap<QString, QString>;
        QFETCH(QByteArray, target);
        const auto parsed = RequestTarget::parse(target);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error()));
        QFETCH(Query, query);
        QCOMPARE(parsed->query, query);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("words");

        QTest::newRow("nothing") << ""_ba << u"does not start"_s;
        QTest::newRow("asterisk") << "*"_ba << u"does not start"_s;
        QTest::newRow("absolute form") << "http://host/livez"_ba << u"does not start"_s;
        QTest::newRow("NUL") << "/d/a%00b"_ba << u"a%00b"_s;
        QTest::newRow("not UTF-8") << "/d/%ff"_ba << u"%ff"_s;
        QTest::newRow("overlong slash") << "/d/%c0%af"_ba << u"%c0%af"_s;
        QTest::newRow("surrogate") << "/d/%ed%a0%80"_ba << u"%ed%a0%80"_s;
        QTest::newRow("cut short") << "/d/a%2"_ba << u"a%2"_s;
        QTest::newRow("cut to the sign") << "/d/a%"_ba << u"a%"_s;
        QTest::newRow("not hexadecimal") << "/d/%zz"_ba << u"%zz"_s;
        QTest::newRow("query value") << "/d?a=%ff"_ba << u"%ff"_s;
        QTest::newRow("query key") << "/d?%ff=1"_ba << u"%ff"_s;
        QTest::newRow("twice") << "/d?a=1&a=2"_ba << u"\"a\" is given twice"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, words);
        const auto parsed = RequestTarget::parse(target);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().contains(words), qPrintable(parsed.error()));
    }
};

STANDIN_TEST(TestRequestTarget)

#include "tst_requesttarget.moc"
