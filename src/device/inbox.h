// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/deliveries.h"
#include "device/ownmessages.h"
#include "device/responder.h"
#include "device/session/inboundmessage.h"

namespace Standin {

/// Takes in what arrives for one device: whose message it is, whether it came before, what ties it to others, and what
/// is to be done about it.
class Inbox
{
public:
    struct Received
    {
        Command command;
        Match::Correlation correlation; ///< that of the command, as plain text
        Decision decision;
    };

    /// Both must outlive it.
    Inbox(SentMessages &sent, const Clock &clock)
        : m_sent(sent)
        , m_clock(clock)
        , m_own(sent)
    {}

    /// `scope` is that of the device, its topics rendered.
    void setProfile(const std::shared_ptr<const CompiledProfile> &profile, TemplateScope &scope);

    [[nodiscard]] Received receive(const InboundMessage &message);

    /// See PresetReplies::add().
    Result<> addPresetReply(const PresetReply &reply);
    void clearPresetReplies() { m_state.presetReplies.clear(); }
    /// Replies that the guard has stopped go on.
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
