// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/jsonsyntax.h"

namespace Standin {

/// Why nobody answered a message that was received.
/// A new reason needs a name (toString) and words for the window (gui/style/displaytext).
enum class UnansweredReason : quint8 {
    OwnMessage,        ///< this device or another one of the fleet published it
    NotOnCommandTopic, ///< it came by another subscription
    NotJson,           ///< so no correlation key could be found in it; Unanswered::json says where
    NoCorrelationKey,  ///< nothing in it ties a reply to it
    NoReply,           ///< the profile's reply is empty
    Retained,          ///< a preset reply waits, but not for a message that the broker had kept
    Duplicate,         ///< the message was delivered before
    RepliesStopped,    ///< see ReplyGuard
};

/// "ownMessage", "notOnCommandTopic", "notJson", "noCorrelationKey", "noReply", "retained", "duplicate",
/// "repliesStopped": the names of REST and files. They stay as they are.
[[nodiscard]] QString toString(UnansweredReason reason);

/// What is wrong with a payload that is no JSON.
struct JsonFault
{
    JsonProblem problem = JsonProblem::ExpectedValue;
    Json::TextPosition at = {};

    /// nullopt for JSON.
    [[nodiscard]] static std::optional<JsonFault> in(const QByteArray &payload);
};

struct Unanswered
{
    UnansweredReason reason = UnansweredReason::NoCorrelationKey;
    std::optional<JsonFault> json = {}; ///< with NotJson
};

} // namespace Standin
