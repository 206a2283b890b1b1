// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/requestfilter.h"

#include "rest/http/requesthead.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// Compares in constant time; only the length can be measured.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    uchar difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<uchar>(a[i]) ^ static_cast<uchar>(b[i]);
    return difference == 0;
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

RequestFilter::RequestFilter(QList<QByteArray> hosts, QByteArray token)
    : m_hosts(std::move(hosts))
    , m_token(std::move(token))
{}

std::optional<HttpResponse> RequestFilter::refusalOf(const RequestHead &head) const
{
    if (!isKnownHost(head.fields.value("host")))
        return HttpResponse::problem(421, u"this server does not answer for the Host of the request, only for "_s +
                                              QString::fromLatin1(m_hosts.join(", ")));
    if (head.fields.has("origin"))
        return HttpResponse::problem(403, u"requests from web pages (Origin) are not answered"_s);
    if (!isAuthorized(head.fields.value("authorization"))) {
        HttpResponse response =
            HttpResponse::problem(401, u"the field \"Authorization: Bearer <token>\" is missing or wrong"_s);
        response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"standin\"");
        return response;
    }
    return std::nullopt;
}

bool RequestFilter::isKnownHost(const QByteArray &host) const
{
    if (m_hosts.isEmpty())
        return true;
    const qsizetype colon = host.indexOf(':', host.lastIndexOf(']') + 1);
    const QByteArrayView port = colon < 0 ? "0" : QByteArrayView(host).sliced(colon + 1);
    return m_hosts.contains(host.first(colon < 0 ? host.size() : colon).toLower()) && isNumber(port);
}

bool RequestFilter::isAuthorized(const QByteArray &authorization) const
{
    if (m_token.isEmpty())
        return true;
    constexpr QByteArrayView scheme = "bearer ";
    return authorization.first(qMin(scheme.size(), authorization.size())).toLower() == scheme &&
           equalInConstantTime(QByteArrayView(authorization).sliced(scheme.size()).trimmed(), m_token);
}

} // namespace Standin::Rest
