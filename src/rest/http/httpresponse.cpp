// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/httpresponse.h"

#include <QJsonDocument>
#include <QStringBuilder>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

QByteArray HttpResponse::reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK"_ba;
    case 201:
        return "Created"_ba;
    case 202:
        return "Accepted"_ba;
    case 400:
        return "Bad Request"_ba;
    case 401:
        return "Unauthorized"_ba;
    case 403:
        return "Forbidden"_ba;
    case 404:
        return "Not Found"_ba;
    case 405:
        return "Method Not Allowed"_ba;
    case 408:
        return "Request Timeout"_ba;
    case 409:
        return "Conflict"_ba;
    case 412:
        return "Precondition Failed"_ba;
    case 413:
        return "Content Too Large"_ba;
    case 415:
        return "Unsupported Media Type"_ba;
    case 421:
        return "Misdirected Request"_ba;
    case 422:
        return "Unprocessable Content"_ba;
    case 423:
        return "Locked"_ba;
    case 429:
        return "Too Many Requests"_ba;
    case 431:
        return "Request Header Fields Too Large"_ba;
    case 500:
        return "Internal Server Error"_ba;
    case 501:
        return "Not Implemented"_ba;
    case 502:
        return "Bad Gateway"_ba;
    case 503:
        return "Service Unavailable"_ba;
    case 504:
        return "Gateway Timeout"_ba;
    case 505:
        return "HTTP Version Not Supported"_ba;
    default:
        return "Unknown"_ba;
    }
}

HttpResponse HttpResponse::json(const QJsonObject &object)
{
    return {.body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

HttpResponse HttpResponse::problem(int status, const QString &detail, QJsonObject more)
{
    const QString title = QString::fromLatin1(reasonPhrase(status));
    if (!more.contains(u"type"_s))
        more.insert(u"type"_s, u"urn:standin:"_s + title.toLower().replace(u' ', u'-'));
    more.insert(u"status"_s, status);
    more.insert(u"title"_s, title);
    more.insert(u"detail"_s, detail);
    return {.status = status,
            .contentType = "application/problem+json"_ba,
            .body = QJsonDocument(more).toJson(QJsonDocument::Compact)};
}

HttpResponse HttpResponse::overloaded()
{
    HttpResponse response =
        problem(503, u"other requests and answers take all the memory that there is for them: try again"_s,
                {{u"type"_s, u"urn:standin:limit-reached"_s}});
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

QByteArray HttpResponse::toBytes(Form form) const
{
    const QByteArray length = QByteArray::number(body.size());
    return head(form, "\r\nContent-Length: " % length, form.headOnly ? QByteArrayView() : QByteArrayView(body));
}

QByteArray HttpResponse::streamHead(Form form) const
{
    return head(form, form.chunks ? "\r\nTransfer-Encoding: chunked"_ba : ""_ba, {});
}

QByteArray HttpResponse::head(Form form, const QByteArray &framing, QByteArrayView behind) const
{
    QByteArray more;
    for (const auto &[name, value] : headers)
        more += "\r\n" % name % ": " % value;
    if (form.close)
        more += "\r\nConnection: close";
    return "HTTP/1.1 " % QByteArray::number(status) % ' ' % reasonPhrase(status) % "\r\nContent-Type: " % contentType %
           framing % "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff" % more % "\r\n\r\n" % behind;
}

} // namespace Standin::Rest
