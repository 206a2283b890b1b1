// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/shownsecrets.h"

#include "profile/secretrecipients.h"
#include "profile/typedsecrets.h"

#include <algorithm>

namespace Standin::ShownSecrets {

using namespace Qt::StringLiterals;

namespace {

QUrl shown(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

/// The secret of that place; nullptr when there is none.
Secret *secretAt(Connection &connection, const QString &place)
{
    for (const auto &[each, secret] : secretsOf(connection)) {
        if (each == place)
            return secret;
    }
    return nullptr;
}

/// A template of a path would lead to another file with other values.
bool leadsElsewhere(const Secret &secret, const Profile &sent, const Profile &current)
{
    return secret.file.contains(u'$') && sent.vars != current.vars;
}

Result<> restore(Secret &secret, const QString &place, const Profile &sent, Profile current)
{
    Profile known = hidden(current);
    const Secret *former = secretAt(known.connection, place);
    if (!former || *former != secret || leadsElsewhere(secret, sent, current))
        return failure(
            ErrorCode::InvalidArgument,
            u"expected a string, or the same that the profile has: a request cannot name where a secret is"_s, place);
    secret = *secretAt(current.connection, place);
    return {};
}

} // namespace

Profile hidden(Profile profile)
{
    profile.source.clear(); // it may have others, in keys that are not known
    Connection &connection = profile.connection;
    for (const auto &[place, secret] : secretsOf(connection))
        secret->ask = secret->isTyped();
    connection.url = shown(connection.url);
    connection.proxy.url = shown(connection.proxy.url);
    for (HttpHeader &header : connection.headers) {
        header.secret.ask = !header.secret.isNamed();
        header.value.clear();
    }
    return withoutTypedSecrets(std::move(profile));
}

Result<Profile> restored(Profile sent, const Profile *current)
{
    const Profile before = current ? *current : Profile();
    for (HttpHeader &header : sent.connection.headers) {
        const auto former = std::ranges::find(before.connection.headers, header.name, &HttpHeader::name);
        if (former != before.connection.headers.end() && header.secret.ask && !former->secret.isSet())
            header = *former;
    }
    for (const auto &[place, secret] : secretsOf(sent.connection)) {
        if (!secret->isNamed() && !secret->ask)
            continue;
        if (const auto done = restore(*secret, place, sent, before); !done)
            return Failure(done.error());
    }
    if (sent.connection.url == shown(before.connection.url))
        sent.connection.url = before.connection.url;
    sent.baseDir = before.baseDir;
    return SecretRecipients::checkTrust(before.connection, sent.connection, u"/connection"_s).map([&sent] {
        return sent;
    });
}

} // namespace Standin::ShownSecrets
