// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace Standin::Gui {

/// Shortens a text for an editor, and restores the whole text. Placeholders such as "⟪498,000 bytes, #1⟫" replace the
/// middle of each long line, zero bytes, and the middle of a text that is too long as a whole. Placeholders may be
/// moved, copied and removed like any text.
///
/// A text is UTF-8, but may have any other bytes, too. It is not decoded, so the work for what is not shown is small.
///
/// The replaced texts are kept until the object is destroyed, because undo may restore a placeholder.
class ShortenedText final
{
public:
    /// A line up to this many bytes is not shortened. The time of an editor grows with the square of the length.
    static constexpr qsizetype longestLine = 4'000;
    /// The number of bytes that are kept at the start and at the end of a shortened line.
    static constexpr qsizetype keptBytes = 500;
    /// A text up to this many bytes and lines is not shortened, except for its long lines. For bytes that are not
    /// text the limit is an eighth.
    static constexpr qsizetype longestText = 48 * 1024;
    static constexpr qsizetype mostLines = 2'000;

    /// Also replaces text that only looks like a placeholder, so restored() returns the same text for any input.
    /// `around`: the text into which it is inserted.
    [[nodiscard]] QByteArray shortened(const QByteArray &text, const QByteArray &around = {});
    [[nodiscard]] QByteArray restored(const QByteArray &shown) const;
    [[nodiscard]] bool isShortened(const QByteArray &shown) const { return !places(shown).isEmpty(); }
    /// The position in the shown text of a position in the restored text; the start of a placeholder for one inside it.
    [[nodiscard]] qsizetype shownPosition(const QByteArray &shown, qsizetype restored) const;

    /// Number of replaced bytes.
    [[nodiscard]] qsizetype size() const;
    /// Deletes the replaced texts that have no placeholder in this text.
    void keepOnly(const QByteArray &shown);

private:
    struct Place
    {
        qsizetype at;
        qsizetype size;
        QByteArray text; ///< the replaced text
    };

    QByteArray shortenedLine(const QByteArray &line, const QByteArray &around);
    QByteArray shortenedLines(const QByteArray &text, const QByteArray &around);
    /// A placeholder that does not occur in `around`.
    QByteArray putAside(const QByteArray &text, const QByteArray &around);
    [[nodiscard]] QByteArray withoutPlaceholders(const QByteArray &text, const QByteArray &around);
    [[nodiscard]] QByteArray withoutZeros(const QByteArray &text, const QByteArray &around);
    [[nodiscard]] QList<Place> places(const QByteArray &shown) const;

    QHash<QByteArray, QByteArray> m_aside; ///< by placeholder
    int m_lastNumber = 0;
};

} // namespace Standin::Gui
