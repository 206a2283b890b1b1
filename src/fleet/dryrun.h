// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "profile/compiledprofile.h"
#include "rules/judgement.h"

namespace Standin {

/// What the rules of a device would make of a message, without doing it. Limits of rules are left out: a rule that
/// matches may have fired often enough already.
struct DryRun
{
    static constexpr qsizetype mostNearest = 5;

    bool isCommand = false;           ///< the topic is the command topic of the device
    QList<Rules::Judgement> matching; ///< in the order in which they are tried
    QList<Rules::Judgement> nearest;  ///< of the others, those for which the most conditions hold

    /// A message without a topic is one on the command topic.
    [[nodiscard]] static DryRun of(const DeviceStatus &device, const CompiledProfile &profile,
                                   const Rules::RuleSet &rules, Match::Message::Fields message, const Clock &clock);
};

} // namespace Standin
