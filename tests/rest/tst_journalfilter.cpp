// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/journalfilter.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;
using Parameters = QMap<QString, QString>;

class TestJournalFilter : public QObject
{
    Q_OBJECT

private slots:
    void readsEverything()
    {
        const auto query = journalQueryFrom({{u"after"_s, u"7"_s},
                                             {u"device"_s, u"gw/1"_s},
                                             {u"kind"_s, u"in"_s},
                                             {u"matched"_s, u"false"_s},
                                             {u"correlationKey"_s, u"traceId"_s},
                                             {u"correlationValue"_s, u"5"_s},
                                             {u"limit"_s, u"10000"_s}});
        QVERIFY(query);
        QCOMPARE(query->after, 7u);
        QCOMPARE(query->device, u"gw/1"_s);
        QVERIFY(query->kind == EntryKind::In);
        QCOMPARE(*query->matched, false);
        QCOMPARE(query->correlationKey, u"traceId"_s);
        QCOMPARE(query->correlationValue, u"5"_s);
        QCOMPARE(query->limit, 10'000);
    }

    void needsNothing()
    {
        const auto query = journalQueryFrom({});
        QVERIFY(query);
        QCOMPARE(query->after, 0u);
        QVERIFY(!query->kind);
        QVERIFY(!query->matched);
    }

    void refuses_data()
    {
        QTest::addColumn<Parameters>("parameters");
        QTest::addColumn<QString>("where");

        QTest::newRow("after a word") << Parameters{{u"after"_s, u"now"_s}} << u"after"_s;
        QTest::newRow("after negative") << Parameters{{u"after"_s, u"-1"_s}} << u"after"_s;
        QTest::newRow("after empty") << Parameters{{u"after"_s, u""_s}} << u"after"_s;
        QTest::newRow("limit 0") << Parameters{{u"limit"_s, u"0"_s}} << u"limit"_s;
        QTest::newRow("limit too large") << Parameters{{u"limit"_s, u"10001"_s}} << u"limit"_s;
        QTest::newRow("limit overflow") << Parameters{{u"limit"_s, u"99999999999"_s}} << u"limit"_s;
        QTest::newRow("kind unknown") << Parameters{{u"kind"_s, u"inbound"_s}} << u"kind"_s;
        QTest::newRow("matched number") << Parameters{{u"matched"_s, u"1"_s}} << u"matched"_s;
        QTest::newRow("misspelt") << Parameters{{u"devcie"_s, u"x"_s}} << u"query"_s;
        QTest::newRow("key alone") << Parameters{{u"correlationKey"_s, u"a"_s}}
                                   << u"correlationKey, correlationValue"_s;
        QTest::newRow("value alone") << Parameters{{u"correlationValue"_s, u"a"_s}}
                                     << u"correlationKey, correlationValue"_s;
    }

    void refuses()
    {
        QFETCH(Parameters, parameters);
        const auto query = journalQueryFrom(parameters);
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::InvalidArgument);
        QTEST(query.error().where, "where");
    }
};

STANDIN_TEST(TestJournalFilter)

#include "tst_journalfilter.moc"
