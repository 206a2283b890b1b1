// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/reaction.h"

#include "mqtt/reasoncodes.h"

namespace Standin {

// A table, one line for each code. CONNACK of 3.1.1 has its own codes, which do not overlap with those of 5.0.
Reaction reactionTo(std::optional<quint8> reasonCode)
{
    namespace Reason = Mqtt::Reason;
    switch (reasonCode.value_or(Reason::success)) {
    case Reason::Before5::unacceptableVersion:
    case Reason::Before5::clientIdRejected:
    case Reason::Before5::badUserNameOrPassword:
    case Reason::Before5::notAuthorized:
    case Reason::unsupportedProtocolVersion:
    case Reason::clientIdNotValid:
    case Reason::badUserNameOrPassword:
    case Reason::notAuthorized:
    case Reason::banned:
    case Reason::badAuthenticationMethod:
    case Reason::sessionTakenOver:
    case Reason::topicFilterNotValid:
    case Reason::administrativeAction:
    case Reason::sharedSubscriptionsNotSupported:
    case Reason::subscriptionIdentifiersNotSupported:
    case Reason::wildcardSubscriptionsNotSupported:
        return Reaction::Stop;
    case Reason::useAnotherServer:
    case Reason::serverMoved:
        return Reaction::FollowReference;
    case Reason::serverBusy:
    case Reason::messageRateTooHigh:
    case Reason::quotaExceeded:
    case Reason::connectionRateExceeded:
        return Reaction::RetryLater;
    default:
        return Reaction::Retry;
    }
}

} // namespace Standin
