// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/linktarget.h"
#include "profile/profile.h"

#include <optional>

namespace Standin {

class CompiledProfile;
class Keychain;
class TemplateScope;

/// The settings of a session: all templates rendered, all secrets resolved. A value.
struct SessionSettings
{
    /// For the device of this scope. Errors are those of CompiledProfile::linkTarget() and of the password.
    [[nodiscard]] static Result<SessionSettings> make(const CompiledProfile &compiled, TemplateScope &scope,
                                                      const Keychain &keychain);

    LinkTarget target;
    MqttVersion version = MqttVersion::V3_1_1;
    QString clientId;
    QString username;
    QString password;
    int keepAlive = 60; ///< seconds; 0 switches it off
    bool cleanStart = true;
    quint32 sessionExpiry = 0;         ///< seconds
    bool strict = false;               ///< see Connection
    int timeoutMs = 10'000;            ///< from name look-up to SUBACK together
    std::optional<Will> will;          ///< topic and payload rendered
    QList<Subscription> subscriptions; ///< topics rendered; the command topic is the first
};

} // namespace Standin
