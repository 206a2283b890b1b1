// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QStringList all(const QRegularExpression &pattern, const QString &text)
{
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured(1).simplified());
    return found;
}

/// Without blocks, and without what is of another kind: a star may stand in code, and two make bold.
QString prose(QString step)
{
    static const QRegularExpression block(u"```.*?```"_s, QRegularExpression::DotMatchesEverythingOption);
    return step.remove(block);
}

} // namespace

Tour::Tour(const QString &heading)
{
    QFile file(QStringLiteral(README));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const qsizetype start = text.indexOf(u"\n## "_s + heading + u'\n');
    if (start < 0)
        return;
    const QString section = text.sliced(start, text.indexOf(u"\n## "_s, start + 1) - start);
    static const QRegularExpression number(u"^\\d+\\. "_s, QRegularExpression::MultilineOption);
    m_steps = section.split(number).sliced(1);
}

QStringList Tour::bold(qsizetype number) const
{
    static const QRegularExpression pattern(u"\\*\\*([^*]+)\\*\\*"_s);
    return all(pattern, prose(step(number)));
}

QStringList Tour::italic(qsizetype number) const
{
    static const QRegularExpression others(u"`[^`]*`|\\*\\*[^*]+\\*\\*"_s);
    static const QRegularExpression pattern(u"\\*([^*]+)\\*"_s);
    return all(pattern, prose(step(number)).remove(others));
}

QStringList Tour::code(qsizetype number) const
{
    static const QRegularExpression pattern(u"`([^`]+)`"_s);
    return all(pattern, prose(step(number)));
}

QStringList Tour::commands(qsizetype number) const
{
    static const QRegularExpression pattern(u"```sh\\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption);
    QStringList lines;
    for (const QString &line : pattern.match(step(number)).captured(1).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    }
    return lines;
}
