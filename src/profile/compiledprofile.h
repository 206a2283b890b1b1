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
    // Each with the templates of its settings compiled.
    struct Subscription
    {
        Standin::Subscription settings;
        Template topic;
    };

    struct Will
    {
        Standin::Will settings;
        Template topic;
        Template payload;
    };

    struct Birth
    {
        Standin::Birth settings;
        Template topic;
        Template payload;
    };

    struct Header
    {
        HttpHeader settings;
        Template value;
    };

    struct Telemetry
    {
        Standin::Telemetry settings;
        Template topic;
        Template payload;
    };

    /// InvalidArgument with the JSON pointer of the value that is wrong, also for a secret that was given for another
    /// address than the connection's (SecretRecipients).
    [[nodiscard]] static Result<std::shared_ptr<const CompiledProfile>> make(const Profile &profile);

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
    std::optional<Birth> birth;
    Template certificate;
    Template key;
    Template pkcs12;
    std::vector<Header> headers;

private:
    class Compilation;

    void compileConnection(Compilation &compile, Compilation &compileLogin);
    void compileMessages(Compilation &compile);
    [[nodiscard]] Result<TlsSettings> tlsSettings(TemplateScope &scope) const;
};

} // namespace Standin
