// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/jsonbuilder.h"
#include "scenario/file/rowsfile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The rows of a scenario, inline and from CSV.
class TestRowsFile : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void readsTheFileOfAScenario();
    void hasABound();
};

void TestRowsFile::reads_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("rows");
    const auto row = [](const char *name, const QByteArray &csv, const QByteArray &rows) {
        QTest::newRow(name) << csv << rows;
    };
    row("texts", "op,to\nreboot,gw\nping,door\n", R"([{"op":"reboot","to":"gw"},{"op":"ping","to":"door"}])");
    row("values with a type", "a,b,c,d\n1.50,true,007,null\n", R"([{"a":1.50,"b":true,"c":"007","d":"null"}])");
    row("quotes", "a,b\n\"1\",\"x, \"\"y\"\"\nz\"\n", R"([{"a":"1","b":"x, \"y\"\nz"}])");
    row("semicolons", "a;b\n1;x,y\n", R"([{"a":1,"b":"x,y"}])");
    row("line ends of Windows",
        "\xEF\xBB\xBF"
        "a,b\r\n1,2\r\n\r\n3,4",
        R"([{"a":1,"b":2},{"a":3,"b":4}])");
    row("empty field", "a,b\n,x\n", R"([{"a":"","b":"x"}])");
}

void TestRowsFile::reads()
{
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, rows);
    const auto read = rowsFromCsv(csv);
    VERIFY_RESULT(read);
    JsonBuilder array;
    for (const JsonText &row : *read)
        array.append(row);
    QCOMPARE(array.array().toCompact(), rows);
}

void TestRowsFile::refuses_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("where");
    QTest::newRow("nothing") << QByteArray() << u"line 1"_s;
    QTest::newRow("names alone") << QByteArray("a,b\n") << QString();
    QTest::newRow("name twice") << QByteArray("a,a\n1,2\n") << u"line 1"_s;
    QTest::newRow("name with a space") << QByteArray("a b\n1\n") << u"line 1"_s;
    QTest::newRow("too few fields") << QByteArray("a,b\n1,2\n3\n") << u"line 3"_s;
    QTest::newRow("too many fields") << QByteArray("a,b\n1,2,3\n") << u"line 2"_s;
    QTest::newRow("quote without its end") << QByteArray("a\n\"x\n") << u"line 2"_s;
    QTest::newRow("quote in a field") << QByteArray("a\nx\"y\n") << u"line 2"_s;
    QTest::newRow("text behind a quote") << QByteArray("a\n\"x\"y\n") << u"line 2"_s;
}

void TestRowsFile::refuses()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, where);
    const auto read = rowsFromCsv(csv);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(read.error().where, where);
}

void TestRowsFile::readsTheFileOfAScenario()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"cases.csv"_s);
    VERIFY_RESULT(File::writeAtomically(path, "op\nreboot\n"));
    Scenario scenario;
    QVERIFY(rowsOf(scenario)->isEmpty());
    scenario.baseDir = folder.path();
    scenario.rows.csv = u"cases.csv"_s;
    QCOMPARE(rowsOf(scenario)->first().toCompact(), QByteArray(R"({"op":"reboot"})"));
    VERIFY_RESULT(File::writeAtomically(path, "op\nreboot,x\n"));
    QCOMPARE(rowsOf(scenario).error().where, path + u": line 2"_s);
    scenario.rows.csv = u"none.csv"_s;
    QVERIFY(rowsOf(scenario).error().code == ErrorCode::FileNotReadable);
    scenario.rows = {.inlined = {JsonText::emptyObject()}};
    QCOMPARE(rowsOf(scenario)->size(), 1);
}

void TestRowsFile::hasABound()
{
    QCOMPARE(rowsFromCsv("a\n" + QByteArray("1\n").repeated(Rows::most))->size(), Rows::most);
    QVERIFY(rowsFromCsv("a\n" + QByteArray("1\n").repeated(Rows::most + 1)).error().code == ErrorCode::TooLarge);
}

STANDIN_TEST(TestRowsFile)
#include "tst_rowsfile.moc"
