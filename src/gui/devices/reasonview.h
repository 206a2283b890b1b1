// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/messagelabel.h"

#include <QScrollArea>

namespace Standin::Gui {

/// Shows a complete message: wrapped, with the height of its text up to a few lines, scrollable beyond that. Without a
/// text it is one line high.
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
