// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/theme.h"

#include "gui/style/colors.h"
#include "gui/style/look.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

struct Shades
{
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb muted;
    QRgb disabled;
    QRgb highlight;
    QRgb highlightedText;
    QRgb link;
    QRgb toolTip;
    QRgb light;
    QRgb mid;
    QRgb dark;
    QRgb shadow;
};

constexpr Shades lightShades{.window = 0xf3f4f7,
                             .base = 0xffffff,
                             .alternate = 0xf7f8fb,
                             .button = 0xf7f8fa,
                             .text = 0x1d232b,
                             .muted = 0x7b8491,
                             .disabled = 0xa3abb6,
                             .highlight = 0xcbdefa,
                             .highlightedText = 0x10233f,
                             .link = 0x1f5fd0,
                             .toolTip = 0xffffff,
                             .light = 0xffffff,
                             .mid = 0xc3c9d2,
                             .dark = 0xaab2bd,
                             .shadow = 0x6d7682};

constexpr Shades darkShades{.window = 0x2a2f37,
                            .base = 0x1b1e24,
                            .alternate = 0x20242b,
                            .button = 0x3a414c,
                            .text = 0xe4e8ee,
                            .muted = 0x8d97a5,
                            .disabled = 0x666f7c,
                            .highlight = 0x2b4470,
                            .highlightedText = 0xffffff,
                            .link = 0x7ab5ff,
                            .toolTip = 0x343a44,
                            .light = 0x3b424d,
                            .mid = 0x3a404a,
                            .dark = 0x15181d,
                            .shadow = 0x0c0e11};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::Button, shades.button);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::BrightText, shades.light);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, shades.highlightedText);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::LinkVisited, shades.link);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::ToolTipBase, shades.toolTip);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::Light, shades.light);
    palette.setColor(QPalette::Midlight, shades.light);
    palette.setColor(QPalette::Mid, shades.mid);
    palette.setColor(QPalette::Dark, shades.dark);
    palette.setColor(QPalette::Shadow, shades.shadow);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.mid);
    return palette;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemIsDark(Colors::isDark(QApplication::palette()))
{}

void Theme::apply(Choice choice)
{
    m_choice = choice;
    const bool dark = choice == Choice::Dark || (choice == Choice::System && m_systemIsDark);
    QApplication::setStyle(new Look);
    QApplication::setPalette(paletteOf(dark ? darkShades : lightShades));
}

QString Theme::toString(Choice choice)
{
    switch (choice) {
    case Choice::System:
        return u"system"_s;
    case Choice::Light:
        return u"light"_s;
    case Choice::Dark:
        return u"dark"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Theme::Choice> Theme::fromString(QStringView name)
{
    for (const Choice choice : {Choice::System, Choice::Light, Choice::Dark}) {
        if (name == toString(choice))
            return choice;
    }
    return std::nullopt;
}

} // namespace Standin::Gui
