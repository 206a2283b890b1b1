// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "match/message.h"
#include "rules/rule.h"

namespace Standin {
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// {device, message: {topic?, payload, qos?, retain?}} or {seq}: a message of the journal with its device; and `rules`
/// instead of those that are in force. InvalidArgument with a JSON pointer for unknown keys and values of the wrong
/// type.
struct DryRunRequest
{
    QString device = {};
    Match::Message::Fields message = {}; ///< an empty topic: the command topic of the device
    std::optional<QList<Rules::Rule>> rules = {};

    [[nodiscard]] static Result<DryRunRequest> from(const QByteArray &body, const JournalReader &journal);
};

} // namespace Standin::Rest
