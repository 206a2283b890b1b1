// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/colors.h"
#include "gui/style/theme.h"
#include "gui/widgets/noticebar.h"
#include "support/testprogram.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestNoticeBar : public QObject
{
    Q_OBJECT

private slots:
    void isHiddenUntilThereIsSomethingToSay();
    void isClosedByItsButton();
    void laterNoticeReplacesTheEarlier();
    void textIsPlain();
    void colorShowsTheSeverity_data();
    void colorShowsTheSeverity();
    void followsTheTheme();
};

void TestNoticeBar::isHiddenUntilThereIsSomethingToSay()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *bar = new NoticeBar;
    column->addWidget(bar);
    window.show();
    QVERIFY(!bar->isVisible());
    bar->show(u"pump.json is gone"_s, NoticeBar::Weight::Serious);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->text(), u"pump.json is gone"_s);
    QVERIFY(bar->findChild<QLabel *>(u"noticeText"_s)->isVisible());
}

void TestNoticeBar::isClosedByItsButton()
{
    NoticeBar bar;
    bar.show(u"text"_s, NoticeBar::Weight::Advisory);
    auto *button = bar.findChild<QToolButton *>(u"closeNoticeButton"_s);
    QVERIFY(!button->toolTip().isEmpty());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!bar.isVisible());
}

void TestNoticeBar::laterNoticeReplacesTheEarlier()
{
    NoticeBar bar;
    bar.show(u"first"_s, NoticeBar::Weight::Serious);
    const QColor serious = bar.palette().color(QPalette::Window);
    bar.show(u"second"_s, NoticeBar::Weight::Advisory);
    QCOMPARE(bar.text(), u"second"_s);
    QVERIFY(bar.palette().color(QPalette::Window) != serious);
}

void TestNoticeBar::textIsPlain()
{
    NoticeBar bar;
    bar.show(u"<b>device</b> & co"_s, NoticeBar::Weight::Serious);
    QCOMPARE(bar.findChild<QLabel *>(u"noticeText"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(bar.text(), u"<b>device</b> & co"_s);
}

void TestNoticeBar::colorShowsTheSeverity_data()
{
    QTest::addColumn<Theme::Choice>("theme");
    QTest::newRow("light") << Theme::Choice::Light;
    QTest::newRow("dark") << Theme::Choice::Dark;
}

void TestNoticeBar::colorShowsTheSeverity()
{
    QFETCH(Theme::Choice, theme);
    Theme().apply(theme);
    NoticeBar bar;
    const auto groundOf = [&bar](NoticeBar::Weight weight) {
        bar.show(u"text"_s, weight);
        return bar.palette().color(QPalette::Window);
    };
    const QColor window = QGuiApplication::palette().color(QPalette::Window);
    const QColor serious = groundOf(NoticeBar::Weight::Serious);
    const QColor advisory = groundOf(NoticeBar::Weight::Advisory);
    QVERIFY(serious != window && advisory != window && serious != advisory);
    QVERIFY2(serious.red() - serious.blue() > window.red() - window.blue(), "serious is reddish");
    // Only a tint: the text stays legible in its usual colour.
    QVERIFY(qAbs(serious.lightness() - window.lightness()) < 40);
}

void TestNoticeBar::followsTheTheme()
{
    Theme theme;
    theme.apply(Theme::Choice::Light);
    NoticeBar bar;
    bar.show(u"text"_s, NoticeBar::Weight::Serious);
    QVERIFY(bar.palette().color(QPalette::Window).lightness() > 180);
    theme.apply(Theme::Choice::Dark);
    QTRY_VERIFY(bar.palette().color(QPalette::Window).lightness() < 100);
    QVERIFY(bar.palette().color(QPalette::WindowText).lightness() > 180);
}

STANDIN_TEST(TestNoticeBar)
#include "tst_noticebar.moc"
