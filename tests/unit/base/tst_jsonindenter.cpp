// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonindenter.h"
#include "support/testprogram.h"

using namespace Standin;

class TestJsonIndenter : public QObject
{
    Q_OBJECT

private slots:
    void partsMakeTheWhole_data();
    void partsMakeTheWhole();
    void partsAreBounded_data();
    void partsAreBounded();
    void keepsTheCharactersOfWhatIsNoJson_data();
    void keepsTheCharactersOfWhatIsNoJson();
    void nestsWithoutGrowing();
};

namespace {

QByteArray joined(JsonIndenter indenter, qsizetype bytes)
{
    QByteArray all;
    while (!indenter.atEnd())
        all += indenter.next(bytes);
    return all;
}

QByteArray withoutSpaces(QByteArray text)
{
    return text.replace(' ', "").replace('\n', "").replace('\t', "");
}

} // namespace

void TestJsonIndenter::partsMakeTheWhole_data()
{
    QTest::addColumn<qsizetype>("bytes");
    for (const qsizetype bytes : {1, 2, 3, 7, 50, 1'000})
        QTest::addRow("%lld bytes a part", static_cast<long long>(bytes)) << bytes;
}

void TestJsonIndenter::partsMakeTheWhole()
{
    QFETCH(qsizetype, bytes);
    const QByteArray text = R"({"a":[1,{},[ ],{"b\"[,":"ü\\"}],"c":[[]],"d":1.50e+3})";
    const QByteArray indented =
        "{\n  \"a\": [\n    1,\n    {},\n    [],\n    {\n      \"b\\\"[,\": \"ü\\\\\"\n    }\n  ],\n"
        "  \"c\": [\n    []\n  ],\n  \"d\": 1.50e+3\n}";
    QCOMPARE(joined(JsonIndenter(text), bytes), indented);
}

void TestJsonIndenter::partsAreBounded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one string") << '"' + QByteArray(1'000'000, 'f') + '"';
    QTest::newRow("numbers") << '[' + QByteArray("1,").repeated(500'000) + "1]";
    QTest::newRow("deep") << QByteArray(1'000'000, '[');
    QTest::newRow("blanks") << '[' + QByteArray(1'000'000, ' ') + ']';
}

void TestJsonIndenter::partsAreBounded()
{
    QFETCH(QByteArray, text);
    JsonIndenter indenter(text);
    constexpr qsizetype bytes = 10'000;
    while (!indenter.atEnd())
        QVERIFY(indenter.next(bytes).size() < bytes + 4 * JsonIndenter::deepestIndent);
}

void TestJsonIndenter::keepsTheCharactersOfWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("open string") << QByteArray("{\"a");
    QTest::newRow("ends with a backslash") << QByteArray("\"a\\");
    QTest::newRow("closes too often") << QByteArray("]]}}");
    QTest::newRow("ends behind a bracket") << QByteArray("[ ");
    QTest::newRow("zero bytes") << QByteArray("\0a\0", 3);
}

void TestJsonIndenter::keepsTheCharactersOfWhatIsNoJson()
{
    QFETCH(QByteArray, text);
    QCOMPARE(withoutSpaces(joined(JsonIndenter(text), 1)), withoutSpaces(text));
}

/// Each level could add twice its depth in spaces to every line.
void TestJsonIndenter::nestsWithoutGrowing()
{
    const QByteArray text = QByteArray(900, '[') + QByteArray("1,").repeated(10'000) + '1' + QByteArray(900, ']');
    const QByteArray indented = joined(JsonIndenter(text), 100'000);
    QVERIFY(indented.size() < text.size() * (2 * JsonIndenter::deepestIndent + 2));
    QCOMPARE(withoutSpaces(indented), text);
}

STANDIN_TEST(TestJsonIndenter)
#include "tst_jsonindenter.moc"
