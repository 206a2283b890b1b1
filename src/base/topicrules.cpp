// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/topicrules.h"

namespace Standin::TopicRules {
namespace {

constexpr qsizetype maximumSize = 65'535; // a string of MQTT has a length of two bytes
constexpr char sharePrefix[] = "$share/";
constexpr qsizetype sharePrefixSize = sizeof(sharePrefix) - 1;

bool isWellFormed(QByteArrayView utf8)
{
    return utf8.isValidUtf8();
}

bool isWellFormed(QStringView text)
{
    return text.isValidUtf16();
}

qsizetype encodedSize(QByteArrayView utf8)
{
    return utf8.size();
}

qsizetype encodedSize(QStringView text)
{
    qsizetype size = 0;
    for (const QChar c : text)
        size += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return size;
}

char16_t unit(char c)
{
    return static_cast<uchar>(c);
}

char16_t unit(QChar c)
{
    return c.unicode();
}

template <typename View>
std::optional<Fault> faultInText(View text)
{
    if (text.isEmpty())
        return Fault::Empty;
    if (encodedSize(text) > maximumSize)
        return Fault::TooLong;
    if (!isWellFormed(text))
        return Fault::InvalidUnicode;
    return std::nullopt;
}

template <typename View>
std::optional<Fault> faultInNameOf(View text)
{
    for (const auto c : text) {
        if (unit(c) == u'+' || unit(c) == u'#')
            return Fault::WildcardInName;
        if (unit(c) == 0)
            return Fault::NullCharacter;
    }
    return faultInText(text);
}

template <typename View>
qsizetype levelEnd(View text, qsizetype from)
{
    while (from < text.size() && unit(text[from]) != u'/')
        ++from;
    return from;
}

template <typename View>
std::optional<Fault> faultInLevel(View level, bool last)
{
    for (const auto c : level) {
        if (unit(c) == 0)
            return Fault::NullCharacter;
        const bool misplaced =
            (unit(c) == u'+' && level.size() > 1) || (unit(c) == u'#' && (level.size() > 1 || !last));
        if (misplaced)
            return Fault::MisplacedWildcard;
    }
    return std::nullopt;
}

template <typename View>
bool isShared(View filter)
{
    if (filter.size() < sharePrefixSize)
        return false;
    for (qsizetype i = 0; i < sharePrefixSize; ++i) {
        if (unit(filter[i]) != unit(sharePrefix[i]))
            return false;
    }
    return true;
}

template <typename View>
View shareNameOf(View filter)
{
    return isShared(filter) ? filter.sliced(sharePrefixSize, levelEnd(filter, sharePrefixSize) - sharePrefixSize)
                            : View();
}

template <typename View>
View withoutShareOf(View filter)
{
    if (!isShared(filter))
        return filter;
    const qsizetype end = levelEnd(filter, sharePrefixSize);
    return end < filter.size() ? filter.sliced(end + 1) : View();
}

template <typename View>
std::optional<Fault> faultInFilterOf(View text)
{
    if (const auto fault = faultInText(text))
        return fault;
    if (isShared(text) && (withoutShareOf(text).isEmpty() || faultInNameOf(shareNameOf(text))))
        return Fault::InvalidShare;
    for (qsizetype from = 0; from <= text.size();) {
        const qsizetype end = levelEnd(text, from);
        if (const auto fault = faultInLevel(text.sliced(from, end - from), end == text.size()))
            return fault;
        from = end + 1;
    }
    return std::nullopt;
}

} // namespace

std::optional<Fault> faultInName(QByteArrayView utf8)
{
    return faultInNameOf(utf8);
}

std::optional<Fault> faultInName(QStringView text)
{
    return faultInNameOf(text);
}

std::optional<Fault> faultInFilter(QByteArrayView utf8)
{
    return faultInFilterOf(utf8);
}

std::optional<Fault> faultInFilter(QStringView text)
{
    return faultInFilterOf(text);
}

QByteArrayView shareName(QByteArrayView filter)
{
    return shareNameOf(filter);
}

QStringView shareName(QStringView filter)
{
    return shareNameOf(filter);
}

QByteArrayView withoutShare(QByteArrayView filter)
{
    return withoutShareOf(filter);
}

QStringView withoutShare(QStringView filter)
{
    return withoutShareOf(filter);
}

} // namespace Standin::TopicRules
