// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace Standin::Gui {

/// Shortens a text for an editor, and restores the whole text. Placeholders such as "⟪498,000 characters, #1⟫" replace
/// the middle of each long line, zero bytes, and the middle of a text that is too long as a whole. Placeholders may be
/// moved, copied and removed like any text.
///
/// The replaced texts are kept until the object is destroyed, because undo may restore a placeholder.
class ShortenedText final
{
public:
    /// A line up to this length is not shortened. The time of an editor grows with the square of the length.
    static constexpr qsizetype longestLine = 4'000;
    /// The number of characters that are kept at the start and at the end of a shortened line.
    static constexpr qsizetype keptCharacters = 500;
    /// A text up to this many characters and lines is not shortened, except for its long lines. For bytes that are not
    /// text the limit is an eighth.
    static constexpr qsizetype longestText = 48 * 1024;
    static constexpr qsizetype mostLines = 2'000;

    /// Also replaces text that only looks like a placeholder, so restored() returns the same text for any input.
    /// `around`: the text into which it is inserted.
    [[nodiscard]] QString shortened(const QString &text, const QString &around = {});
    [[nodiscard]] QString restored(const QString &shown) const;
    [[nodiscard]] bool isShortened(const QString &shown) const { return !places(shown).isEmpty(); }
    /// The position in the shown text of a position in the restored text; the start of a placeholder for one inside it.
    [[nodiscard]] qsizetype shownPosition(const QString &shown, qsizetype restored) const;

    /// Number of replaced characters.
    [[nodiscard]] qsizetype size() const;
    /// Deletes the replaced texts that have no placeholder in this text.
    void keepOnly(const QString &shown);

private:
    struct Place
    {
        qsizetype at;
        qsizetype size;
        QString text; ///< the replaced text
    };

    QString shortenedLine(const QString &line, const QString &around);
    QString shortenedLines(const QString &text, const QString &around);
    /// A placeholder that does not occur in `around`.
    QString putAside(const QString &text, const QString &around);
    [[nodiscard]] QString withoutPlaceholders(const QString &text, const QString &around);
    [[nodiscard]] QString withoutZeros(const QString &text, const QString &around);
    [[nodiscard]] QList<Place> places(const QString &shown) const;

    QHash<QString, QString> m_aside; ///< by placeholder
    int m_lastNumber = 0;
};

} // namespace Standin::Gui
