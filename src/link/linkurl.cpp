// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/linkurl.h"

#include <algorithm>
#include <array>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

struct Scheme
{
    QStringView name;
    quint16 port;
    bool isEncrypted;
    bool isWebSocket;
};

constexpr std::array schemes = {
    Scheme{u"mqtt", 1883, false, false}, Scheme{u"tcp", 1883, false, false}, Scheme{u"mqtts", 8883, true, false},
    Scheme{u"ssl", 8883, true, false},   Scheme{u"tls", 8883, true, false},  Scheme{u"ws", 80, false, true},
    Scheme{u"wss", 443, true, true},
};

const Scheme *schemeOf(const QUrl &url)
{
    const QString name = url.scheme();
    const auto *found = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme &s) { return s.name == name; });
    return found == schemes.end() ? nullptr : found;
}

/// The first scheme name of that kind.
QString usualName(bool isEncrypted, bool isWebSocket)
{
    const auto isIt = [=](const Scheme &s) { return s.isEncrypted == isEncrypted && s.isWebSocket == isWebSocket; };
    return std::find_if(schemes.begin(), schemes.end(), isIt)->name.toString();
}

} // namespace

Result<> LinkUrl::check(const QUrl &url)
{
    if (!schemeOf(url))
        return failure(ErrorCode::Unsupported,
                       u"expected a URL that begins with mqtt://, mqtts://, ws:// or wss://, found \"%1\""_s.arg(
                           url.toString(QUrl::RemoveUserInfo)));
    if (url.host().isEmpty())
        return failure(ErrorCode::InvalidArgument, u"the URL names no host"_s);
    if (url.port() == 0)
        return failure(ErrorCode::InvalidArgument, u"no broker has port 0: expected 1 to 65535"_s);
    return {};
}

quint16 LinkUrl::port(const QUrl &url)
{
    const Scheme *scheme = schemeOf(url);
    return static_cast<quint16>(url.port(scheme ? scheme->port : schemes.front().port));
}

bool LinkUrl::isEncrypted(const QUrl &url)
{
    const Scheme *scheme = schemeOf(url);
    return scheme && scheme->isEncrypted;
}

bool LinkUrl::isWebSocket(const QUrl &url)
{
    const Scheme *scheme = schemeOf(url);
    return scheme && scheme->isWebSocket;
}

QString LinkUrl::origin(const QUrl &url)
{
    const Scheme *scheme = schemeOf(url);
    const QString name = scheme ? usualName(scheme->isEncrypted, scheme->isWebSocket) : url.scheme();
    return name + u"://"_s + display(url);
}

QUrl LinkUrl::withEncryption(QUrl url, bool isEncrypted)
{
    const Scheme *scheme = schemeOf(url);
    if (scheme && scheme->isEncrypted != isEncrypted)
        url.setScheme(usualName(isEncrypted, scheme->isWebSocket));
    return url;
}

QString LinkUrl::display(const QUrl &url)
{
    const QString host = url.host().contains(u':') ? u"[%1]"_s.arg(url.host()) : url.host();
    return u"%1:%2"_s.arg(host).arg(port(url));
}

} // namespace Standin
