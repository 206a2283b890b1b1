// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace Standin::Gui {

/// A line of feedback in the place where it belongs, in a colour that says how it is meant.
///
/// With `oneLine` it always takes the height of one line, also while it is empty, so that nothing around it moves when
/// it begins to speak. What does not fit is cut off; the whole text is in the tool tip, and stays open after a
/// click.
class MessageLabel final : public QLabel
{
    Q_OBJECT
    Q_PROPERTY(bool oneLine READ isOneLine WRITE setOneLine)

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

    void setOneLine(bool oneLine);
    [[nodiscard]] bool isOneLine() const { return m_oneLine; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTone();
    [[nodiscard]] bool isCutOff() const;

    Tone m_tone = Tone::Quiet;
    bool m_oneLine = false;
    bool m_applying = false;
};

} // namespace Standin::Gui
