// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace Standin::Gui {

/// A label for text of any length from anywhere. It never makes what is around it larger than a short text would:
///
/// - with `oneLine` it has the height of one line, also while it is empty, and what does not fit is cut off;
/// - otherwise it is wrapped, inside words too where they are longer than a line, up to `maxLines`.
///
/// The text is plain. What is cut off is in the tool tip, which a click keeps open, and the context menu copies all of
/// it.
class TextLabel : public QLabel
{
    Q_OBJECT
    Q_PROPERTY(bool oneLine READ isOneLine WRITE setOneLine)
    Q_PROPERTY(int maxLines READ maxLines WRITE setMaxLines)

public:
    /// No more of a text is laid out.
    static constexpr qsizetype shownCharacters = 2'000;

    explicit TextLabel(QWidget *parent = nullptr);

    void setOneLine(bool oneLine);
    [[nodiscard]] bool isOneLine() const { return m_oneLine; }
    void setMaxLines(int lines);
    [[nodiscard]] int maxLines() const { return m_maxLines; }

    [[nodiscard]] bool isCutOff() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// As they are shown in that width, the last one with "…" where something is cut off.
    [[nodiscard]] QStringList lines(int width) const;
    void showAll(const QPoint &at, int milliseconds = -1);

    bool m_oneLine = false;
    int m_maxLines = 8;
};

} // namespace Standin::Gui
