// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace Standin::Gui {

/// Fusion with two changes:
///
/// - Borders are visible on a dark window. Fusion makes their colour by darkening that of the window.
/// - Labels show plain text unless their format was set explicitly, in the window, in dialogs and in tool tips. Qt
///   would guess the format, and a text from a broker, a file or a REST client that looks like HTML could load a file
///   or hide a part of the text.
class Look final : public QProxyStyle
{
    Q_OBJECT

public:
    Look();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
};

} // namespace Standin::Gui
