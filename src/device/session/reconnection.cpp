// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/reconnection.h"

#include "device/session/backoff.h"
#include "device/session/reaction.h"
#include "device/session/serverreference.h"
#include "mqtt/reasoncodes.h"

namespace Standin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Reconnection::begin()
{
    m_attempt = 0;
    m_references = 0;
    m_delay = 0ms;
    m_server.reset();
}

void Reconnection::opened(Instant now)
{
    m_history.opened(now, m_delay);
}

Reconnection::Plan Reconnection::afterFailure(const SessionEnd &end, const Connection &connection, bool isReturning)
{
    m_history.attemptFailed();
    const bool isReference = reactionTo(end.error.reasonCode) == Reaction::FollowReference;
    return isReturning || isReference ? next(end.error, end.serverReference, connection) : Plan{.error = end.error};
}

Reconnection::Plan Reconnection::afterLoss(const SessionEnd &end, const Connection &connection, Instant now)
{
    auto ended = m_history.ended(end.error, now);
    if (ended.hasLasted) {
        m_attempt = 0;
        m_references = 0;
    }
    Plan plan = next(std::move(ended.error), end.serverReference, connection);
    plan.sentBefore = std::move(ended.sentBefore);
    return plan;
}

Reconnection::Plan Reconnection::next(Error error, const QString &serverReference, const Connection &connection)
{
    const Reaction reaction = reactionTo(error.reasonCode);
    if (reaction == Reaction::Stop)
        return {.error = std::move(error)};
    if (reaction == Reaction::FollowReference)
        return follow(std::move(error), serverReference, connection);
    if (m_isServerTemporary)
        m_server.reset();
    ++m_attempt;
    const auto delay = reaction == Reaction::RetryLater
                           ? Backoff::longestDelay(connection.reconnect, m_attempt, m_random)
                           : Backoff::delay(connection.reconnect, m_attempt, m_random);
    m_delay = delay.value_or(0ms);
    return {.delay = delay, .error = std::move(error)};
}

Reconnection::Plan Reconnection::follow(Error error, const QString &serverReference, const Connection &connection)
{
    auto server = ServerReference::resolve(serverReference, connection);
    if (server && m_references >= mostReferences)
        server =
            failure(ErrorCode::LimitReached, u"not followed: %1 consecutive server references"_s.arg(m_references + 1));
    if (!server) {
        const QString why = u"; "_s + server.error().message;
        error.message += why;
        if (error.detail)
            *error.detail += why;
        return {.error = std::move(error)};
    }
    ++m_references;
    m_server = *server;
    m_isServerTemporary = error.reasonCode == Mqtt::Reason::useAnotherServer;
    m_delay = 0ms;
    return {.delay = 0ms, .error = std::move(error), .isElsewhere = true};
}

} // namespace Standin
