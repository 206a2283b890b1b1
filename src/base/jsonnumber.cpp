// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonnumber.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace Standin::JsonNumber {

namespace {

constexpr qsizetype mostZerosBehind = 21;
constexpr qsizetype mostZerosAhead = 6;

/// 0.DIGITS times ten to the power of `point`; neither the first nor the last digit is 0.
struct Decimal
{
    bool isNegative = false;
    QByteArray digits;
    qsizetype point = 0;
};

qsizetype exponentAt(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == 'e' || text[i] == 'E')
            return i;
    }
    return text.size();
}

Decimal parse(QByteArrayView mantissa, qsizetype exponent)
{
    Decimal decimal;
    decimal.isNegative = mantissa.startsWith('-');
    const QByteArrayView number = mantissa.sliced(decimal.isNegative ? 1 : 0);
    const qsizetype point = number.indexOf('.');
    const qsizetype whole = point < 0 ? number.size() : point;
    decimal.digits = number.first(whole).toByteArray();
    if (point >= 0)
        decimal.digits += number.sliced(point + 1);
    decimal.point = whole + exponent;

    const auto isZero = [](char c) { return c == '0'; };
    const auto first = std::find_if_not(decimal.digits.cbegin(), decimal.digits.cend(), isZero);
    const qsizetype ahead = first - decimal.digits.cbegin();
    decimal.point -= ahead;
    decimal.digits.remove(0, ahead);
    const auto last = std::find_if_not(decimal.digits.crbegin(), decimal.digits.crend(), isZero);
    decimal.digits.chop(last - decimal.digits.crbegin());
    return decimal;
}

QByteArray written(const Decimal &decimal)
{
    const QByteArray &digits = decimal.digits;
    const qsizetype behind = decimal.point - digits.size();
    if (behind >= 0 && behind <= mostZerosBehind)
        return digits + QByteArray(behind, '0');
    if (decimal.point > 0 && behind < 0)
        return digits.first(decimal.point) + '.' + digits.sliced(decimal.point);
    if (decimal.point <= 0 && decimal.point >= -mostZerosAhead)
        return "0." + QByteArray(-decimal.point, '0') + digits;
    const QByteArray fraction = digits.size() > 1 ? '.' + digits.sliced(1) : QByteArray();
    return digits.first(1) + fraction + 'e' + QByteArray::number(decimal.point - 1);
}

/// A whole number without leading zeros that is short enough to be written without an exponent.
bool isCanonical(QByteArrayView text)
{
    const QByteArrayView digits = text.startsWith('-') ? text.sliced(1) : text;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return digits.size() <= mostZerosBehind && digits.front() != '0' && std::ranges::all_of(digits, isDigit);
}

} // namespace

QByteArray canonical(QByteArrayView text)
{
    if (isCanonical(text))
        return text.toByteArray();
    const qsizetype mantissaEnd = exponentAt(text);
    bool fits = true;
    qsizetype exponent = 0;
    if (mantissaEnd < text.size())
        exponent = text.sliced(mantissaEnd + 1).toInt(&fits);
    if (!fits)
        return text.toByteArray();
    const Decimal decimal = parse(text.first(mantissaEnd), exponent);
    if (decimal.digits.isEmpty())
        return "0";
    return (decimal.isNegative ? "-" : "") + written(decimal);
}

QByteArray fromReal(double number, int decimals)
{
    if (!std::isfinite(number))
        return "null";
    const QByteArray text = decimals < 0 ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest)
                                         : QByteArray::number(number, 'f', decimals);
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

} // namespace Standin::JsonNumber
