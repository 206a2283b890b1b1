// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/shortenedtext.h"

#include "models/payloadpreview.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

const QByteArray opening = "⟪";
const QByteArray closing = "⟫";
constexpr qsizetype longestPlaceholder = 200;

/// Bytes that are not text are shown one by one, so their layout takes much longer.
bool isReadable(const QByteArray &text)
{
    return text.size() <= ShortenedText::longestText
               ? Models::isText(text)
               : Models::isTextFront(QByteArrayView(text).first(ShortenedText::longestText));
}

/// Whether a character of UTF-8 continues there.
bool isWithinCharacter(const QByteArray &text, qsizetype at)
{
    return at < text.size() && (static_cast<uchar>(text[at]) & 0xC0) == 0x80;
}

/// The next beginning of a character. Bytes that are not UTF-8 have none.
qsizetype beginOfCharacter(const QByteArray &text, qsizetype at)
{
    constexpr int longestCharacter = 4;
    for (qsizetype i = at; i < at + longestCharacter; ++i) {
        if (!isWithinCharacter(text, i))
            return i;
    }
    return at;
}

/// The number of bytes that are shown of a line of that size.
qsizetype shownSize(qsizetype size)
{
    return (size > ShortenedText::longestLine ? 2 * ShortenedText::keptBytes : size) + 1;
}

/// The length of the start of a text, in whole lines, within this number of lines and bytes.
qsizetype sizeOfHead(QByteArrayView text, qsizetype lines, qsizetype bytes)
{
    qsizetype end = 0;
    for (; lines > 0; --lines) {
        const qsizetype lineEnd = text.indexOf('\n', end);
        bytes -= shownSize((lineEnd < 0 ? text.size() : lineEnd) - end);
        if (bytes < 0)
            break;
        if (lineEnd < 0)
            return text.size();
        end = lineEnd + 1;
    }
    return end;
}

/// The same from the end.
qsizetype sizeOfTail(QByteArrayView text, qsizetype lines, qsizetype bytes)
{
    qsizetype start = text.size();
    for (qsizetype end = start; lines > 0 && end > 0; --lines) {
        const qsizetype lineStart = text.lastIndexOf('\n', end - 1) + 1;
        bytes -= shownSize(end - lineStart);
        if (bytes < 0)
            break;
        start = lineStart;
        end = lineStart - 1;
    }
    return text.size() - start;
}

QByteArray placeholderFor(qsizetype size, int number)
{
    const QString words = QCoreApplication::translate("Standin::Gui::ShortenedText", "%1 bytes, #%2")
                              .arg(QLocale().toString(size), QString::number(number));
    return opening + words.toUtf8() + closing;
}

} // namespace

QByteArray ShortenedText::putAside(const QByteArray &text, const QByteArray &around)
{
    const auto known = std::find(m_aside.cbegin(), m_aside.cend(), text);
    if (known != m_aside.cend())
        return known.key();
    QByteArray placeholder;
    do {
        placeholder = placeholderFor(text.size(), ++m_lastNumber);
    } while (around.contains(placeholder) || m_aside.contains(placeholder));
    m_aside.insert(placeholder, text);
    return placeholder;
}

QByteArray ShortenedText::shortened(const QByteArray &text, const QByteArray &around)
{
    const QByteArray all = around + text;
    const qsizetype room = isReadable(text) ? longestText : longestText / 8;
    if (sizeOfHead(text, mostLines, room) == text.size())
        return shortenedLines(text, all);
    // A quarter of what may be shown at the end, the rest at the start.
    const qsizetype head = sizeOfHead(text, mostLines * 3 / 4, room * 3 / 4);
    const qsizetype tail = sizeOfTail(QByteArrayView(text).sliced(head), mostLines / 4, room / 4);
    const QByteArray middle = text.sliced(head, text.size() - head - tail);
    const qsizetype lineEnd = tail > 0 ? 1 : 0; // of the remaining middle
    return shortenedLines(text.first(head), all) + putAside(middle.chopped(lineEnd), all) + middle.last(lineEnd) +
           shortenedLines(text.last(tail), all);
}

QByteArray ShortenedText::shortenedLines(const QByteArray &text, const QByteArray &around)
{
    QByteArrayList lines = withoutZeros(withoutPlaceholders(text, around), around).split('\n');
    for (QByteArray &line : lines) {
        if (line.size() > longestLine)
            line = shortenedLine(line, around);
    }
    return lines.join('\n');
}

QByteArray ShortenedText::shortenedLine(const QByteArray &line, const QByteArray &around)
{
    qsizetype from = beginOfCharacter(line, keptBytes);
    qsizetype to = beginOfCharacter(line, line.size() - keptBytes);
    // The line may contain a placeholder already: then its text is stored.
    for (const Place &place : places(line)) {
        if (place.at < from && from < place.at + place.size)
            from = place.at + place.size;
        if (place.at < to && to < place.at + place.size)
            to = place.at;
    }
    if (from >= to)
        return line;
    return line.first(from) + putAside(restored(line.sliced(from, to - from)), around) + line.sliced(to);
}

/// For an editor a zero byte is the end of the text.
QByteArray ShortenedText::withoutZeros(const QByteArray &text, const QByteArray &around)
{
    QByteArray result;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf('\0'); at >= 0; at = text.indexOf('\0', done)) {
        result += QByteArrayView(text).sliced(done, at - done);
        done = at;
        while (done < text.size() && text.at(done) == '\0')
            ++done;
        result += putAside(text.sliced(at, done - at), around);
    }
    return done == 0 ? text : result + text.sliced(done);
}

QByteArray ShortenedText::withoutPlaceholders(const QByteArray &text, const QByteArray &around)
{
    QByteArray result;
    qsizetype done = 0;
    for (const Place &place : places(text)) {
        result += QByteArrayView(text).sliced(done, place.at - done);
        result += putAside(text.sliced(place.at, place.size), around);
        done = place.at + place.size;
    }
    return done == 0 ? text : result + text.sliced(done);
}

QByteArray ShortenedText::restored(const QByteArray &shown) const
{
    QByteArray result;
    qsizetype done = 0;
    for (const Place &place : places(shown)) {
        result += QByteArrayView(shown).sliced(done, place.at - done);
        result += place.text;
        done = place.at + place.size;
    }
    return done == 0 ? shown : result + shown.sliced(done);
}

qsizetype ShortenedText::size() const
{
    return std::accumulate(m_aside.cbegin(), m_aside.cend(), qsizetype(0),
                           [](qsizetype sum, const QByteArray &text) { return sum + text.size(); });
}

void ShortenedText::keepOnly(const QByteArray &shown)
{
    QHash<QByteArray, QByteArray> kept;
    for (const Place &place : places(shown))
        kept.insert(shown.sliced(place.at, place.size), place.text);
    m_aside = kept;
}

qsizetype ShortenedText::shownPosition(const QByteArray &shown, qsizetype restored) const
{
    qsizetype hidden = 0; // bytes of the texts of the placeholders so far, without the placeholders
    for (const Place &place : places(shown)) {
        if (restored - hidden < place.at)
            break;
        if (restored - hidden < place.at + place.text.size())
            return place.at;
        hidden += place.text.size() - place.size;
    }
    return restored - hidden;
}

QList<ShortenedText::Place> ShortenedText::places(const QByteArray &shown) const
{
    QList<Place> found;
    if (m_aside.isEmpty())
        return found;
    for (qsizetype at = shown.indexOf(opening); at >= 0; at = shown.indexOf(opening, at + 1)) {
        const qsizetype end =
            QByteArrayView(shown).sliced(at, std::min(shown.size() - at, longestPlaceholder)).indexOf(closing);
        if (end < 0)
            continue;
        const qsizetype size = end + closing.size();
        const auto aside = m_aside.constFind(shown.sliced(at, size));
        if (aside != m_aside.constEnd())
            found.append({at, size, *aside});
    }
    return found;
}

} // namespace Standin::Gui
