// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionsettings.h"

#include "profile/compiledprofile.h"
#include "template/templatescope.h"

namespace Standin {

namespace {

Result<std::optional<Will>> renderedWill(const CompiledProfile &compiled, TemplateScope &scope)
{
    if (!compiled.will)
        return std::nullopt;
    Will will = compiled.will->settings;
    const auto topic = compiled.will->topic.renderName(scope);
    const auto payload = compiled.will->payload.render(scope, Template::mostNameBytes);
    if (!topic || !payload)
        return Failure(topic ? payload.error() : topic.error());
    will.topic = *topic;
    will.payload = *payload;
    return will;
}

Result<QList<Subscription>> renderedSubscriptions(const CompiledProfile &compiled, TemplateScope &scope)
{
    QList<Subscription> subscriptions;
    if (!scope.topics.command.isEmpty())
        subscriptions.append({.topic = scope.topics.command,
                              .qos = compiled.profile.qos.command,
                              .options = compiled.profile.commandOptions});
    const auto filters = compiled.renderFilters(scope);
    if (!filters)
        return Failure(filters.error());
    for (qsizetype i = 0; i < filters->size(); ++i) {
        subscriptions.append(compiled.profile.subscriptions[i]);
        subscriptions.last().topic = filters->at(i);
    }
    for (Subscription &subscription : subscriptions) {
        if (subscription.topic.startsWith(u"$share/"))
            subscription.options.noLocal = false; // it would be a protocol error [MQTT-3.8.3-4]
    }
    return subscriptions;
}

} // namespace

Result<SessionSettings> SessionSettings::make(const CompiledProfile &compiled, TemplateScope &scope,
                                              const Keychain &keychain)
{
    const Connection &connection = compiled.profile.connection;
    const auto password = compiled.password(scope, keychain);
    if (!password)
        return Failure(password.error());
    const auto target = compiled.linkTarget(scope, keychain);
    if (!target)
        return Failure(target.error());
    const auto username = compiled.username.renderName(scope);
    if (!username)
        return Failure(username.error());
    const auto will = renderedWill(compiled, scope);
    if (!will)
        return Failure(will.error());
    const auto subscriptions = renderedSubscriptions(compiled, scope);
    if (!subscriptions)
        return Failure(subscriptions.error());
    return SessionSettings{.target = *target,
                           .version = connection.version,
                           .clientId = scope.clientId,
                           .username = *username,
                           .password = *password,
                           .keepAlive = connection.keepAlive,
                           .cleanStart = connection.cleanStart,
                           .sessionExpiry = connection.sessionExpiry,
                           .strict = connection.strict,
                           .timeoutMs = connection.connectTimeoutMs,
                           .will = *will,
                           .subscriptions = *subscriptions};
}

} // namespace Standin
