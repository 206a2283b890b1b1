// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/offlinemode.h"
#include "base/result.h"
#include "device/commandchain.h"
#include "device/session/outboundmessage.h"
#include "match/correlation.h"

namespace Standin {

/// What the rules of a device can make it do. RuleActions calls it in the device's thread.
class RuleEffects
{
public:
    /// What an effect is due to, for the journal.
    struct Origin
    {
        QString ruleId = {};
        QString testId = {};
        Match::Correlation correlation = {}; ///< of the command
        bool isReply = false;
        CommandChainPtr chain = {}; ///< of what rules publish because of the command
    };

    virtual void sendForRule(const OutboundMessage &message, const Origin &origin) = 0;
    /// `changes`: an object; null removes a value.
    virtual void setStateForRule(const JsonText &changes, const Origin &origin) = 0;
    virtual void goOfflineForRule(OfflineMode mode) = 0;
    virtual void goOnlineForRule() = 0;
    virtual void fireEvent(const QString &name, const QByteArray &data, const Origin &origin) = 0;
    virtual void ruleFailed(const Error &error, const Origin &origin) = 0;

protected:
    ~RuleEffects() = default;
};

} // namespace Standin
