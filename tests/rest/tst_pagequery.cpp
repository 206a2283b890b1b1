// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/pagequery.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

using Parameters = QMap<QString, QString>;

class TestPageQuery : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<Parameters>("parameters");
        QTest::addColumn<quint64>("after");
        QTest::addColumn<qsizetype>("limit");
        QTest::newRow("nothing") << Parameters() << quint64(0) << qsizetype(10'000);
        QTest::newRow("both") << Parameters{{u"after"_s, u"7"_s}, {u"limit"_s, u"1"_s}} << quint64(7) << qsizetype(1);
        QTest::newRow("largest") << Parameters{{u"after"_s, u"18446744073709551615"_s}, {u"limit"_s, u"10000"_s}}
                                 << std::numeric_limits<quint64>::max() << qsizetype(10'000);
    }

    void reads()
    {
        QFETCH(Parameters, parameters);
        const auto query = PageQuery::from(parameters);
        QVERIFY(query);
        QTEST(query->after, "after");
        QTEST(query->limit, "limit");
    }

    void readsNames()
    {
        const auto query = PageQuery::byName({{u"after"_s, u"a b"_s}, {u"limit"_s, u"2"_s}});
        QVERIFY(query);
        QCOMPARE(query->afterName, u"a b"_s);
        QCOMPARE(query->limit, 2);
        QVERIFY(!PageQuery::byName({{u"limit"_s, u"0"_s}}));
    }

    void refuses_data()
    {
        QTest::addColumn<Parameters>("parameters");
        QTest::addColumn<QString>("words");
        QTest::newRow("limit 0") << Parameters{{u"limit"_s, u"0"_s}} << u"limit: expected a number from 1 to 10000"_s;
        QTest::newRow("limit too large") << Parameters{{u"limit"_s, u"10001"_s}} << u"1 to 10000"_s;
        QTest::newRow("limit word") << Parameters{{u"limit"_s, u"all"_s}} << u"found \"all\""_s;
        QTest::newRow("after a client id") << Parameters{{u"after"_s, u"gw-1"_s}} << u"after: expected \"next\""_s;
        QTest::newRow("after negative") << Parameters{{u"after"_s, u"-1"_s}} << u"after"_s;
    }

    void refuses()
    {
        QFETCH(Parameters, parameters);
        QFETCH(QString, words);
        const auto query = PageQuery::from(parameters);
        QVERIFY(!query);
        QVERIFY2(query.error().toString().contains(words), qPrintable(query.error().toString()));
    }
};

STANDIN_TEST(TestPageQuery)
#include "tst_pagequery.moc"
