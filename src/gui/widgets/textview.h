// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>

class QToolButton;

namespace Standin::Gui {

/// Plain text of any length, to be read and copied. What takes long with the length of a text or of a line is bounded:
///
/// - The text comes in parts. The first one is shown; a button shows the rest, a part between two events, up to
///   `maxCharacters` and `maxLines`.
/// - A line longer than `foldedAt` is folded: shown as several, copied as one. The time to lay out an unbroken line
///   grows with the square of its length.
class TextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// Gives the next part of the text each time it is called; empty at the end. A part may be of any length up to
    /// about 100,000 characters: it has to be made in a few milliseconds.
    using Parts = std::function<QString()>;

    static constexpr qsizetype foldedAt = 1'000;
    static constexpr qsizetype partCharacters = 32 * 1024;
    static constexpr int partLines = 1'000;
    static constexpr qsizetype maxCharacters = 16 * 1024 * 1024;
    static constexpr int maxLines = 100'000;

    explicit TextView(QWidget *parent = nullptr);

    /// Replaces the text.
    void setParts(Parts parts);
    /// For a text that is there as a whole.
    void setText(const QString &text);

    /// Whether nothing of the text is left out.
    [[nodiscard]] bool isComplete() const { return m_rest.isEmpty(); }
    void showAll();
    /// The selected text, its folded lines joined.
    [[nodiscard]] QString selectedText() const;
    /// What the text needs in this width, but not more than `most`.
    [[nodiscard]] int heightUpTo(int most) const;

    /// The maximum height, if there is one; the text has no say.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// Another width: the text needs another height now.
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
    QString m_rest;         ///< given by m_parts and not shown yet
    qsizetype m_column = 0; ///< where the last line ends
    qsizetype m_shown = 0;  ///< characters
    QTimer m_timer{this};
    QToolButton *m_allButton;
};

} // namespace Standin::Gui
