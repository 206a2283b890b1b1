// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/shortenedtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr QChar opening = u'⟪';
constexpr QChar closing = u'⟫';
constexpr qsizetype longestPlaceholder = 200;

/// For bytes that are not text Qt searches all fonts, so their layout takes much longer.
bool isReadable(const QString &text)
{
    const QStringView front = QStringView(text).first(std::min(text.size(), ShortenedText::longestText));
    return std::none_of(front.begin(), front.end(), [](QChar c) {
        return c == QChar::ReplacementCharacter || (c < u' ' && c != u'\n' && c != u'\t' && c != u'\r');
    });
}

/// The number of characters that are shown of a line of that size.
qsizetype shownSize(qsizetype size)
{
    return (size > ShortenedText::longestLine ? 2 * ShortenedText::keptCharacters : size) + 1;
}

/// The length of the start of a text, in whole lines, within this number of lines and characters.
qsizetype sizeOfHead(QStringView text, qsizetype lines, qsizetype characters)
{
    qsizetype end = 0;
    for (; lines > 0; --lines) {
        const qsizetype lineEnd = text.indexOf(u'\n', end);
        characters -= shownSize((lineEnd < 0 ? text.size() : lineEnd) - end);
        if (characters < 0)
            break;
        if (lineEnd < 0)
            return text.size();
        end = lineEnd + 1;
    }
    return end;
}

/// The same from the end.
qsizetype sizeOfTail(QStringView text, qsizetype lines, qsizetype characters)
{
    qsizetype start = text.size();
    for (qsizetype end = start; lines > 0 && end > 0; --lines) {
        const qsizetype lineStart = text.lastIndexOf(u'\n', end - 1) + 1;
        characters -= shownSize(end - lineStart);
        if (characters < 0)
            break;
        start = lineStart;
        end = lineStart - 1;
    }
    return text.size() - start;
}

QString placeholderFor(qsizetype size, int number)
{
    const QString words = QCoreApplication::translate("Standin::Gui::ShortenedText", "%1 characters, #%2")
                              .arg(QLocale().toString(size), QString::number(number));
    return opening + words + closing;
}

} // namespace

QString ShortenedText::putAside(const QString &text, const QString &around)
{
    const auto known = std::find(m_aside.cbegin(), m_aside.cend(), text);
    if (known != m_aside.cend())
        return known.key();
    QString placeholder;
    do {
        placeholder = placeholderFor(text.size(), ++m_lastNumber);
    } while (around.contains(placeholder) || m_aside.contains(placeholder));
    m_aside.insert(placeholder, text);
    return placeholder;
}

QString ShortenedText::shortened(const QString &text, const QString &around)
{
    const QString all = around + text;
    const qsizetype room = isReadable(text) ? longestText : longestText / 8;
    if (sizeOfHead(text, mostLines, room) == text.size())
        return shortenedLines(text, all);
    // A quarter of what may be shown at the end, the rest at the start.
    const qsizetype head = sizeOfHead(text, mostLines * 3 / 4, room * 3 / 4);
    const qsizetype tail = sizeOfTail(QStringView(text).sliced(head), mostLines / 4, room / 4);
    const QString middle = text.sliced(head, text.size() - head - tail);
    const qsizetype lineEnd = tail > 0 ? 1 : 0; // of the remaining middle
    return shortenedLines(text.first(head), all) + putAside(middle.chopped(lineEnd), all) + middle.last(lineEnd) +
           shortenedLines(text.last(tail), all);
}

QString ShortenedText::shortenedLines(const QString &text, const QString &around)
{
    QStringList lines = withoutZeros(withoutPlaceholders(text, around), around).split(u'\n');
    for (QString &line : lines) {
        if (line.size() > longestLine)
            line = shortenedLine(line, around);
    }
    return lines.join(u'\n');
}

QString ShortenedText::shortenedLine(const QString &line, const QString &around)
{
    qsizetype from = keptCharacters;
    qsizetype to = line.size() - keptCharacters;
    if (line.at(from).isLowSurrogate())
        ++from;
    if (line.at(to).isLowSurrogate())
        ++to;
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
QString ShortenedText::withoutZeros(const QString &text, const QString &around)
{
    QString result;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(QChar(0)); at >= 0; at = text.indexOf(QChar(0), done)) {
        result += QStringView(text).sliced(done, at - done);
        done = at;
        while (done < text.size() && text.at(done).isNull())
            ++done;
        result += putAside(text.sliced(at, done - at), around);
    }
    return done == 0 ? text : result + text.sliced(done);
}

QString ShortenedText::withoutPlaceholders(const QString &text, const QString &around)
{
    QString result;
    qsizetype done = 0;
    for (const Place &place : places(text)) {
        result += QStringView(text).sliced(done, place.at - done);
        result += putAside(text.sliced(place.at, place.size), around);
        done = place.at + place.size;
    }
    return done == 0 ? text : result + text.sliced(done);
}

QString ShortenedText::restored(const QString &shown) const
{
    QString result;
    qsizetype done = 0;
    for (const Place &place : places(shown)) {
        result += QStringView(shown).sliced(done, place.at - done);
        result += place.text;
        done = place.at + place.size;
    }
    return done == 0 ? shown : result + shown.sliced(done);
}

qsizetype ShortenedText::size() const
{
    return std::accumulate(m_aside.cbegin(), m_aside.cend(), qsizetype(0),
                           [](qsizetype sum, const QString &text) { return sum + text.size(); });
}

void ShortenedText::keepOnly(const QString &shown)
{
    QHash<QString, QString> kept;
    for (const Place &place : places(shown))
        kept.insert(shown.sliced(place.at, place.size), place.text);
    m_aside = kept;
}

qsizetype ShortenedText::shownPosition(const QString &shown, qsizetype restored) const
{
    qsizetype hidden = 0; // characters of the texts of the placeholders so far, without the placeholders
    for (const Place &place : places(shown)) {
        if (restored - hidden < place.at)
            break;
        if (restored - hidden < place.at + place.text.size())
            return place.at;
        hidden += place.text.size() - place.size;
    }
    return restored - hidden;
}

QList<ShortenedText::Place> ShortenedText::places(const QString &shown) const
{
    QList<Place> found;
    if (m_aside.isEmpty())
        return found;
    for (qsizetype at = shown.indexOf(opening); at >= 0; at = shown.indexOf(opening, at + 1)) {
        const qsizetype end =
            QStringView(shown).sliced(at, std::min(shown.size() - at, longestPlaceholder)).indexOf(closing);
        if (end < 0)
            continue;
        const auto aside = m_aside.constFind(shown.sliced(at, end + 1));
        if (aside != m_aside.constEnd())
            found.append({at, end + 1, *aside});
    }
    return found;
}

} // namespace Standin::Gui
