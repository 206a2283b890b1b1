// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/colors.h"
#include "gui/style/icon.h"
#include "gui/style/theme.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QStyle>

#include <cmath>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// As WCAG defines them.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

/// The average of what is drawn, and whether anything is.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage();
    QColor strongest(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > strongest.alpha())
                strongest = image.pixelColor(x, y);
        }
    }
    return strongest;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void namesRoundTrip_data();
    void namesRoundTrip();
    void unknownNamesAreRefused();
    void paletteFollowsTheChoice();
    void colorsAreLegible_data();
    void colorsAreLegible();
    void statesAndKindsDiffer();
    void disabledTextIsFainter();
    void everyIconCanBeDrawn();
    void iconsFollowTheTheme();
    void untintedIconStaysAsItIs();
    void checkBoxHasABorderOnDark();
};

void TestTheme::namesRoundTrip_data()
{
    QTest::addColumn<Theme::Choice>("choice");
    QTest::addColumn<QString>("name");
    QTest::newRow("system") << Theme::Choice::System << u"system"_s;
    QTest::newRow("light") << Theme::Choice::Light << u"light"_s;
    QTest::newRow("dark") << Theme::Choice::Dark << u"dark"_s;
}

void TestTheme::namesRoundTrip()
{
    QFETCH(Theme::Choice, choice);
    QFETCH(QString, name);
    QCOMPARE(Theme::toString(choice), name);
    QVERIFY(Theme::fromString(name) == choice);
}

void TestTheme::unknownNamesAreRefused()
{
    for (const QString &name : {QString(), u"Dark"_s, u"blue"_s})
        QVERIFY2(!Theme::fromString(name), qPrintable(name));
}

void TestTheme::paletteFollowsTheChoice()
{
    Theme theme;
    QCOMPARE(theme.choice(), Theme::Choice::System);
    theme.apply(Theme::Choice::Dark);
    QCOMPARE(theme.choice(), Theme::Choice::Dark);
    QVERIFY(Colors::isDark(QApplication::palette()));
    theme.apply(Theme::Choice::Light);
    QVERIFY(!Colors::isDark(QApplication::palette()));
    theme.apply(Theme::Choice::System);
    QVERIFY2(!Colors::isDark(QApplication::palette()), "the desktop was light when the theme was made");

    theme.apply(Theme::Choice::Dark);
    Theme onDark;
    onDark.apply(Theme::Choice::System);
    QVERIFY(Colors::isDark(QApplication::palette()));
    onDark.apply(Theme::Choice::Light);
}

void TestTheme::colorsAreLegible_data()
{
    QTest::addColumn<Theme::Choice>("theme");
    QTest::newRow("light") << Theme::Choice::Light;
    QTest::newRow("dark") << Theme::Choice::Dark;
}

void TestTheme::colorsAreLegible()
{
    QFETCH(Theme::Choice, theme);
    Theme().apply(theme);
    const QPalette palette = QApplication::palette();
    QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= 7);
    QVERIFY(contrast(palette.color(QPalette::Text), palette.color(QPalette::Base)) >= 7);
    QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    const std::pair<const char *, QColor> inks[] = {{"good", Colors::good(palette)},
                                                    {"warning", Colors::warning(palette)},
                                                    {"bad", Colors::bad(palette)},
                                                    {"muted", Colors::muted(palette)},
                                                    {"in", Colors::ofKind(EntryKind::In, palette)},
                                                    {"lifecycle", Colors::ofKind(EntryKind::Lifecycle, palette)}};
    for (const auto &[name, ink] : inks) {
        for (const QPalette::ColorRole ground : {QPalette::Window, QPalette::Base}) {
            const double measured = contrast(ink, palette.color(ground));
            QVERIFY2(measured >= 4, qPrintable(u"%1 on %2: %3"_s.arg(QLatin1String(name)).arg(ground).arg(measured)));
        }
    }
}

void TestTheme::statesAndKindsDiffer()
{
    for (const Theme::Choice choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        Theme().apply(choice);
        const QPalette palette = QApplication::palette();
        QSet<QRgb> states;
        for (const DeviceState state : {DeviceState::Offline, DeviceState::Connecting, DeviceState::Online,
                                        DeviceState::Reconnecting, DeviceState::Failed})
            states.insert(Colors::ofState(state, palette).rgb());
        QCOMPARE(states.size(), 5);
        QSet<QRgb> kinds;
        for (const EntryKind kind :
             {EntryKind::In, EntryKind::Out, EntryKind::Lifecycle, EntryKind::Protocol, EntryKind::Fault})
            kinds.insert(Colors::ofKind(kind, palette).rgb());
        QCOMPARE(kinds.size(), 5);
    }
}

void TestTheme::disabledTextIsFainter()
{
    for (const Theme::Choice choice : {Theme::Choice::Light, Theme::Choice::Dark}) {
        Theme().apply(choice);
        const QPalette palette = QApplication::palette();
        const QColor ground = palette.color(QPalette::Window);
        QVERIFY(contrast(palette.color(QPalette::Disabled, QPalette::WindowText), ground) <
                contrast(palette.color(QPalette::Active, QPalette::WindowText), ground));
    }
}

void TestTheme::everyIconCanBeDrawn()
{
    lineIcon(u"add"_s).pixmap(16); // brings in the resource
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 15);
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        QVERIFY2(inkOf(linePixmap(name, Qt::red, 16, 1)).alpha() > 100, qPrintable(name));
    }
    QVERIFY2(inkOf(linePixmap(u"nothing"_s, Qt::red, 16, 1)).alpha() == 0, "there is no such icon");
    QVERIFY(!applicationIcon().pixmap(32).isNull());
}

void TestTheme::iconsFollowTheTheme()
{
    const QIcon icon = lineIcon(u"add"_s);
    Theme theme;
    theme.apply(Theme::Choice::Light);
    QVERIFY(inkOf(icon.pixmap(16)).lightness() < 80);
    theme.apply(Theme::Choice::Dark);
    QVERIFY(inkOf(icon.pixmap(16)).lightness() > 180);
    QVERIFY(inkOf(icon.pixmap(16, QIcon::Disabled)).lightness() < inkOf(icon.pixmap(16)).lightness());
    theme.apply(Theme::Choice::Light);
}

void TestTheme::untintedIconStaysAsItIs()
{
    QPixmap red(8, 8);
    red.fill(Qt::red);
    const QIcon icon = untintedIcon(red);
    QCOMPARE(inkOf(icon.pixmap(8, QIcon::Selected)), QColor(Qt::red));
}

void TestTheme::checkBoxHasABorderOnDark()
{
    Theme().apply(Theme::Choice::Dark);
    QCheckBox box;
    box.resize(box.sizeHint());
    const QImage image = box.grab().toImage();
    const QColor window = box.palette().color(QPalette::Window);
    double strongest = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            strongest = qMax(strongest, contrast(image.pixelColor(x, y), window));
    }
    QVERIFY2(strongest >= 3, qPrintable(QString::number(strongest)));
    Theme().apply(Theme::Choice::Light);
}

STANDIN_TEST(TestTheme)
#include "tst_theme.moc"
