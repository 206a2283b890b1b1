// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/foldedtext.h"
#include "support/testprogram.h"

#include <QStringList>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestFoldedText : public QObject
{
    Q_OBJECT

private slots:
    void folds_data();
    void folds();
    void isBounded_data();
    void isBounded();
    void accessKeys();
};

void TestFoldedText::folds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("short") << u"a line"_s << u"a line"_s;
    QTest::newRow("as long as a line") << u"1234567890"_s << u"1234567890"_s;
    QTest::newRow("at a blank") << u"1234567 90123"_s << u"1234567\n90123"_s;
    QTest::newRow("behind a full line") << u"1234567890 123"_s << u"1234567890\n123"_s;
    QTest::newRow("inside a word") << u"12345678901234"_s << u"1234567890\n1234"_s;
    QTest::newRow("line ends stay") << u"a\n\nb"_s << u"a\n\nb"_s;
    QTest::newRow("too many lines") << u"a\nb\nc\nd\ne"_s << u"a\nb\nc\nd…"_s;
    QTest::newRow("just enough lines") << u"a\nb\nc\nd"_s << u"a\nb\nc\nd"_s;
    QTest::newRow("characters of two units") << u"123456789😀"_s << u"123456789\n😀"_s;
}

void TestFoldedText::folds()
{
    QFETCH(QString, text);
    QTEST(foldedText(text, 10, 4), "folded");
}

void TestFoldedText::isBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one word") << QString(1'000'000, u'x');
    QTest::newRow("blanks") << QString(1'000'000, u' ');
    QTest::newRow("line ends") << QString(1'000'000, u'\n');
    QTest::newRow("high surrogates") << QString(100'000, QChar(0xd83d));
}

void TestFoldedText::isBounded()
{
    QFETCH(QString, text);
    const QStringList lines = foldedText(text, 100, 24).split(u'\n');
    QVERIFY(lines.size() <= 24);
    for (const QString &line : lines)
        QVERIFY(line.size() <= 101);
}

void TestFoldedText::accessKeys()
{
    QCOMPARE(withoutAccessKey(u"R&D & more"_s), u"R&&D && more"_s);
}

STANDIN_TEST(TestFoldedText)
#include "tst_foldedtext.moc"
