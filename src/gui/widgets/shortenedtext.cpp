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
    QStringList lines = withoutPlaceholders(text, all).split(u'\n');
    for (QString &line : lines) {
        if (line.size() > longestLine)
            line = shortenedLine(line, all);
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
    // The line may hold a placeholder already: what is put aside is the text it stands for.
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
    qsizetype hidden = 0; // characters that the placeholders so far stand for, beyond their own
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
