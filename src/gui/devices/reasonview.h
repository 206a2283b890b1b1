// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/messagelabel.h"

#include <QScrollArea>

namespace Standin::Gui {

/// A message that is shown whole: wrapped, as high as its text takes up to some lines, scrolled beyond that. It is one
/// line high while it says nothing.
class ReasonView final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ReasonView(QWidget *parent = nullptr);

    void say(const QString &text, MessageLabel::Tone tone);

    static constexpr int mostLines = 6;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();

    MessageLabel *m_label; ///< "reasonLabel"
};

} // namespace Standin::Gui
