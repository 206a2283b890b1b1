// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/linktarget.h"
#include "profile/profile.h"
#include "profile/template/template.h"

#include <memory>
#include <vector>

namespace Standin {

/// A profile that has been checked, with its templates compiled: what all devices of a kind share. Immutable, so every
/// thread may use it.
class CompiledProfile
{
public:
    struct Subscription
    {
        Template topic;
        quint8 qos = 0;
    };

    struct Will
    {
        Template topic;
        Template payload;
        quint8 qos = 0;
        bool retain = false;
        quint32 delaySeconds = 0;
    };

    struct Header
    {
        QByteArray name;
        Template value;
        Secret secret;
    };

    struct Telemetry
    {
        Template topic;
        Template payload;
        quint8 qos = 0;
        int everyMs = 0;
    };

    /// InvalidArgument with the JSON pointer of the value that is wrong.
    [[nodiscard]] static Result<std::shared_ptr<const CompiledProfile>> make(const Profile &profile);

    /// Whether a session opened with one is also right for the other: same connection, topics and subscriptions.
    [[nodiscard]] bool connectsLike(const CompiledProfile &other) const;

    /// Where the device of this scope goes: everything rendered, files by absolute paths, secrets resolved.
    /// InvalidArgument when a client id leads a certificate's path out of its folder; FileNotReadable for a secret.
    [[nodiscard]] Result<LinkTarget> linkTarget(TemplateScope &scope) const;

    Profile profile;
    Template clientId;
    Template username;
    Template report;
    Template command;
    Template replyTopic;
    Template reply;
    std::vector<Subscription> subscriptions;
    std::vector<Telemetry> telemetry;
    std::optional<Will> will;
    Template certificate;
    Template key;
    Template pkcs12;
    std::vector<Header> headers;

private:
    [[nodiscard]] Result<TlsSettings> tlsSettings(TemplateScope &scope) const;
};

} // namespace Standin
