// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/deliveries.h"
#include "device/ownmessages.h"
#include "device/responder.h"
#include "device/session/inboundmessage.h"

namespace Standin {

/// Handles the inbound messages of one device: determines the sender, repetitions and correlation values, and the
/// decision of the responder.
class Inbox
{
public:
    struct Received
    {
        Command command;
        Match::Correlation correlation; ///< Response Topic of the command, as plain text
        Decision decision;
        CommandChainPtr chain = {}; ///< of what rules publish because of it; nullptr when they publish nothing
    };

    /// Both must outlive it. `seed` makes limits of rules by chance repeatable.
    Inbox(SentMessages &sent, const Clock &clock, quint64 seed)
        : m_sent(sent)
        , m_clock(clock)
        , m_own(sent)
        , m_state{.presetReplies = {}, .guard = {}, .rules = Rules::RuleStates(seed)}
    {}

    /// `scope` is that of the device, its topics rendered. Call setRules() after it.
    void setProfile(const std::shared_ptr<const CompiledProfile> &profile, TemplateScope &scope);

    void setRules(const Rules::RuleSetPtr &rules);
    /// Forgets how often rules were at work.
    void resetRules() { m_state.rules.clear(); }

    [[nodiscard]] Received receive(const InboundMessage &message, TemplateScope &scope);

    /// See PresetReplies::add().
    Result<> addPresetReply(const PresetReply &reply);
    /// All of them, in this order, or none: the errors are those of PresetReplies::add().
    Result<> setPresetReplies(const QList<PresetReply> &replies);
    void clearPresetReplies() { m_state.presetReplies.clear(); }
    /// Allows replies again that the guard has stopped.
    void resumeReplies() { m_state.guard.reset(); }

private:
    [[nodiscard]] bool isOwn(const Match::Message &message, SentMessages::Fingerprint fingerprint);

    SentMessages &m_sent;
    const Clock &m_clock;
    std::shared_ptr<const CompiledProfile> m_profile;
    Topics m_topics;
    OwnMessages m_own;
    Deliveries m_deliveries;
    Responder m_responder;
    ResponderState m_state;
};

} // namespace Standin
