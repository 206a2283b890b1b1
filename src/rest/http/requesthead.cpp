// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/requesthead.h"

#include "rest/http/httplimits.h"

#include <algorithm>
#include <string_view>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

using Refusal = std::optional<HttpResponse>;

Refusal refuse(int status, const QString &detail)
{
    return HttpResponse::problem(status, detail);
}

/// tchar of RFC 9110 section 5.6.2.
bool isTokenChar(char c)
{
    const auto lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isControl(char c)
{
    return (static_cast<uchar>(c) < 0x20 && c != '\t') || c == 0x7f;
}

/// OWS of RFC 9110 section 5.6.3, the only white space in header fields.
QByteArrayView trimmed(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

bool listContains(const QByteArray &list, QByteArrayView member)
{
    if (list.isEmpty())
        return false;
    const auto members = list.split(',');
    return std::any_of(members.begin(), members.end(), [member](const QByteArray &candidate) {
        return trimmed(candidate).compare(member, Qt::CaseInsensitive) == 0;
    });
}

Refusal readRequestLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype behindMethod = line.indexOf(' ');
    const qsizetype beforeVersion = line.lastIndexOf(' ');
    const QByteArrayView method = line.first(qMax<qsizetype>(behindMethod, 0));
    const QByteArrayView version = line.sliced(beforeVersion + 1);
    const bool hasThreeWords = behindMethod >= 0 && behindMethod < beforeVersion;
    const QByteArrayView wanted = hasThreeWords ? line.first(beforeVersion).sliced(behindMethod + 1) : QByteArrayView();
    if (!hasThreeWords || wanted.contains(' ') || !isToken(method) || !version.startsWith("HTTP/"))
        return refuse(400, u"the request line is not \"METHOD /path HTTP/1.1\""_s);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(505, u"only HTTP/1.1 and HTTP/1.0 are supported"_s);
    auto target = RequestTarget::parse(wanted);
    if (!target)
        return refuse(400, target.error());
    head.method = method.toByteArray();
    head.target = std::move(*target);
    head.isHttp11 = version == "HTTP/1.1";
    head.keepAlive = head.isHttp11;
    return {};
}

Refusal readField(QByteArrayView line, RequestHead &head)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse(400, u"a header line is not \"Name: value\""_s);
    const QByteArrayView value = trimmed(line.sliced(colon + 1));
    if (std::any_of(value.begin(), value.end(), isControl))
        return refuse(400, u"a header field holds a control character"_s);
    head.fields.add(line.first(colon).toByteArray().toLower(), value.toByteArray());
    return {};
}

Refusal readFraming(RequestHead &head)
{
    for (const QByteArrayView once : {"host", "content-length", "transfer-encoding", "authorization"}) {
        if (head.fields.count(once) > 1)
            return refuse(400, u"the header field \"%1\" is given twice"_s.arg(QLatin1StringView(once)));
    }
    if (head.fields.value("host").isEmpty())
        return refuse(400, u"the header field \"Host\" is missing"_s);

    if (head.fields.has("transfer-encoding")) {
        if (head.fields.has("content-length"))
            return refuse(400, u"Content-Length and Transfer-Encoding contradict each other"_s);
        if (!head.isHttp11 || head.fields.value("transfer-encoding").toLower() != "chunked")
            return refuse(501, u"the only Transfer-Encoding understood here is \"chunked\", of HTTP/1.1"_s);
        head.chunked = true;
    } else if (head.fields.has("content-length")) {
        const QByteArray length = head.fields.value("content-length");
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (length.isEmpty() || !std::all_of(length.begin(), length.end(), isDigit))
            return refuse(400, u"Content-Length is not a number"_s);
        bool fits = false;
        const qint64 number = length.toLongLong(&fits);
        head.contentLength = fits ? number : std::numeric_limits<qint64>::max();
    }
    if (listContains(head.fields.value("connection"), "close"))
        head.keepAlive = false;
    return {};
}

Refusal checkWishes(const RequestHead &head, const HttpLimits &limits)
{
    if (head.contentLength > limits.bodyBytes)
        return refuse(413, u"the body may have at most %1 bytes"_s.arg(limits.bodyBytes));
    if (listContains(head.fields.value("upgrade"), "websocket"))
        return refuse(501, u"WebSocket is not supported"_s);
    return {};
}

} // namespace

tl::expected<RequestHead, HttpResponse> RequestHead::parse(QByteArrayView bytes, const HttpLimits &limits)
{
    RequestHead head;
    Refusal refusal;
    qsizetype start = 0;
    const std::string_view all(bytes.data(), static_cast<std::size_t>(bytes.size()));
    while (!refusal && start < bytes.size()) {
        const auto end =
            static_cast<qsizetype>(std::min(all.find("\r\n", static_cast<std::size_t>(start)), all.size()));
        const QByteArrayView line = bytes.sliced(start, end - start);
        if (head.fields.size() == limits.headFields)
            refusal = refuse(431, u"more than %1 header fields"_s.arg(limits.headFields));
        else
            refusal = start == 0 ? readRequestLine(line, head) : readField(line, head);
        start += line.size() + 2;
    }
    if (!refusal)
        refusal = readFraming(head);
    if (!refusal)
        refusal = checkWishes(head, limits);
    if (refusal)
        return tl::unexpected(*refusal);
    return head;
}

} // namespace Standin::Rest
