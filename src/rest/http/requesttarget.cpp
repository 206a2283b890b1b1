// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/requesttarget.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<QByteArray> percentDecoded(QByteArrayView encoded)
{
    QByteArray bytes;
    bytes.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            bytes += encoded[i];
            continue;
        }
        const int high = i + 2 < encoded.size() ? hexDigit(encoded[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(encoded[i + 2]) : -1;
        if (low < 0 || (high == 0 && low == 0))
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

tl::expected<QString, QString> decoded(QByteArrayView encoded)
{
    if (std::ranges::all_of(encoded, [](char c) { return c > 0 && c != '%'; }))
        return QString::fromLatin1(encoded);
    if (const auto bytes = percentDecoded(encoded)) {
        QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = utf8(*bytes);
        if (!utf8.hasError())
            return text;
    }
    return tl::unexpected(u"\"%1\" in the request target is not percent-encoded UTF-8"_s.arg(
        QString::fromLatin1(encoded.first(qMin(encoded.size(), qsizetype(80))))));
}

tl::expected<QMap<QString, QString>, QString> parseQuery(QByteArray query)
{
    QMap<QString, QString> parameters;
    query.replace('+', ' ');
    for (const QByteArray &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto key = decoded(equals < 0 ? pair : pair.first(equals));
        const auto value = decoded(equals < 0 ? QByteArray() : pair.sliced(equals + 1));
        if (!key || !value)
            return tl::unexpected(key ? value.error() : key.error());
        if (parameters.contains(*key))
            return tl::unexpected(u"the query parameter \"%1\" is given twice"_s.arg(*key));
        parameters.insert(*key, *value);
    }
    return parameters;
}

} // namespace

tl::expected<RequestTarget, QString> RequestTarget::parse(QByteArrayView target)
{
    if (!target.startsWith('/'))
        return tl::unexpected(u"the request target does not start with \"/\""_s);
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);

    RequestTarget parsed;
    parsed.segments.reserve(path.count('/'));
    QByteArrayView last;
    for (qsizetype at = 1; at <= path.size(); at += last.size() + 1) {
        const QByteArrayView left = path.sliced(at);
        const qsizetype slash = left.indexOf('/');
        last = slash < 0 ? left : left.first(slash);
        const auto text = decoded(last);
        if (!text)
            return tl::unexpected(text.error());
        parsed.segments += *text;
    }
    // The text after this colon has no other colon, so its decoded length gives the position of the colon.
    if (const qsizetype colon = last.lastIndexOf(':'); colon >= 0) {
        const auto behind = decoded(last.sliced(colon + 1));
        parsed.lastColon = parsed.segments.last().size() - behind.value_or(QString()).size() - 1;
    }
    if (mark >= 0) {
        auto query = parseQuery(target.sliced(mark + 1).toByteArray());
        if (!query)
            return tl::unexpected(query.error());
        parsed.query = std::move(*query);
    }
    return parsed;
}

} // namespace Standin::Rest
