// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/unanswered.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestUnanswered : public QObject
{
    Q_OBJECT

private slots:
    void reasonsHaveNames_data()
    {
        using Reason = UnansweredReason;
        QTest::addColumn<int>("reason");
        const auto row = [](Reason reason, const char *name) { QTest::newRow(name) << int(reason); };
        row(Reason::OwnMessage, "ownMessage");
        row(Reason::NotOnCommandTopic, "notOnCommandTopic");
        row(Reason::NotJson, "notJson");
        row(Reason::NoCorrelationKey, "noCorrelationKey");
        row(Reason::NoReply, "noReply");
        row(Reason::Retained, "retained");
        row(Reason::Duplicate, "duplicate");
        row(Reason::RepliesStopped, "repliesStopped");
    }

    void reasonsHaveNames()
    {
        QFETCH(int, reason);
        QCOMPARE(toString(static_cast<UnansweredReason>(reason)), QString::fromLatin1(QTest::currentDataTag()));
    }

    void findsWhereItIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<JsonProblem>("problem");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QByteArray &payload, JsonProblem problem, int line, int column) {
            QTest::newRow(name) << payload << problem << line << column;
        };
        row("empty", "", JsonProblem::ExpectedValue, 1, 1);
        row("text", "on", JsonProblem::ExpectedValue, 1, 1);
        row("a comma too much", "{\"a\":1,\n}", JsonProblem::ExpectedKey, 2, 1);
        row("NUL behind it", QByteArray("{}\0", 3), JsonProblem::NullCharacter, 1, 3);
        row("NUL in front", QByteArray("\0{}", 3), JsonProblem::NullCharacter, 1, 1);
        row("NUL within", QByteArray("{\"a\":\0}", 7), JsonProblem::NullCharacter, 1, 6);
        row("a mark, then text", "\xEF\xBB\xBFon", JsonProblem::ExpectedValue, 1, 1);
        row("two marks", "\xEF\xBB\xBF\xEF\xBB\xBF{}", JsonProblem::ExpectedValue, 1, 1);
        row("UTF-16", QByteArray("\xFF\xFE{\0}\0", 6), JsonProblem::BadUtf8, 1, 1);
    }

    void findsWhereItIsNoJson()
    {
        QFETCH(QByteArray, payload);
        const auto fault = JsonFault::in(payload);
        QVERIFY(fault);
        QTEST(fault->problem, "problem");
        QTEST(fault->at.line, "line");
        QTEST(fault->at.column, "column");
    }

    void jsonHasNoFault_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("object") << QByteArray("{}");
        QTest::newRow("behind a mark") << QByteArray("\xEF\xBB\xBF{}");
    }

    void jsonHasNoFault()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(!JsonFault::in(payload));
    }
};

STANDIN_TEST(TestUnanswered)
#include "tst_unanswered.moc"
