// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/colors.h"
#include "gui/style/theme.h"
#include "gui/style/tooltip.h"
#include "gui/widgets/messagelabel.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>
#include <QWhatsThis>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestMessageLabel : public QObject
{
    Q_OBJECT

private slots:
    void toneHasItsColor_data();
    void toneHasItsColor();
    void textIsPlain();
    void oneLineKeepsItsHeight();
    void whatIsCutOffIsInTheToolTip();
    void whatIsCutOffOpensWithAClick();
    void ordinaryLabelCanBeSelected();
};

void TestMessageLabel::toneHasItsColor_data()
{
    QTest::addColumn<Theme::Choice>("theme");
    QTest::newRow("light") << Theme::Choice::Light;
    QTest::newRow("dark") << Theme::Choice::Dark;
}

void TestMessageLabel::toneHasItsColor()
{
    QFETCH(Theme::Choice, theme);
    MessageLabel label; // made before the theme changes, so it has to follow
    Theme().apply(theme);
    const QPalette palette = QGuiApplication::palette();
    const std::pair<MessageLabel::Tone, QColor> tones[] = {{MessageLabel::Tone::Good, Colors::good(palette)},
                                                           {MessageLabel::Tone::Warning, Colors::warning(palette)},
                                                           {MessageLabel::Tone::Bad, Colors::bad(palette)},
                                                           {MessageLabel::Tone::Quiet, Colors::muted(palette)}};
    for (const auto &[tone, color] : tones) {
        label.say(u"text"_s, tone);
        QCOMPARE(label.tone(), tone);
        QCOMPARE(label.palette().color(QPalette::WindowText), color);
    }
}

void TestMessageLabel::textIsPlain()
{
    MessageLabel label;
    label.say(u"<b>a</b>"_s, MessageLabel::Tone::Bad);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), u"<b>a</b>"_s);
}

void TestMessageLabel::oneLineKeepsItsHeight()
{
    MessageLabel label;
    label.setOneLine(true);
    const int height = label.minimumSizeHint().height();
    QCOMPARE(height, label.fontMetrics().height());
    QCOMPARE(label.minimumSizeHint().width(), 0);
    label.say(QString(200, u'x'), MessageLabel::Tone::Bad);
    QCOMPARE(label.minimumSizeHint(), QSize(0, height));
    QCOMPARE(label.sizeHint().height(), height);
    QCOMPARE(label.sizeHint().width(), label.fontMetrics().horizontalAdvance(label.text()));
}

void TestMessageLabel::whatIsCutOffIsInTheToolTip()
{
    MessageLabel label;
    label.setOneLine(true);
    const auto toolTip = [&label](int width) {
        label.resize(width, label.fontMetrics().height());
        label.show();
        QHelpEvent event(QEvent::ToolTip, QPoint(1, 1), label.mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(&label, &event);
        return QToolTip::text();
    };
    label.say(u"a < b, \"and\" much more than fits"_s, MessageLabel::Tone::Bad);
    QCOMPARE(toolTip(40), plainToolTip(label.text()));
    QVERIFY(!QToolTip::text().contains(u"&quot;"));
    toolTip(label.sizeHint().width());
    QTRY_VERIFY(QToolTip::text().isEmpty());
}

void TestMessageLabel::whatIsCutOffOpensWithAClick()
{
    MessageLabel label;
    label.setOneLine(true);
    label.say(u"much more than fits"_s, MessageLabel::Tone::Bad);
    label.resize(40, label.fontMetrics().height());
    label.show();
    const auto isOpen = [] {
        const QWidgetList all = QApplication::topLevelWidgets();
        return std::any_of(all.cbegin(), all.cend(),
                           [](const QWidget *each) { return each->isVisible() && each->inherits("QWhatsThat"); });
    };
    QTest::mouseClick(&label, Qt::LeftButton);
    QTRY_VERIFY(isOpen());
    QWhatsThis::hideText();
    label.resize(label.sizeHint());
    QTest::mouseClick(&label, Qt::LeftButton);
    QVERIFY(!isOpen());
}

void TestMessageLabel::ordinaryLabelCanBeSelected()
{
    MessageLabel label;
    QVERIFY(label.textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    label.setOneLine(true);
    QVERIFY(!label.textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    QVERIFY(label.isOneLine());
}

STANDIN_TEST(TestMessageLabel)
#include "tst_messagelabel.moc"
