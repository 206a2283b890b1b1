// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/precondition.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

using Revision = std::optional<quint64>;

class TestPrecondition : public QObject
{
    Q_OBJECT

private slots:
    void checks_data();
    void checks();
    void refuses_data();
    void refuses();
    void tagsDiffer();
};

void TestPrecondition::checks_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<bool>("applies");
    const QByteArray seven = Precondition::tagOf(7);
    const QByteArray eight = Precondition::tagOf(8);
    const auto row = [](const char *name, const QByteArray &field, const QByteArray &value, Revision revision,
                        bool applies) { QTest::newRow(name) << field << value << revision << applies; };
    row("none", "x", "y", 7, true);
    row("match", "if-match", seven, 7, true);
    row("match, one of several", "if-match", eight + ", " + seven, 7, true);
    row("match, with empty elements", "if-match", ", " + seven + ',', 7, true);
    row("match, changed", "if-match", eight, 7, false);
    row("match, weak", "if-match", "W/" + seven, 7, false);
    row("match, gone", "if-match", seven, {}, false);
    row("match any", "if-match", "*", 7, true);
    row("match any, gone", "if-match", "*", {}, false);
    row("none match any", "if-none-match", "*", {}, true);
    row("none match any, there", "if-none-match", "*", 7, false);
    row("none match, there", "if-none-match", seven, 7, false);
    row("none match, weak", "if-none-match", "W/" + seven, 7, false);
    row("none match, another", "if-none-match", eight, 7, true);
}

void TestPrecondition::checks()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(Revision, revision);
    QFETCH(bool, applies);
    HeaderFields fields;
    fields.add(name, value);
    const auto condition = Precondition::from(fields);
    VERIFY_RESULT(condition);
    const auto checked = condition->check(revision);
    QCOMPARE(checked.has_value(), applies);
    if (!applies)
        QCOMPARE(checked.error().code, ErrorCode::PreconditionFailed);
}

void TestPrecondition::refuses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("without quotes") << "a-7"_ba;
    QTest::newRow("no end") << R"("a-7)"_ba;
    QTest::newRow("something behind it") << R"("a-7" x)"_ba;
    QTest::newRow("any and a tag") << R"(*, "a-7")"_ba;
}

void TestPrecondition::refuses()
{
    QFETCH(QByteArray, value);
    for (const auto *name : {"if-match", "if-none-match"}) {
        HeaderFields fields;
        fields.add(name, value);
        const auto condition = Precondition::from(fields);
        QVERIFY(!condition);
        QCOMPARE(condition.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(condition.error().where, QString::fromLatin1(name));
    }
}

void TestPrecondition::tagsDiffer()
{
    QCOMPARE(Precondition::tagOf(1), Precondition::tagOf(1));
    QVERIFY(Precondition::tagOf(1) != Precondition::tagOf(2));
    HeaderFields two;
    two.add("if-match", Precondition::tagOf(1));
    two.add("if-match", Precondition::tagOf(2));
    VERIFY_RESULT(Precondition::from(two)->check(2));
}

STANDIN_TEST(TestPrecondition)
#include "tst_precondition.moc"
