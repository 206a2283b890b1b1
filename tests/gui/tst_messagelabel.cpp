// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/colors.h"
#include "gui/style/theme.h"
#include "gui/widgets/messagelabel.h"
#include "support/testprogram.h"

#include <QGuiApplication>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestMessageLabel : public QObject
{
    Q_OBJECT

private slots:
    void toneHasItsColor_data();
    void toneHasItsColor();
    void textIsPlain();
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
    MessageLabel label; // made before the change of the theme, so it has to update its colour
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

STANDIN_TEST(TestMessageLabel)
#include "tst_messagelabel.moc"
