// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/userpropertiestext.h"
#include "support/testprogram.h"

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestUserPropertiesText : public QObject
{
    Q_OBJECT

    using Properties = UserPropertiesText::Properties;

private slots:
    void isReadAndWritten_data();
    void isReadAndWritten();
    void isReadGenerously_data();
    void isReadGenerously();
};

void TestUserPropertiesText::isReadAndWritten_data()
{
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << Properties() << QString();
    QTest::newRow("one") << Properties{{u"site"_s, u"lab"_s}} << u"site=lab"_s;
    QTest::newRow("two of a name") << Properties{{u"a"_s, u"1"_s}, {u"a"_s, u"2"_s}} << u"a=1; a=2"_s;
    QTest::newRow("empty value") << Properties{{u"a"_s, QString()}, {u"b"_s, u"1"_s}} << u"a=; b=1"_s;
    QTest::newRow("empty name") << Properties{{QString(), u"1"_s}} << u"=1"_s;
    QTest::newRow("nothing at all") << Properties{{QString(), QString()}} << u"="_s;
    QTest::newRow("special characters") << Properties{{u"a=b"_s, u"c;d=e"_s}} << u"a\\=b=c\\;d\\=e"_s;
    QTest::newRow("backslashes") << Properties{{u"a"_s, u"c:\\d\\"_s}, {u"b"_s, u"1"_s}} << u"a=c:\\\\d\\\\; b=1"_s;
    QTest::newRow("spaces") << Properties{{u" a b "_s, u" "_s}} << u"\\ a b\\ =\\ "_s;
    QTest::newRow("not ASCII") << Properties{{u"温度"_s, u"21 °C"_s}} << u"温度=21 °C"_s;
}

void TestUserPropertiesText::isReadAndWritten()
{
    QFETCH(Properties, properties);
    QFETCH(QString, text);
    QCOMPARE(UserPropertiesText::of(properties), text);
    QCOMPARE(UserPropertiesText::read(text), properties);
}

void TestUserPropertiesText::isReadGenerously_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Properties>("properties");
    QTest::newRow("spaces") << u"  a = 1 ;b=2  "_s << Properties{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
    QTest::newRow("name alone") << u"a"_s << Properties{{u"a"_s, QString()}};
    QTest::newRow("separators alone") << u" ; ;"_s << Properties();
    QTest::newRow("separator at the end") << u"a=1;"_s << Properties{{u"a"_s, u"1"_s}};
    QTest::newRow("backslash at the end") << u"a=1\\"_s << Properties{{u"a"_s, u"1\\"_s}};
    QTest::newRow("equals in the value") << u"a=b=c"_s << Properties{{u"a"_s, u"b=c"_s}};
}

void TestUserPropertiesText::isReadGenerously()
{
    QFETCH(QString, text);
    QFETCH(Properties, properties);
    QCOMPARE(UserPropertiesText::read(text), properties);
}

STANDIN_TEST(TestUserPropertiesText)
#include "tst_userpropertiestext.moc"
