// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/serverreference.h"

#include "link/linkurl.h"
#include "profile/secretrecipients.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// "host", "host:port", "[address]", "[address]:port".
std::optional<QUrl> withAuthority(const QString &authority, const QUrl &from)
{
    if (authority.contains(u'@') || authority.contains(u'/'))
        return std::nullopt;
    const QUrl parsed(u"//"_s + authority, QUrl::StrictMode);
    const bool endsWithColon = authority.endsWith(u':');
    if (!parsed.isValid() || parsed.host().isEmpty() || parsed.port() == 0 || endsWithColon ||
        !parsed.path().isEmpty() || parsed.hasQuery() || parsed.hasFragment())
        return std::nullopt;
    QUrl url = from;
    url.setHost(parsed.host());
    url.setPort(parsed.port());
    return url;
}

Failure notFollowed(const QString &why)
{
    return failure(ErrorCode::InvalidArgument, u"not followed: "_s + why, {}, why);
}

} // namespace

Result<QUrl> ServerReference::resolve(const QString &reference, const Connection &connection)
{
    if (connection.serverReference == ServerReferencePolicy::Stop)
        return notFollowed(u"\"serverReference\" of the profile's connection is \"stop\""_s);
    const QStringList references = reference.split(u' ', Qt::SkipEmptyParts);
    const auto url = references.isEmpty() ? std::nullopt : withAuthority(references.constFirst(), connection.url);
    if (!url)
        return notFollowed(u"the broker names no server as host or host:port"_s);
    const bool isSameServer = url->host() == connection.url.host() && LinkUrl::port(*url) == connection.port();
    const bool mayTakeSecrets = connection.serverReference == ServerReferencePolicy::FollowWithCredentials;
    if (!isSameServer && !mayTakeSecrets && SecretRecipients::sendsSecrets(connection))
        return notFollowed(u"the password was given for %1; \"serverReference\": \"follow-with-credentials\" sends it "
                           "to any server that the broker names"_s.arg(LinkUrl::display(connection.url)));
    return *url;
}

} // namespace Standin
