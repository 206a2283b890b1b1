// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/shortenedtext.h"
#include "support/testprogram.h"

#include <algorithm>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestShortenedText : public QObject
{
    Q_OBJECT

private slots:
    void givesEverythingBack_data();
    void givesEverythingBack();
    void linesAreShort();
    void textIsShort_data();
    void textIsShort();
    void charactersStayWhole();
    void shortLinesStay();
    void sameTextHasOnePlaceholder();
    void placeholdersCanBeMoved();
    void whatReadsLikeAPlaceholderIsNone();
    void placeholderAvoidsTheTextAround();
    void positions();
    void forgetsWhatIsGone();
};

namespace {

const QByteArray longLine = "start "_ba + QByteArray(20'000, 'x') + " end"_ba;

QByteArray placeholderIn(const QByteArray &shown)
{
    const qsizetype from = shown.indexOf("⟪");
    return shown.sliced(from, shown.indexOf("⟫", from) + 3 - from);
}

} // namespace

void TestShortenedText::givesEverythingBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << "{\"a\": 1}"_ba;
    QTest::newRow("long line") << longLine;
    QTest::newRow("long lines") << longLine + '\n' + longLine.toUpper() + "\n\nend\n"_ba;
    QTest::newRow("just too long") << QByteArray(ShortenedText::longestLine + 1, 'x');
    QTest::newRow("emoji") << "😀"_ba.repeated(20'000);
    QTest::newRow("the same, shifted") << "x"_ba + "😀"_ba.repeated(20'000);
    QTest::newRow("many lines") << "line\n"_ba.repeated(100'000);
    QTest::newRow("many long lines") << (longLine + '\n').repeated(1'000);
    QTest::newRow("line ends") << QByteArray(1'000'000, '\n');
    QTest::newRow("zeros") << QByteArray(1'000'000, '\0');
    QTest::newRow("zeros between") << QByteArray("a\0b\0\0c", 6);
    QTest::newRow("no text") << ("\u0001"_ba + QByteArray(3'000, 'x') + '\n').repeated(20) + QByteArray(3'000, 'y');
    QTest::newRow("no text, one line") << QByteArray(100'000, '\1');
    QTest::newRow("no UTF-8") << "a\xff\n\xc3(\xa0"_ba;
    QTest::newRow("no UTF-8, long") << "\xa0\xff"_ba.repeated(100'000);
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF"_ba + longLine;
    QTest::newRow("full of brackets") << "⟪⟫"_ba.repeated(20'000);
    QTest::newRow("full of placeholders") << "⟪1,000 bytes, #1⟫"_ba.repeated(2'000);
}

void TestShortenedText::givesEverythingBack()
{
    QFETCH(QByteArray, text);
    ShortenedText shortened;
    const QByteArray once = shortened.shortened(text);
    QCOMPARE(shortened.restored(once), text);
    // The shortened text may itself be set as a text, and is then restored as such.
    const QByteArray twice = shortened.shortened(once);
    QCOMPARE(shortened.restored(twice), once);
}

void TestShortenedText::linesAreShort()
{
    ShortenedText shortened;
    const QByteArray shown = shortened.shortened(longLine + '\n' + "y"_ba.repeated(1'000'000));
    for (const QByteArray &line : shown.split('\n'))
        QVERIFY(line.size() < ShortenedText::longestLine);
    QVERIFY(shown.startsWith("start xxx"));
    QVERIFY(shortened.isShortened(shown));
}

void TestShortenedText::textIsShort_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("many lines") << "line\n"_ba.repeated(100'000);
    QTest::newRow("many long lines") << (longLine + '\n').repeated(1'000);
    QTest::newRow("line ends") << QByteArray(1'000'000, '\n');
}

void TestShortenedText::textIsShort()
{
    QFETCH(QByteArray, text);
    ShortenedText shortened;
    const QByteArray shown = shortened.shortened("first\n"_ba + text + "last"_ba);
    QVERIFY(shown.size() <= ShortenedText::longestText + 100);
    QVERIFY(shown.count('\n') <= ShortenedText::mostLines);
    QVERIFY(shown.startsWith("first\n"));
    QVERIFY(shown.endsWith("\nlast"));
}

void TestShortenedText::charactersStayWhole()
{
    ShortenedText shortened;
    for (int shift = 0; shift < 4; ++shift) {
        const QByteArray shown = shortened.shortened(QByteArray(shift, 'x') + u"😀"_s.repeated(20'000).toUtf8());
        QVERIFY2(shown.contains("⟪") && shown.isValidUtf8(), qPrintable(QString::number(shift)));
    }
}

void TestShortenedText::shortLinesStay()
{
    ShortenedText shortened;
    const QByteArray text =
        QByteArray(ShortenedText::longestLine, 'x') + '\n' + QByteArray(ShortenedText::longestLine, 'y');
    QCOMPARE(shortened.shortened(text), text);
    QVERIFY(!shortened.isShortened(text));
}

void TestShortenedText::sameTextHasOnePlaceholder()
{
    ShortenedText shortened;
    QCOMPARE(shortened.shortened(longLine), shortened.shortened(longLine));
    QCOMPARE(shortened.size(), longLine.size() - 2 * ShortenedText::keptBytes);
}

void TestShortenedText::placeholdersCanBeMoved()
{
    ShortenedText shortened;
    const QByteArray shown = shortened.shortened(longLine);
    const QByteArray placeholder = placeholderIn(shown);
    const QByteArray middle = longLine.sliced(500, longLine.size() - 1'000);
    QCOMPARE(shortened.restored(placeholder + ", "_ba + placeholder), middle + ", "_ba + middle);
    QCOMPARE(shortened.restored(placeholder.chopped(1)), placeholder.chopped(1));
}

void TestShortenedText::whatReadsLikeAPlaceholderIsNone()
{
    ShortenedText shortened;
    const QByteArray shown = shortened.shortened(longLine);
    const QByteArray placeholder = placeholderIn(shown);
    const QByteArray text = "say "_ba + placeholder;
    QCOMPARE(shortened.restored(shortened.shortened(text)), text);
}

void TestShortenedText::placeholderAvoidsTheTextAround()
{
    ShortenedText first;
    const QByteArray shown = first.shortened(longLine);
    const QByteArray placeholder = placeholderIn(shown);
    ShortenedText second;
    QVERIFY(!second.shortened(longLine, placeholder).contains(placeholder));
    const QByteArray both = placeholder + '\n' + longLine;
    QCOMPARE(second.restored(second.shortened(both)), both);
}

void TestShortenedText::positions()
{
    ShortenedText shortened;
    const QByteArray text = longLine + '\n' + longLine.toUpper() + "\nend"_ba;
    const QByteArray shown = shortened.shortened(text);
    QCOMPARE(shortened.shownPosition(shown, 3), 3);
    QCOMPARE(shortened.shownPosition(shown, 10'000), shown.indexOf("⟪"));
    QCOMPARE(shortened.shownPosition(shown, text.indexOf("START")), shown.indexOf("START"));
    QCOMPARE(shortened.shownPosition(shown, text.size() - 3), shown.size() - 3);
    QCOMPARE(shortened.shownPosition(shown, text.size()), shown.size());
}

void TestShortenedText::forgetsWhatIsGone()
{
    ShortenedText shortened;
    const QByteArray first = shortened.shortened(longLine);
    const QByteArray second = shortened.shortened(longLine.toUpper());
    shortened.keepOnly(second);
    QVERIFY(!shortened.isShortened(first));
    QCOMPARE(shortened.restored(second), longLine.toUpper());
    const QByteArray third = shortened.shortened(longLine);
    QVERIFY(third != first); // its number is not reused, because undo may restore the first one
    QCOMPARE(shortened.restored(third), longLine);
}

STANDIN_TEST(TestShortenedText)
#include "tst_shortenedtext.moc"
