// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/naturalorder.h"

#include <QChar>

namespace Standin::Models {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Takes the digits at the front of `text`, without leading zeros.
QStringView takeNumber(QStringView &text)
{
    qsizetype end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    QStringView number = text.first(end);
    text = text.sliced(end);
    while (number.size() > 1 && number.front() == u'0')
        number = number.sliced(1);
    return number;
}

} // namespace

bool naturallyLess(QStringView a, QStringView b)
{
    const QStringView wholeA = a;
    const QStringView wholeB = b;
    while (!a.isEmpty() && !b.isEmpty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const QStringView numberA = takeNumber(a);
            const QStringView numberB = takeNumber(b);
            if (numberA.size() != numberB.size())
                return numberA.size() < numberB.size();
            if (const int order = numberA.compare(numberB); order != 0)
                return order < 0;
            continue;
        }
        const QChar charA = a.front().toCaseFolded();
        const QChar charB = b.front().toCaseFolded();
        if (charA != charB)
            return charA < charB;
        a = a.sliced(1);
        b = b.sliced(1);
    }
    if (a.isEmpty() && b.isEmpty())
        return wholeA < wholeB;
    return a.isEmpty();
}

} // namespace Standin::Models
