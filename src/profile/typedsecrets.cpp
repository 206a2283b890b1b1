// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/typedsecrets.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

template <typename Condition>
QStringList placesWhere(Profile &profile, Condition condition)
{
    QStringList places;
    for (const auto &[place, secret] : secretsOf(profile.connection)) {
        if (condition(*secret))
            places.append(place);
    }
    return places;
}

} // namespace

QList<std::pair<QString, Secret *>> secretsOf(Connection &connection)
{
    QList<std::pair<QString, Secret *>> secrets{
        {u"/connection/password"_s, &connection.password},
        {u"/connection/tls/keyPassword"_s, &connection.tls.keyPassword},
        {u"/connection/proxy/password"_s, &connection.proxy.password},
    };
    for (HttpHeader &header : connection.headers)
        secrets.append({u"/connection/headers/"_s + header.name, &header.secret});
    return secrets;
}

QStringList typedSecrets(Profile profile)
{
    return placesWhere(profile, [](const Secret &secret) { return secret.isTyped() && !secret.isMissing(); });
}

QStringList missingSecrets(Profile profile)
{
    return placesWhere(profile, [](const Secret &secret) { return secret.isMissing(); });
}

Profile withTypedSecrets(Profile profile, const QMap<QString, QString> &values)
{
    for (const auto &[place, secret] : secretsOf(profile.connection)) {
        if (const auto value = values.constFind(place); value != values.cend())
            secret->value = *value;
    }
    return profile;
}

Profile withoutTypedSecrets(Profile profile)
{
    for (const auto &[place, secret] : secretsOf(profile.connection))
        secret->value.clear();
    return profile;
}

} // namespace Standin
