// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secretrecipients.h"

#include "link/linkurl.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

struct Place
{
    Secret *secret;
    bool isSet;
    bool isSent;  ///< whether it is sent to the broker: the password of a key is not, that of a proxy is sent to the
                  ///< proxy
    QString name; ///< for messages
    QString pointer;
    QString recipient; ///< its recipient with this connection
};

/// RFC 9110 section 11 and RFC 6265.
bool holdsCredentials(const QString &header)
{
    static const QStringList names = {u"authorization"_s, u"proxy-authorization"_s, u"cookie"_s};
    return names.contains(header.toLower());
}

QString addressOfProxy(const Proxy &proxy)
{
    return proxy.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment)
        .toString();
}

QList<Place> placesOf(Connection &connection)
{
    const QString broker = SecretRecipients::addressOf(connection);
    QList<Place> places;
    const auto add = [&places](Secret &secret, bool isSent, const QString &name, const QString &pointer,
                               const QString &recipient) {
        const bool isGiven = secret.isSet() && !secret.isMissing(); // one that is still to be typed in has no recipient
        places.append({&secret, isGiven, isSent, name, u"/connection/"_s + pointer, recipient});
    };
    add(connection.password, true, u"the password"_s, u"password"_s, broker);
    add(connection.tls.keyPassword, false, u"the password of the key"_s, u"tls/keyPassword"_s, broker);
    for (HttpHeader &header : connection.headers) {
        add(header.secret, LinkUrl::isWebSocket(connection.url), u"the header \"%1\""_s.arg(header.name),
            u"headers/"_s + header.name, broker);
        places.last().isSet |= !header.value.isEmpty() && holdsCredentials(header.name);
    }
    add(connection.proxy.password, false, u"the password of the proxy"_s, u"proxy/password"_s,
        addressOfProxy(connection.proxy));
    return places;
}

template <typename Predicate>
bool anyPlace(Connection connection, Predicate holds)
{
    const QList<Place> places = placesOf(connection);
    return std::any_of(places.begin(), places.end(), holds);
}

bool trustsLike(const Connection &one, const Connection &other)
{
    return one.tls.ca == other.tls.ca && one.tls.verifyPeer == other.tls.verifyPeer &&
           one.tls.serverName == other.tls.serverName && one.serverReference == other.serverReference;
}

} // namespace

Result<> SecretRecipients::bind(Connection &connection)
{
    const QList<Place> places = placesOf(connection);
    for (const Place &place : places) {
        const QString &owner = place.secret->recipient;
        if (place.isSet && !owner.isEmpty() && owner != place.recipient)
            return failure(ErrorCode::InvalidArgument,
                           u"%1 was given for %2 and is not sent to %3: give the one for that address, or none"_s.arg(
                               place.name, owner, place.recipient),
                           place.pointer);
    }
    for (const Place &place : places)
        place.secret->recipient = place.isSet ? place.recipient : QString();
    return {};
}

bool SecretRecipients::hasBound(const Connection &connection)
{
    return anyPlace(connection, [](const Place &place) { return place.isSet && !place.secret->recipient.isEmpty(); });
}

Result<> SecretRecipients::checkTrust(const Connection &before, const Connection &after, const QString &pointer)
{
    if (trustsLike(before, after) || !hasBound(after))
        return {};
    return failure(ErrorCode::InvalidArgument,
                   u"another broker could be trusted then: give the secrets anew in the same call"_s,
                   pointer + (before.tls == after.tls ? u"/serverReference"_s : u"/tls"_s));
}

bool SecretRecipients::sendsSecrets(const Connection &connection)
{
    return anyPlace(connection, [](const Place &place) { return place.isSet && place.isSent; });
}

QString SecretRecipients::addressOf(const Connection &connection)
{
    QString address = LinkUrl::origin(connection.url);
    if (!connection.proxy.url.isEmpty())
        address += u" through "_s + addressOfProxy(connection.proxy);
    return address;
}

} // namespace Standin
