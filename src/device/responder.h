// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/presetreplies.h"
#include "device/replyguard.h"
#include "journal/unanswered.h"
#include "profile/compiledprofile.h"
#include "profile/template/templatescope.h"

namespace Standin {

/// What is known of the way a message came, beside what stands in it.
struct Delivery
{
    Clock::Instant at = {};
    quint64 values = 0;               ///< stands for its correlation values; 0: it has none
    bool isOwn = false;               ///< the fleet has published it (OwnMessages)
    bool isCopy = false;              ///< the same message was delivered before (Deliveries)
    bool wasAnsweredByPreset = false; ///< when it was
};

/// What a device does about a message. A value that may be kept: it shares what it needs.
struct Decision
{
    std::shared_ptr<const Template> reply = {};      ///< none: the message is not answered
    QString ruleId = {};                             ///< what decided; empty where nothing did
    std::optional<qsizetype> usedPreset = {};        ///< the place in the queue of the preset reply that is used up
    std::optional<Unanswered> unanswered = {};       ///< why there is no reply
    std::optional<ReplyGuard::Verdict> stopped = {}; ///< replies stop with this message

    [[nodiscard]] bool isMatched() const { return reply != nullptr; }
};

/// What decide() may look at and change of a device.
struct ResponderState
{
    PresetReplies presetReplies;
    ReplyGuard guard;
};

/// Decides about inbound messages: message and state in, decision out. It knows no session, clock or journal, and
/// remembers nothing between two messages but what is in the state.
class Responder
{
public:
    Responder() = default;
    /// `topics` are those of the device, rendered.
    Responder(std::shared_ptr<const CompiledProfile> profile, Topics topics);

    /// Preset replies come first and are used up; then the profile's reply, for a command with a correlation key.
    [[nodiscard]] Decision decide(const Command &command, const Delivery &delivery, ResponderState &state) const;

private:
    [[nodiscard]] bool isCommand(const QString &topic) const;
    [[nodiscard]] Decision answer(const Command &command, const Delivery &delivery, ResponderState &state) const;
    [[nodiscard]] Unanswered reasonFor(const Command &command, bool isCopy, const ResponderState &state) const;

    std::shared_ptr<const CompiledProfile> m_profile;
    Topics m_topics;
};

} // namespace Standin
