// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/textlabel.h"

namespace Standin::Gui {

/// A line of feedback next to its subject, in a colour for its severity.
class MessageLabel final : public TextLabel
{
    Q_OBJECT

public:
    enum class Tone {
        Quiet,
        Good,
        Warning,
        Bad,
    };

    explicit MessageLabel(QWidget *parent = nullptr);

    void say(const QString &text, Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Quiet;
    bool m_applying = false;
};

} // namespace Standin::Gui
