// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/presetreplies.h"
#include "device/replyguard.h"
#include "journal/unanswered.h"
#include "profile/compiledprofile.h"
#include "rules/ruledecision.h"
#include "template/templatescope.h"

namespace Standin {

/// How a message was delivered.
struct Delivery
{
    Clock::Instant at = {};
    quint64 values = 0;          ///< hash of its correlation values; 0: it has none
    bool isOwn = false;          ///< published by the fleet (OwnMessages)
    bool isCopy = false;         ///< it was delivered before (Deliveries)
    bool wasHandledOnce = false; ///< by what is used once: a preset reply or a rule
    CommandChainPtr chain = {};  ///< of a command that a rule of the fleet has published
};

/// What a device does with a message. A value that may be stored; it shares its data.
struct Decision
{
    std::shared_ptr<const Template> reply = {};      ///< none: the message is not answered
    QString replyId = {};                            ///< what made the reply; empty if nothing did
    std::optional<qsizetype> usedPreset = {};        ///< index of the preset reply that is used
    std::optional<Unanswered> unanswered = {};       ///< why there is no reply
    std::optional<ReplyGuard::Verdict> stopped = {}; ///< replies stop at this message
    Rules::RuleDecision rules = {};                  ///< the rules that fire

    [[nodiscard]] bool isMatched() const { return reply || !rules.fired.empty(); }
    /// The first rule that fires, or else what made the reply.
    [[nodiscard]] const QString &ruleId() const;
    /// That of the first rule that fires.
    [[nodiscard]] QString testId() const;
};

/// The state of a device that decide() reads and changes.
struct ResponderState
{
    PresetReplies presetReplies;
    ReplyGuard guard;
    Rules::RuleStates rules{0};
};

/// Decides about inbound messages: message and state in, decision out. It uses no session, clock or journal, and has no
/// state of its own.
class Responder
{
public:
    Responder() = default;
    /// `topics` are those of the device, rendered.
    Responder(std::shared_ptr<const CompiledProfile> profile, Topics topics);

    void setRules(Rules::RuleSetPtr rules) { m_rules = std::move(rules); }

    /// A matching preset reply is used first, once; then the rules; then, if no rule has taken the message or replied,
    /// the profile's reply, for a command with a correlation key. `scope` is that of the device.
    [[nodiscard]] Decision decide(const Command &command, const Delivery &delivery, ResponderState &state,
                                  TemplateScope &scope) const;

private:
    [[nodiscard]] bool isCommand(const QString &topic) const;
    [[nodiscard]] Decision answered(const Command &command, const Delivery &delivery, ResponderState &state,
                                    TemplateScope &scope) const;
    [[nodiscard]] bool hasDefaultReply(const Command &command, const Rules::RuleDecision &rules) const;
    [[nodiscard]] Unanswered reasonFor(const Command &command, bool isCopy, const ResponderState &state) const;

    std::shared_ptr<const CompiledProfile> m_profile;
    Topics m_topics;
    Rules::RuleSetPtr m_rules = Rules::RuleSet::none();
};

} // namespace Standin
