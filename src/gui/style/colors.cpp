// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/colors.h"

namespace Standin::Gui::Colors {

namespace {

QColor pick(const QPalette &palette, QRgb onLight, QRgb onDark)
{
    return QColor(isDark(palette) ? onDark : onLight);
}

QColor busy(const QPalette &palette)
{
    return pick(palette, 0x1f6fd6, 0x6cb0ff);
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor ofState(DeviceState state, const QPalette &palette)
{
    switch (state) {
    case DeviceState::Offline:
        return muted(palette);
    case DeviceState::Connecting:
        return busy(palette);
    case DeviceState::Online:
        return good(palette);
    case DeviceState::Reconnecting:
        return warning(palette);
    case DeviceState::Failed:
        return bad(palette);
    }
    Q_UNREACHABLE();
}

QColor ofKind(EntryKind kind, const QPalette &palette)
{
    switch (kind) {
    case EntryKind::In:
        return busy(palette);
    case EntryKind::Out:
        return good(palette);
    case EntryKind::Lifecycle:
        return pick(palette, 0x7a4fd0, 0xb79bff);
    case EntryKind::Protocol:
        return muted(palette);
    case EntryKind::Fault:
        return bad(palette);
    }
    Q_UNREACHABLE();
}

QColor ofJson(JsonToken token, const QPalette &palette)
{
    switch (token) {
    case JsonToken::Property:
        return pick(palette, 0x0b57a8, 0x7cc4ff);
    case JsonToken::String:
        return pick(palette, 0x2c7a2f, 0x9fd68a);
    case JsonToken::Escape:
        return pick(palette, 0x5a7d1a, 0xd7e8a0);
    case JsonToken::Number:
        return pick(palette, 0xa04a00, 0xf2b374);
    case JsonToken::Keyword:
        return pick(palette, 0x7a33b8, 0xd6a6ff);
    }
    Q_UNREACHABLE();
}

QColor good(const QPalette &palette)
{
    return pick(palette, 0x1a7f42, 0x4cc26e);
}

QColor warning(const QPalette &palette)
{
    return pick(palette, 0xb06000, 0xe3aa3c);
}

QColor bad(const QPalette &palette)
{
    return pick(palette, 0xc9252d, 0xff7b72);
}

QColor muted(const QPalette &palette)
{
    return pick(palette, 0x67707c, 0x98a2b0);
}

} // namespace Standin::Gui::Colors
