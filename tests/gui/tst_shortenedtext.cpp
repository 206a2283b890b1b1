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
    void shortLinesStay();
    void sameTextHasOnePlaceholder();
    void placeholdersCanBeMoved();
    void whatReadsLikeAPlaceholderIsNone();
    void placeholderAvoidsTheTextAround();
    void positions();
    void forgetsWhatIsGone();
};

namespace {

const QString longLine = u"start "_s + QString(20'000, u'x') + u" end"_s;

} // namespace

void TestShortenedText::givesEverythingBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("short") << u"{\"a\": 1}"_s;
    QTest::newRow("long line") << longLine;
    QTest::newRow("long lines") << longLine + u'\n' + longLine.toUpper() + u"\n\nend\n"_s;
    QTest::newRow("just too long") << QString(ShortenedText::longestLine + 1, u'x');
    QTest::newRow("characters of two units") << u"😀"_s.repeated(20'000);
    QTest::newRow("the same, shifted") << u"x"_s + u"😀"_s.repeated(20'000);
    QTest::newRow("many lines") << u"line\n"_s.repeated(100'000);
    QTest::newRow("many long lines") << (longLine + u'\n').repeated(1'000);
    QTest::newRow("line ends") << QString(1'000'000, u'\n');
    QTest::newRow("zeros") << QString(1'000'000, QChar(0));
    QTest::newRow("zeros between") << u"a\0b\0\0c"_s;
    QTest::newRow("no text") << (u"\u0001"_s + QString(3'000, u'x') + u'\n').repeated(20) + QString(3'000, u'y');
    QTest::newRow("no text, one line") << QString(100'000, QChar(1));
    QTest::newRow("full of brackets") << u"⟪⟫"_s.repeated(20'000);
    QTest::newRow("full of placeholders") << u"⟪1,000 characters, #1⟫"_s.repeated(2'000);
}

void TestShortenedText::givesEverythingBack()
{
    QFETCH(QString, text);
    ShortenedText shortened;
    const QString once = shortened.shortened(text);
    QCOMPARE(shortened.restored(once), text);
    // The shortened text may itself be set as a text, and is then restored as such.
    const QString twice = shortened.shortened(once);
    QCOMPARE(shortened.restored(twice), once);
}

void TestShortenedText::linesAreShort()
{
    ShortenedText shortened;
    const QString shown = shortened.shortened(longLine + u'\n' + u"y"_s.repeated(1'000'000));
    for (const QString &line : shown.split(u'\n'))
        QVERIFY(line.size() < ShortenedText::longestLine);
    QVERIFY(shown.startsWith(u"start xxx"));
    QVERIFY(shortened.isShortened(shown));
}

void TestShortenedText::textIsShort_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("many lines") << u"line\n"_s.repeated(100'000);
    QTest::newRow("many long lines") << (longLine + u'\n').repeated(1'000);
    QTest::newRow("line ends") << QString(1'000'000, u'\n');
}

void TestShortenedText::textIsShort()
{
    QFETCH(QString, text);
    ShortenedText shortened;
    const QString shown = shortened.shortened(u"first\n"_s + text + u"last"_s);
    QVERIFY(shown.size() <= ShortenedText::longestText + 100);
    QVERIFY(shown.count(u'\n') <= ShortenedText::mostLines);
    QVERIFY(shown.startsWith(u"first\n"));
    QVERIFY(shown.endsWith(u"\nlast"));
}

void TestShortenedText::shortLinesStay()
{
    ShortenedText shortened;
    const QString text = QString(ShortenedText::longestLine, u'x') + u'\n' + QString(ShortenedText::longestLine, u'y');
    QCOMPARE(shortened.shortened(text), text);
    QVERIFY(!shortened.isShortened(text));
}

void TestShortenedText::sameTextHasOnePlaceholder()
{
    ShortenedText shortened;
    QCOMPARE(shortened.shortened(longLine), shortened.shortened(longLine));
    QCOMPARE(shortened.size(), longLine.size() - 2 * ShortenedText::keptCharacters);
}

void TestShortenedText::placeholdersCanBeMoved()
{
    ShortenedText shortened;
    const QString shown = shortened.shortened(longLine);
    const QString placeholder = shown.sliced(shown.indexOf(u'⟪')).section(u'⟫', 0, 0) + u'⟫';
    const QString middle = longLine.sliced(500, longLine.size() - 1'000);
    QCOMPARE(shortened.restored(placeholder + u", "_s + placeholder), middle + u", "_s + middle);
    QCOMPARE(shortened.restored(placeholder.chopped(1)), placeholder.chopped(1));
}

void TestShortenedText::whatReadsLikeAPlaceholderIsNone()
{
    ShortenedText shortened;
    const QString shown = shortened.shortened(longLine);
    const QString placeholder = shown.sliced(shown.indexOf(u'⟪')).section(u'⟫', 0, 0) + u'⟫';
    const QString text = u"say "_s + placeholder;
    QCOMPARE(shortened.restored(shortened.shortened(text)), text);
}

void TestShortenedText::placeholderAvoidsTheTextAround()
{
    ShortenedText first;
    const QString shown = first.shortened(longLine);
    const QString placeholder = shown.sliced(shown.indexOf(u'⟪')).section(u'⟫', 0, 0) + u'⟫';
    ShortenedText second;
    QVERIFY(!second.shortened(longLine, placeholder).contains(placeholder));
    const QString both = placeholder + u'\n' + longLine;
    QCOMPARE(second.restored(second.shortened(both)), both);
}

void TestShortenedText::positions()
{
    ShortenedText shortened;
    const QString text = longLine + u'\n' + longLine.toUpper() + u"\nend"_s;
    const QString shown = shortened.shortened(text);
    QCOMPARE(shortened.shownPosition(shown, 3), 3);
    QCOMPARE(shortened.shownPosition(shown, 10'000), shown.indexOf(u'⟪'));
    QCOMPARE(shortened.shownPosition(shown, text.indexOf(u"START")), shown.indexOf(u"START"));
    QCOMPARE(shortened.shownPosition(shown, text.size() - 3), shown.size() - 3);
    QCOMPARE(shortened.shownPosition(shown, text.size()), shown.size());
}

void TestShortenedText::forgetsWhatIsGone()
{
    ShortenedText shortened;
    const QString first = shortened.shortened(longLine);
    const QString second = shortened.shortened(longLine.toUpper());
    shortened.keepOnly(second);
    QVERIFY(!shortened.isShortened(first));
    QCOMPARE(shortened.restored(second), longLine.toUpper());
    const QString third = shortened.shortened(longLine);
    QVERIFY(third != first); // its number is not reused, because undo may restore the first one
    QCOMPARE(shortened.restored(third), longLine);
}

STANDIN_TEST(TestShortenedText)
#include "tst_shortenedtext.moc"
