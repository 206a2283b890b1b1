// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>

class QToolButton;

namespace Standin::Gui {

/// Shows plain text of any length, which can be copied. Work that depends on the length of a text or of a line is
/// bounded:
///
/// - The text comes in parts. The first one is shown; a button shows the rest, a part between two events, up to
///   `maxCharacters` and `maxLines`.
/// - A line longer than `foldedAt` is folded: shown as several, copied as one. The time to lay out an unbroken line
///   grows with the square of its length.
class TextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// Returns the next part of the text at each call; empty at the end. A part may have up to about 100,000
    /// characters, because it has to be made in a few milliseconds.
    using Parts = std::function<QString()>;

    static constexpr qsizetype foldedAt = 1'000;
    static constexpr qsizetype partCharacters = 32 * 1024;
    static constexpr int partLines = 1'000;
    static constexpr qsizetype maxCharacters = 16 * 1024 * 1024;
    static constexpr int maxLines = 100'000;

    explicit TextView(QWidget *parent = nullptr);

    /// Replaces the text.
    void setParts(Parts parts);
    /// For a text that is available as a whole.
    void setText(const QString &text);

    /// Whether the whole text is shown.
    [[nodiscard]] bool isComplete() const { return m_rest.isEmpty(); }
    void showAll();
    /// The selected text, its folded lines joined.
    [[nodiscard]] QString selectedText() const;
    /// The height of the text in this width, at most `most`.
    [[nodiscard]] int heightUpTo(int most) const;

    /// The maximum height, if there is one; independent of the text.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The width has changed, so the text needs another height.
    void widthChanged();

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void takePart();
    void insert(const QString &part);
    void offerTheRest();
    [[nodiscard]] bool isFull() const;

    Parts m_parts;
    QString m_rest;         ///< returned by m_parts and not shown yet
    qsizetype m_column = 0; ///< where the last line ends
    qsizetype m_shown = 0;  ///< characters
    QTimer m_timer{this};
    QToolButton *m_allButton;
};

} // namespace Standin::Gui
