// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace Standin {

/// A line of feedback in the place where it belongs, in a colour that says how it is meant.
class MessageLabel final : public QLabel
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
};

} // namespace Standin
