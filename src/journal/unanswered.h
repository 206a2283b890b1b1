// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/jsonsyntax.h"

namespace Standin {

/// Why a received message was not answered. A new reason needs a name (toString) and a text for the window
/// (gui/style/displaytext).
enum class UnansweredReason : quint8 {
    OwnMessage,        ///< this device or another one of the fleet published it
    NotOnCommandTopic, ///< it was received by another subscription
    NotJson,           ///< so it has no correlation key; Unanswered::json has the position
    NoCorrelationKey,  ///< it has no correlation key
    NoReply,           ///< the profile's reply is empty
    Retained,          ///< a preset reply waits, but not for a retained message
    Duplicate,         ///< the message was delivered before
    RepliesStopped,    ///< see ReplyGuard
};

/// The stable names in REST and files: "ownMessage", "notOnCommandTopic", "notJson", "noCorrelationKey", "noReply",
/// "retained", "duplicate", "repliesStopped".
[[nodiscard]] QString toString(UnansweredReason reason);
[[nodiscard]] std::optional<UnansweredReason> unansweredReasonFromString(QStringView name);

/// The syntax error of a payload that is not JSON.
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
