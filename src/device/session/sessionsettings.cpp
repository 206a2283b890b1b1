// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionsettings.h"

#include "profile/compiledprofile.h"
#include "profile/template/templatescope.h"

namespace Standin {

namespace {

/// The highest, so that a command reaches the device with the QoS it was sent with.
constexpr quint8 commandQos = 2;

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
        subscriptions.append({.topic = scope.topics.command, .qos = commandQos});
    for (const CompiledProfile::Subscription &subscription : compiled.subscriptions) {
        subscriptions.append(subscription.settings);
        subscriptions.last().topic = QString::fromUtf8(subscription.topic.render(scope));
    }
    return subscriptions;
}

} // namespace

Result<SessionSettings> SessionSettings::make(const CompiledProfile &compiled, TemplateScope &scope)
{
    const Connection &connection = compiled.profile.connection;
    const auto password = connection.password.resolve(compiled.profile.baseDir);
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
