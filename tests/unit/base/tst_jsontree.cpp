// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontree.h"
#include "support/growth.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJsonTree : public QObject
{
    Q_OBJECT

private:
    /// An object with "k0":0, "k1":1 and so on in front of what is in `end`.
    static QByteArray object(qsizetype members, const QByteArray &end)
    {
        QByteArray text = "{";
        for (qsizetype i = 0; i < members; ++i)
            text += "\"k" + QByteArray::number(i) + "\":" + QByteArray::number(i) + ',';
        return text + end + '}';
    }

    static QByteArray at(const JsonTree &tree, const QStringList &path) { return tree.at(path).text().toByteArray(); }

private slots:
    void findsTheSameInSmallAndLarge_data()
    {
        QTest::addColumn<int>("members");
        for (const int members : {0, 1, 14, 15, 16, 17, 1000})
            QTest::addRow("%d members", members) << members;
    }

    void findsTheSameInSmallAndLarge()
    {
        QFETCH(int, members);
        const QByteArray end = R"("twice":1,"twi\u0063e":2,"\u00e4":3,"":4,"o":{"k0":"x"},"l":[5,{"k0":6},[7]],"k":[])";
        const JsonTree tree(JsonText::parse(object(members, end)).value());
        for (int i = 0; i < members; ++i)
            QCOMPARE(at(tree, {u"k%1"_s.arg(i)}), QByteArray::number(i));
        QCOMPARE(at(tree, {u"twice"_s}), "2"_ba);
        QCOMPARE(at(tree, {u"ä"_s}), "3"_ba);
        QCOMPARE(at(tree, {QString()}), "4"_ba);
        QCOMPARE(at(tree, {u"o"_s, u"k0"_s}), "\"x\""_ba);
        QCOMPARE(at(tree, {u"l"_s, u"0"_s}), "5"_ba);
        QCOMPARE(at(tree, {u"l"_s, u"1"_s, u"k0"_s}), "6"_ba);
        QCOMPARE(at(tree, {u"l"_s, u"2"_s, u"0"_s}), "7"_ba);
        for (const QStringList &path : {QStringList{u"k1000"_s},
                                        {u"o"_s, u"k1"_s},
                                        {u"l"_s, u"3"_s},
                                        {u"l"_s, u"k0"_s},
                                        {u"k"_s, u"0"_s},
                                        {u"k0"_s, u"k0"_s},
                                        {u"0"_s},
                                        {u"twic"_s}})
            QVERIFY2(tree.at(path).isUndefined(), qPrintable(path.join(u'/')));
    }

    void findsElementsOfLargeArrays()
    {
        const JsonTree tree(JsonText::parse('[' + QByteArray("[0,1],").repeated(1000) + "\"last\"]").value());
        QCOMPARE(at(tree, {u"1000"_s}), "\"last\""_ba);
        QCOMPARE(at(tree, {u"999"_s, u"1"_s}), "1"_ba);
        QVERIFY(tree.at({u"1001"_s}).isUndefined());
        QVERIFY(tree.at({u"4294967296"_s}).isUndefined());
        QVERIFY(tree.at({u"999"_s, u"2"_s}).isUndefined());
    }

    void readingIsLinear_data()
    {
        QTest::addColumn<bool>("isArray");
        QTest::newRow("members") << false;
        QTest::newRow("elements") << true;
    }

    /// As many values as there are, each looked at once.
    void readingIsLinear()
    {
        QFETCH(bool, isArray);
        const double growth = Tests::growth(5000, [&](qsizetype size) {
            const JsonTree tree(
                JsonText::parse(isArray ? '[' + QByteArray("1,").repeated(size) + "1]" : object(size, R"("e":1)"))
                    .value());
            for (qsizetype i = 0; i < size; ++i)
                QVERIFY(!tree.at({isArray ? QString::number(i) : u"k%1"_s.arg(i)}).isUndefined());
        });
        QVERIFY2(growth < Tests::mostLinearGrowth, qPrintable(QString::number(growth)));
    }
};

STANDIN_TEST(TestJsonTree)
#include "tst_jsontree.moc"
