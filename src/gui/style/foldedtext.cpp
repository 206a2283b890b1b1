// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/foldedtext.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The start of `text` that fits a line.
QStringView lineOf(QStringView text, qsizetype columns)
{
    const qsizetype end = std::min(text.size(), columns);
    const QStringView front = text.first(end);
    if (const qsizetype lineEnd = front.indexOf(u'\n'); lineEnd >= 0)
        return front.first(lineEnd);
    if (end == text.size() || text.at(end).isSpace())
        return front;
    const qsizetype blank = front.lastIndexOf(u' ');
    if (blank > columns / 2)
        return front.first(blank);
    return front.back().isHighSurrogate() && end > 1 ? front.chopped(1) : front;
}

} // namespace

QString foldedText(const QString &text, qsizetype columns, int maxLines)
{
    QStringList lines;
    QStringView rest = text;
    while (!rest.isEmpty() && lines.size() < maxLines) {
        const QStringView line = lineOf(rest, columns);
        lines.append(line.toString());
        rest = rest.sliced(line.size());
        if (!rest.isEmpty() && rest.front().isSpace())
            rest = rest.sliced(1);
    }
    if (!rest.isEmpty())
        lines.last() += u'…';
    return lines.join(u'\n');
}

QString withoutAccessKey(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace Standin::Gui
