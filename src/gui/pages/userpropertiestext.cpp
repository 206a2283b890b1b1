// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/userpropertiestext.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr QChar escape = u'\\';

bool isSpecial(QChar c)
{
    return c == escape || c == u';' || c == u'=';
}

QString escapedPart(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isAtEnd = i == 0 || i == text.size() - 1; // where spaces are not part of the text
        if (isSpecial(text[i]) || (isAtEnd && text[i].isSpace()))
            result += escape;
        result += text[i];
    }
    return result;
}

/// Where the part that begins at `from` ends: at the separator, or at the end of the text.
qsizetype endOf(const QString &text, qsizetype from, QChar separator)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == escape)
            ++i;
        else if (text[i] == separator)
            return i;
    }
    return text.size();
}

/// Without spaces around it and with the meaning of its backslashes.
QString withoutEscapes(QStringView text)
{
    qsizetype end = text.size();
    while (end > 0 && text[end - 1].isSpace() && (end < 2 || text[end - 2] != escape))
        --end;
    qsizetype at = 0;
    while (at < end && text[at].isSpace())
        ++at;
    QString result;
    for (; at < end; ++at) {
        if (text[at] == escape && at + 1 < end)
            ++at;
        result += text[at];
    }
    return result;
}

} // namespace

QString UserPropertiesText::of(const Properties &properties)
{
    QStringList parts;
    for (const auto &[name, value] : properties)
        parts.append(escapedPart(name) + u'=' + escapedPart(value));
    return parts.join(u"; "_s);
}

UserPropertiesText::Properties UserPropertiesText::read(const QString &text)
{
    Properties properties;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = endOf(text, at, u';');
        const qsizetype middle = std::min(endOf(text, at, u'='), end);
        const QStringView view(text);
        const QString name = withoutEscapes(view.sliced(at, middle - at));
        const QString value = middle < end ? withoutEscapes(view.sliced(middle + 1, end - middle - 1)) : QString();
        if (middle < end || !name.isEmpty())
            properties.append({name, value});
        at = end + 1;
    }
    return properties;
}

UserPropertiesText::Properties UserPropertiesText::edited(const QString &text, const Properties &before)
{
    return text == of(before) ? before : read(text);
}

} // namespace Standin::Gui
