// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace Standin::Gui {

/// A label for text of any length and origin. A long text does not enlarge the surrounding layout:
///
/// - with `oneLine` it has the height of one line, also while it is empty, and a longer text is cut off;
/// - otherwise it is wrapped, also inside words that are longer than a line, up to `maxLines`.
///
/// The text is plain. The tool tip has the whole of a cut text, a click keeps it open, and the context menu copies it.
class TextLabel : public QLabel
{
    Q_OBJECT
    Q_PROPERTY(bool oneLine READ isOneLine WRITE setOneLine)
    Q_PROPERTY(int maxLines READ maxLines WRITE setMaxLines)

public:
    /// The maximum number of characters for the layout.
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
    /// The lines for that width; if the text is cut off, the last one ends with "…".
    [[nodiscard]] QStringList lines(int width) const;
    void showAll(const QPoint &at, int milliseconds = -1);

    bool m_oneLine = false;
    int m_maxLines = 8;
};

} // namespace Standin::Gui
