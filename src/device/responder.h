// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/presetreplies.h"
#include "device/replyguard.h"
#include "journal/unanswered.h"
#include "profile/compiledprofile.h"
#include "template/templatescope.h"

namespace Standin {

/// How a message was delivered.
struct Delivery
{
    Clock::Instant at = {};
    quint64 values = 0;               ///< hash of its correlation values; 0: it has none
    bool isOwn = false;               ///< published by the fleet (OwnMessages)
    bool isCopy = false;              ///< it was delivered before (Deliveries)
    bool wasAnsweredByPreset = false; ///< time of arrival
};

/// What a device does with a message. A value that may be stored; it shares its data.
struct Decision
{
    std::shared_ptr<const Template> reply = {};      ///< none: the message is not answered
    QString ruleId = {};                             ///< what made the reply; empty if nothing did
    std::optional<qsizetype> usedPreset = {};        ///< index of the preset reply that is used
    std::optional<Unanswered> unanswered = {};       ///< why there is no reply
    std::optional<ReplyGuard::Verdict> stopped = {}; ///< replies stop at this message

    [[nodiscard]] bool isMatched() const { return reply != nullptr; }
};

/// The state of a device that decide() reads and changes.
struct ResponderState
{
    PresetReplies presetReplies;
    ReplyGuard guard;
};

/// Decides about inbound messages: message and state in, decision out. It uses no session, clock or journal, and has no
/// state of its own.
class Responder
{
public:
    Responder() = default;
    /// `topics` are those of the device, rendered.
    Responder(std::shared_ptr<const CompiledProfile> profile, Topics topics);

    /// A matching preset reply is used first, once; then the profile's reply, for a command with a correlation key.
    [[nodiscard]] Decision decide(const Command &command, const Delivery &delivery, ResponderState &state) const;

private:
    [[nodiscard]] bool isCommand(const QString &topic) const;
    [[nodiscard]] Decision answer(const Command &command, const Delivery &delivery, ResponderState &state) const;
    [[nodiscard]] Unanswered reasonFor(const Command &command, bool isCopy, const ResponderState &state) const;

    std::shared_ptr<const CompiledProfile> m_profile;
    Topics m_topics;
};

} // namespace Standin
