// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace Standin::Gui {

/// Shortens a text that is edited to what an editor can handle at once, and gives all of it back. Put aside are the
/// middle of each long line, zero bytes, and the middle of a text that is too long as a whole. A placeholder stands for
/// each: "⟪498,000 characters, #1⟫". Placeholders may be moved, copied and removed like any text.
///
/// What was put aside is kept until the object ends: undo may bring a placeholder back.
class ShortenedText final
{
public:
    /// A line up to this length stays as it is. An editor takes time with the square of it.
    static constexpr qsizetype longestLine = 4'000;
    /// So much of a shortened line is left at its start and at its end.
    static constexpr qsizetype keptCharacters = 500;
    /// A text up to this many characters and lines stays as it is, apart from its long lines. Of bytes that are no text
    /// an eighth of that is shown.
    static constexpr qsizetype longestText = 48 * 1024;
    static constexpr qsizetype mostLines = 2'000;

    /// Also puts aside what reads like a placeholder but is none. So restored() gives the same text for any input.
    /// `around`: the text that it goes into.
    [[nodiscard]] QString shortened(const QString &text, const QString &around = {});
    [[nodiscard]] QString restored(const QString &shown) const;
    [[nodiscard]] bool isShortened(const QString &shown) const { return !places(shown).isEmpty(); }
    /// Where a position of the restored text is in what is shown; the start of a placeholder for one inside it.
    [[nodiscard]] qsizetype shownPosition(const QString &shown, qsizetype restored) const;

    /// How many characters are put aside.
    [[nodiscard]] qsizetype size() const;
    /// Forgets what stands for no placeholder in this text.
    void keepOnly(const QString &shown);

private:
    struct Place
    {
        qsizetype at;
        qsizetype size;
        QString text; ///< what the placeholder stands for
    };

    QString shortenedLine(const QString &line, const QString &around);
    QString shortenedLines(const QString &text, const QString &around);
    /// The placeholder; one that does not occur in `around`.
    QString putAside(const QString &text, const QString &around);
    [[nodiscard]] QString withoutPlaceholders(const QString &text, const QString &around);
    [[nodiscard]] QString withoutZeros(const QString &text, const QString &around);
    [[nodiscard]] QList<Place> places(const QString &shown) const;

    QHash<QString, QString> m_aside; ///< by placeholder
    int m_lastNumber = 0;
};

} // namespace Standin::Gui
