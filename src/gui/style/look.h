// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace Standin::Gui {

/// Fusion with two changes.
///
/// - It takes the window's colour and darkens it for every border, so that on a dark window there is none: here there
/// is.
/// - Labels show plain text unless their format was set on purpose, in the window, in dialogs and in tool tips. Qt
/// would
///   guess from the text, and texts come from brokers, files and REST clients: one that reads like HTML could have a
///   file read or hide what it says.
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
