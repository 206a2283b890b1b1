// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/presetreplies.h"
#include "profile/compiledprofile.h"
#include "profile/template/templatescope.h"

namespace Standin {

/// What a device does about a message. A value that may be kept: it shares what it needs.
struct Decision
{
    std::shared_ptr<const Template> reply = {}; ///< none: the message is not answered
    QString ruleId = {};                        ///< what decided; empty where nothing did

    [[nodiscard]] bool isMatched() const { return reply != nullptr; }
};

/// What decide() may look at and change of a device.
struct ResponderState
{
    PresetReplies presetReplies;
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
    [[nodiscard]] Decision decide(const Command &command, ResponderState &state) const;

private:
    [[nodiscard]] bool isCommand(const QString &topic) const;

    std::shared_ptr<const CompiledProfile> m_profile;
    Topics m_topics;
};

} // namespace Standin
