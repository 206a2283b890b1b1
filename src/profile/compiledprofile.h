// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/linktarget.h"
#include "match/correlationkeys.h"
#include "profile/keychain.h"
#include "profile/profile.h"
#include "rules/compiledrule.h"
#include "template/template.h"
#include "template/templateplace.h"

#include <memory>
#include <vector>

namespace Standin {

/// A checked profile with compiled templates, shared by all devices of a kind. Immutable, so every thread may use it.
class CompiledProfile
{
public:
    // Each with the templates of its settings compiled.
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
        Template secretFile;
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

    /// The rule that stands at `place` in `rules` of a profile with these names. InvalidArgument with the JSON pointer
    /// of what is wrong in the profile.
    [[nodiscard]] static Result<Rules::CompiledRulePtr> compileRule(const Rules::Rule &rule, qsizetype place,
                                                                    const Rules::CompiledRule::Names &names);

    /// The target of the device of this scope: all templates rendered, files by absolute paths, secrets resolved.
    /// InvalidArgument when a client id leads the path of a certificate or a secret out of its folder; FileNotReadable
    /// for a secret, or what Keychain::value() gives: keychainKeys have been read.
    [[nodiscard]] Result<LinkTarget> linkTarget(TemplateScope &scope, const Keychain &keychain) const;

    /// The topics of the device of this scope; also stores them in the scope. A reply topic that needs the command is
    /// rendered as far as possible. TooLarge when one would become longer than MQTT allows.
    [[nodiscard]] Result<Topics> renderTopics(TemplateScope &scope) const;
    /// The topics of profile.subscriptions for the device of this scope. TooLarge likewise.
    [[nodiscard]] Result<QStringList> renderFilters(TemplateScope &scope) const;

    /// The password of the device of this scope. Errors are those of linkTarget().
    [[nodiscard]] Result<QString> password(TemplateScope &scope, const Keychain &keychain) const;

    /// The names that have a value in a message that is not a reply.
    [[nodiscard]] TemplatePlace placeOfMessages() const;

    Profile profile;
    Variables vars;  ///< of the profile
    Variables state; ///< of a new device
    Template clientId;
    Template username;
    Template report;
    Template command;
    Template replyTopic;
    bool replyTopicNeedsCommand = false; ///< so the topic differs for each reply
    Match::CorrelationKeys correlation;
    Template reply;
    std::shared_ptr<const Rules::CompiledRules> rules; ///< nullptr: none
    std::vector<Template> filters;                     ///< of profile.subscriptions
    std::vector<Telemetry> telemetry;
    std::optional<Will> will;
    std::optional<Birth> birth;
    Template passwordFile;
    Template keyPasswordFile;
    Template proxyPasswordFile;
    Template certificate;
    Template key;
    Template pkcs12;
    std::vector<Header> headers;
    QList<Keychain::Key> keychainKeys; ///< of all its secrets

private:
    class Compilation;

    struct TopicKind;

    [[nodiscard]] static const QList<TopicKind> &topicKinds();

    void compileCorrelation(Compilation &compile);
    void compileClientId(Compilation &compile);
    void compileTopics(Compilation &compile);
    void compileConnection(Compilation &compile);
    void compileMessages(Compilation &compile);
    void compileRules(Compilation &compile);
    [[nodiscard]] Result<TlsSettings> tlsSettings(TemplateScope &scope, const Keychain &keychain) const;
    /// `file` is the template of the secret's file.
    [[nodiscard]] Result<QString> resolve(const Secret &secret, const Template &file, TemplateScope &scope,
                                          const QString &pointer, const Keychain &keychain) const;

    QList<qsizetype> m_topicOrder; ///< of topicKinds(): each after those to which it refers
};

} // namespace Standin
