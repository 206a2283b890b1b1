// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
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
                                             {u"deviceGlob"_s, u"gw*"_s},
                                             {u"topic"_s, u"cmd/{site}/#"_s},
                                             {u"event"_s, u"message-received"_s},
                                             {u"ruleId"_s, u"r-1"_s},
                                             {u"testId"_s, u"T 57"_s},
                                             {u"limit"_s, u"10000"_s}},
                                            7);
        QVERIFY(query);
        QCOMPARE(query->after, 7u);
        QCOMPARE(query->device, u"gw/1"_s);
        QVERIFY(query->kind == EntryKind::In);
        QCOMPARE(*query->matched, false);
        QCOMPARE(query->correlationKey, u"traceId"_s);
        QCOMPARE(query->correlationValue, u"5"_s);
        QCOMPARE(query->deviceGlob, u"gw*"_s);
        QVERIFY(query->topic && query->topic->matches(u"cmd/lab/reboot"));
        QVERIFY(query->event == EntryEvent::MessageReceived);
        QCOMPARE(query->ruleId, u"r-1"_s);
        QCOMPARE(query->testId, u"T 57"_s);
        QCOMPARE(query->limit, 10'000);
    }

    void needsNothing()
    {
        const auto query = journalQueryFrom({}, 0);
        QVERIFY(query);
        QCOMPARE(query->after, 0u);
        QVERIFY(!query->kind);
        QVERIFY(!query->matched);
    }

    void refuses_data()
    {
        QTest::addColumn<Parameters>("parameters");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const Parameters &parameters, const QString &where,
                            const QString &message) { QTest::newRow(name) << parameters << where << message; };
        const QString cursor = u"expected a cursor, 0 or more, found "_s;
        row("after a word", {{u"after"_s, u"now"_s}}, u"after"_s, cursor + u"\"now\""_s);
        row("after negative", {{u"after"_s, u"-1"_s}}, u"after"_s, cursor + u"\"-1\""_s);
        row("after empty", {{u"after"_s, u""_s}}, u"after"_s, cursor + u"an empty string"_s);
        row("after long", {{u"after"_s, QString(1000, u'x')}}, u"after"_s, cursor + u"a string"_s);
        row("after beyond the end", {{u"after"_s, u"8"_s}}, u"/after"_s,
            u"8 is beyond the end of the journal, which is 7; is it a cursor of an earlier Standin?"_s);
        const QString limit = u"expected a number from 1 to 10000, found "_s;
        row("limit 0", {{u"limit"_s, u"0"_s}}, u"limit"_s, limit + u"\"0\""_s);
        row("limit too large", {{u"limit"_s, u"10001"_s}}, u"limit"_s, limit + u"\"10001\""_s);
        row("limit overflow", {{u"limit"_s, u"99999999999"_s}}, u"limit"_s, limit + u"\"99999999999\""_s);
        row("kind unknown", {{u"kind"_s, u"inbound"_s}}, u"kind"_s,
            u"expected in, out, lifecycle, protocol or fault, found \"inbound\""_s);
        row("event unknown", {{u"event"_s, u"message-recieved"_s}}, u"event"_s,
            ErrorText::expected(ErrorText::listed(entryEventNames()),
                                u"\"message-recieved\"; did you mean \"message-received\"?"_s));
        row("topic no filter", {{u"topic"_s, u"a/#/b"_s}}, u"topic"_s,
            Match::TopicPattern::parse(u"a/#/b"_s).error().message);
        const QString text = u"expected a text that is not empty, found an empty string"_s;
        row("rule empty", {{u"ruleId"_s, QString()}}, u"ruleId"_s, text);
        row("test empty", {{u"testId"_s, QString()}}, u"testId"_s, text);
        row("device pattern empty", {{u"deviceGlob"_s, QString()}}, u"deviceGlob"_s, text);
        row("matched number", {{u"matched"_s, u"1"_s}}, u"matched"_s, u"expected true or false, found \"1\""_s);
        const QString both = u"expected both or neither, found only one"_s;
        row("key alone", {{u"correlationKey"_s, u"a"_s}}, u"correlationKey, correlationValue"_s, both);
        row("value alone", {{u"correlationValue"_s, u"a"_s}}, u"correlationKey, correlationValue"_s, both);
    }

    void refuses()
    {
        QFETCH(Parameters, parameters);
        const auto query = journalQueryFrom(parameters, 7);
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::InvalidArgument);
        QTEST(query.error().where, "where");
        QTEST(query.error().message, "message");
    }
};

STANDIN_TEST(TestJournalFilter)

#include "tst_journalfilter.moc"
