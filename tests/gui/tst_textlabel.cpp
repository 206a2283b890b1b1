// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/textlabel.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestTextLabel : public QObject
{
    Q_OBJECT

private slots:
    void textIsPlain();
    void anyTextFits_data();
    void anyTextFits();
    void oneLineKeepsItsHeight();
    void shortTextIsNotCutOff_data();
    void shortTextIsNotCutOff();
    void wrapsInsideWords();
    void linesAreBounded();
    void heightIsThatOfTheLines();
    void whatIsCutOffIsInTheToolTip_data();
    void whatIsCutOffIsInTheToolTip();
    void whatIsCutOffOpensWithAClick();
    void menuCopiesAll();
};

namespace {

QString toolTipOf(TextLabel &label)
{
    QToolTip::hideText();
    label.show();
    QHelpEvent event(QEvent::ToolTip, QPoint(1, 1), label.mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(&label, &event);
    return QToolTip::text();
}

} // namespace

void TestTextLabel::textIsPlain()
{
    TextLabel label;
    label.setText(u"<b>a</b>"_s);
    QCOMPARE(label.textFormat(), Qt::PlainText);
}

void TestTextLabel::anyTextFits_data()
{
    QTest::addColumn<bool>("oneLine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isCutOff");
    for (const bool oneLine : {true, false}) {
        const QByteArray mode = oneLine ? "one line, " : "wrapped, ";
        QTest::newRow((mode + "87 characters").constData()) << oneLine << QString(87, u'W') << oneLine;
        QTest::newRow((mode + "60,000 characters").constData()) << oneLine << QString(60'000, u'W') << true;
        QTest::newRow((mode + "many words").constData()) << oneLine << u"word "_s.repeated(50'000) << true;
        QTest::newRow((mode + "many lines").constData()) << oneLine << u"a\n"_s.repeated(50'000) << true;
    }
}

void TestTextLabel::anyTextFits()
{
    QFETCH(bool, oneLine);
    QFETCH(QString, text);
    QWidget window;
    auto *label = new TextLabel(&window);
    label->setOneLine(oneLine);
    (new QVBoxLayout(&window))->addWidget(label);
    window.resize(300, 250);
    window.show();
    const QSize before = window.size();
    label->setText(text);
    QCoreApplication::processEvents();
    QCOMPARE(window.size(), before);
    QVERIFY(window.minimumSizeHint().width() < 200);
    QVERIFY(window.minimumSizeHint().height() < 250);
    QTEST(label->isCutOff(), "isCutOff");
}

void TestTextLabel::oneLineKeepsItsHeight()
{
    TextLabel label;
    label.setOneLine(true);
    const int height = label.minimumSizeHint().height();
    QCOMPARE(height, label.fontMetrics().lineSpacing());
    QCOMPARE(label.sizeHint(), QSize(0, height));
    label.setText(u"short"_s);
    QCOMPARE(label.sizeHint().height(), height);
    QVERIFY(!label.hasHeightForWidth());
    label.setText(QString(2'000, u'x'));
    QCOMPARE(label.minimumSizeHint().height(), height);
    QCOMPARE(label.sizeHint().height(), height);
}

void TestTextLabel::shortTextIsNotCutOff_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"thermo-0"_s, u"thermostat"_s, u"127.0.0.1:33973"_s, u"i"_s, u"WWW"_s, u"温度计"_s})
        QTest::newRow(text.toUtf8().constData()) << text;
}

void TestTextLabel::shortTextIsNotCutOff()
{
    QFETCH(QString, text);
    TextLabel label;
    QFont font = label.font();
    for (const bool oneLine : {true, false}) {
        label.setOneLine(oneLine);
        for (const qreal size : {8.0, 9.0, 11.7, 13.0}) {
            font.setPointSizeF(size);
            label.setFont(font);
            label.setText(text);
            label.resize(label.sizeHint());
            QVERIFY(!label.isCutOff());
            QCOMPARE(label.sizeHint().height(), label.fontMetrics().lineSpacing());
        }
    }
}

void TestTextLabel::wrapsInsideWords()
{
    TextLabel label;
    label.setText(QString(60, u'W'));
    const int line = label.fontMetrics().lineSpacing();
    const int width = label.fontMetrics().horizontalAdvance(QString(20, u'W')) + 2;
    QCOMPARE(label.heightForWidth(width), 3 * line);
    QVERIFY(label.hasHeightForWidth());
}

void TestTextLabel::linesAreBounded()
{
    TextLabel label;
    label.setMaxLines(3);
    label.setText(u"one two three four\n"_s.repeated(100));
    QCOMPARE(label.heightForWidth(400), 3 * label.fontMetrics().lineSpacing());
}

void TestTextLabel::heightIsThatOfTheLines()
{
    TextLabel label;
    QCOMPARE(label.heightForWidth(300),
             label.fontMetrics().lineSpacing()); // empty: nothing is resized when it gets a text
    label.setText(u"one\ntwo"_s);
    QCOMPARE(label.heightForWidth(300), 2 * label.fontMetrics().lineSpacing());
}

void TestTextLabel::whatIsCutOffIsInTheToolTip_data()
{
    QTest::addColumn<bool>("oneLine");
    QTest::newRow("one line") << true;
    QTest::newRow("wrapped") << false;
}

void TestTextLabel::whatIsCutOffIsInTheToolTip()
{
    QFETCH(bool, oneLine);
    TextLabel label;
    label.setOneLine(oneLine);
    label.setMaxLines(2);
    label.setText(u"a < b & \"c\", and much more than fits"_s);
    label.resize(60, 40);
    QCOMPARE(toolTipOf(label), label.text());
    label.setToolTip(u"What it is"_s);
    QCOMPARE(toolTipOf(label), u"What it is\n"_s + label.text());
    label.resize(1'000, 40);
    QCOMPARE(toolTipOf(label), u"What it is"_s);
    label.resize(60, 40);
    label.setText(QString(60'000, u'x'));
    QVERIFY(toolTipOf(label).size() < 5'000);
}

void TestTextLabel::whatIsCutOffOpensWithAClick()
{
    TextLabel label;
    label.setOneLine(true);
    label.setText(u"much more than fits"_s);
    label.resize(40, label.sizeHint().height());
    label.show();
    QToolTip::hideText();
    QTest::mouseClick(&label, Qt::LeftButton);
    QCOMPARE(QToolTip::text(), label.text());
    QToolTip::hideText();
    QTRY_VERIFY(!QToolTip::isVisible());
    label.resize(label.sizeHint());
    QTest::mouseClick(&label, Qt::LeftButton);
    QVERIFY(!QToolTip::isVisible());
}

void TestTextLabel::menuCopiesAll()
{
    TextLabel label;
    label.setText(QString(60'000, u'x'));
    label.show();
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(1, 1), label.mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(&label, &event);
    auto *menu = label.findChild<QMenu *>();
    QVERIFY(menu);
    menu->actions().first()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), label.text());
}

STANDIN_TEST(TestTextLabel)
#include "tst_textlabel.moc"
