// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionsettings.h"

#include "profile/compiledprofile.h"
#include "profile/template/templatescope.h"

namespace Standin {

namespace {

std::optional<Will> renderedWill(const CompiledProfile &compiled, TemplateScope &scope)
{
    if (!compiled.will)
        return std::nullopt;
    Will will = compiled.will->settings;
    will.topic = QString::fromUtf8(compiled.will->topic.render(scope));
    will.payload = compiled.will->payload.render(scope);
    return will;
}

QList<Subscription> renderedSubscriptions(const CompiledProfile &compiled, TemplateScope &scope)
{
    QList<Subscription> subscriptions;
    if (!scope.topics.command.isEmpty())
        subscriptions.append({.topic = scope.topics.command,
                              .qos = compiled.profile.qos.command,
                              .options = compiled.profile.commandOptions});
    for (const CompiledProfile::Subscription &subscription : compiled.subscriptions) {
        subscriptions.append(subscription.settings);
        subscriptions.last().topic = QString::fromUtf8(subscription.topic.render(scope));
    }
    for (Subscription &subscription : subscriptions) {
        if (subscription.topic.startsWith(u"$share/"))
            subscription.options.noLocal = false; // it would be a protocol error [MQTT-3.8.3-4]
    }
    return subscriptions;
}

} // namespace

Result<SessionSettings> SessionSettings::make(const CompiledProfile &compiled, TemplateScope &scope)
{
    const Connection &connection = compiled.profile.connection;
    const auto password = compiled.password(scope);
    if (!password)
        return Failure(password.error());
    const auto target = compiled.linkTarget(scope);
    if (!target)
        return Failure(target.error());
    return SessionSettings{.target = *target,
                           .version = connection.version,
                           .clientId = scope.clientId,
                           .username = QString::fromUtf8(compiled.username.render(scope)),
                           .password = *password,
                           .keepAlive = connection.keepAlive,
                           .cleanStart = connection.cleanStart,
                           .sessionExpiry = connection.sessionExpiry,
                           .strict = connection.strict,
                           .timeoutMs = connection.connectTimeoutMs,
                           .will = renderedWill(compiled, scope),
                           .subscriptions = renderedSubscriptions(compiled, scope)};
}

} // namespace Standin
