// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/jsonhighlighter.h"
#include "gui/widgets/textview.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestTextView : public QObject
{
    Q_OBJECT

private slots:
    void copiesWhatWasSet_data();
    void copiesWhatWasSet();
    void linesAreShort();
    void partOfASelectionIsJoined();
    void firstPartIsBounded_data();
    void firstPartIsBounded();
    void partsAreAskedForOnDemand();
    void anotherTextEndsTheFirst();
    void endsSomewhere();
    void heightFollowsTheText();
    void stringGoesOnInTheNextLine();
};

namespace {

QString allOf(TextView &view)
{
    view.showAll();
    [&] { QTRY_VERIFY(view.isComplete()); }();
    view.selectAll();
    view.copy();
    return QGuiApplication::clipboard()->text();
}

} // namespace

void TestTextView::copiesWhatWasSet_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("a line") << u"one"_s;
    QTest::newRow("line ends") << u"\n\na\n\n"_s;
    QTest::newRow("just as long as a line may be") << QString(TextView::foldedAt, u'x');
    QTest::newRow("and one more") << QString(TextView::foldedAt + 1, u'x');
    QTest::newRow("folded before a line end") << QString(TextView::foldedAt, u'x') + u"\ny"_s;
    QTest::newRow("long lines") << (QString(100'000, u'x') + u'\n').repeated(3) + u"end"_s;
    QTest::newRow("many lines") << u"line\n"_s.repeated(50'000);
    QTest::newRow("characters of two units") << u"x"_s + u"😀"_s.repeated(70'000);
}

void TestTextView::copiesWhatWasSet()
{
    QFETCH(QString, text);
    TextView view;
    view.setText(text);
    if (text.isEmpty()) {
        QVERIFY(view.isComplete());
        QVERIFY(view.toPlainText().isEmpty());
        return;
    }
    QCOMPARE(allOf(view), text);
}

void TestTextView::linesAreShort()
{
    TextView view;
    view.setText(u"😀"_s.repeated(100'000) + u'\n' + QString(100'000, u'x'));
    allOf(view);
    for (QTextBlock block = view.document()->firstBlock(); block.isValid(); block = block.next()) {
        QVERIFY(block.text().size() <= TextView::foldedAt + 1);
        QVERIFY(block.text().isEmpty() || !block.text().front().isLowSurrogate());
    }
}

void TestTextView::partOfASelectionIsJoined()
{
    TextView view;
    view.setText(QString(TextView::foldedAt, u'x') + u"yz\nend"_s);
    QTextCursor cursor = view.textCursor();
    cursor.setPosition(TextView::foldedAt - 2);
    cursor.setPosition(TextView::foldedAt + 2, QTextCursor::KeepAnchor);
    view.setTextCursor(cursor);
    QCOMPARE(view.selectedText(), u"xxy"_s);
    cursor.setPosition(TextView::foldedAt + 3); // behind the fold: "z", the line end
    cursor.setPosition(TextView::foldedAt + 5, QTextCursor::KeepAnchor);
    view.setTextCursor(cursor);
    QCOMPARE(view.selectedText(), u"\ne"_s);
}

void TestTextView::firstPartIsBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("long line") << QString(1'000'000, u'x');
    QTest::newRow("many lines") << u"a\n"_s.repeated(500'000);
    QTest::newRow("line ends") << QString(1'000'000, u'\n');
    QTest::newRow("carriage returns") << QString(1'000'000, u'\r');
    QTest::newRow("paragraph separators") << QString(1'000'000, u'\u2029');
}

void TestTextView::firstPartIsBounded()
{
    QFETCH(QString, text);
    TextView view;
    view.show();
    view.setText(text);
    QVERIFY(!view.isComplete());
    QVERIFY(view.document()->characterCount() <= 2 * TextView::partCharacters);
    QVERIFY(view.blockCount() <= TextView::partLines + 1);
    QVERIFY(view.findChild<QToolButton *>(u"showAllButton"_s)->isVisible());
}

void TestTextView::partsAreAskedForOnDemand()
{
    int asked = 0;
    TextView view;
    view.setParts([&asked] { return ++asked <= 10 ? u"part\n"_s : QString(); });
    QCOMPARE(asked, 2); // the first, and whether there is another
    view.showAll();
    QTRY_VERIFY(view.isComplete());
    QCOMPARE(view.toPlainText().count(u"part"), 10);
}

void TestTextView::anotherTextEndsTheFirst()
{
    TextView view;
    view.setText(u"first\n"_s.repeated(200'000));
    view.showAll();
    view.setText(u"second"_s);
    QVERIFY(view.isComplete());
    QCoreApplication::processEvents();
    QCOMPARE(view.toPlainText(), u"second"_s);
}

void TestTextView::endsSomewhere()
{
    TextView view;
    view.show();
    view.setParts([] { return QString(TextView::partLines, u'\n'); });
    view.showAll();
    QTRY_VERIFY_WITH_TIMEOUT(view.blockCount() >= TextView::maxLines, 60'000);
    const auto *button = view.findChild<QToolButton *>(u"showAllButton"_s);
    QTRY_VERIFY(button->isVisible() && !button->isEnabled());
    const int lines = view.blockCount();
    view.showAll();
    QCoreApplication::processEvents();
    QCOMPARE(view.blockCount(), lines);
}

void TestTextView::heightFollowsTheText()
{
    TextView view;
    view.resize(300, 300);
    view.show();
    view.setText(u"one"_s);
    const int one = view.heightUpTo(1'000);
    view.setText(u"one\ntwo\nthree"_s);
    QVERIFY(view.heightUpTo(1'000) > one * 3 / 2);
    view.setText(QString(500'000, u'x'));
    QCOMPARE(view.heightUpTo(200), 200);
    const QSize hint = view.minimumSizeHint();
    view.setText(u"x"_s);
    QCOMPARE(view.minimumSizeHint(), hint);
}

void TestTextView::stringGoesOnInTheNextLine()
{
    TextView view;
    JsonHighlighter highlighter(view.document());
    const auto colors = [&view](int line) {
        QList<QColor> found;
        for (const auto &range : view.document()->findBlockByNumber(line).layout()->formats())
            found.append(range.format.foreground().color());
        return found;
    };
    view.setText(u"\"a\\\""_s + QString(TextView::foldedAt, u'x') + u"\" 12"_s);
    highlighter.setPalette(view.palette());
    QCOMPARE(colors(0).size(), 1);
    QCOMPARE(colors(1).size(), 2); // the rest of the string, and the number
    QCOMPARE(colors(1).first(), colors(0).first());
    QVERIFY(colors(1).last() != colors(0).first());
}

STANDIN_TEST(TestTextView)
#include "tst_textview.moc"
