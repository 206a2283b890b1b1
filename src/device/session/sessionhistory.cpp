// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionhistory.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

void append(Error &error, const QString &fact)
{
    error.message += fact;
    if (error.detail)
        *error.detail += fact;
}

QString described(const SessionHistory::Sent &sent, milliseconds before)
{
    constexpr qsizetype longestTopic = 200;
    const QString id = sent.qos > 0 ? u", packet id %1, not acknowledged"_s.arg(sent.packetId) : QString();
    return u", %1 ms after PUBLISH to \"%2\" (QoS %3%4)"_s.arg(
        QString::number(before.count()), sent.topic.left(longestTopic), QString::number(sent.qos), id);
}

} // namespace

void SessionHistory::opened(Instant now, milliseconds delayBefore)
{
    m_openedAt = now;
    m_leastToLast = std::max<milliseconds>(leastToLast, delayBefore);
    m_sent.reset();
}

void SessionHistory::acknowledged(qint32 packetId)
{
    if (m_sent && m_sent->packetId == packetId)
        m_sent.reset();
}

SessionHistory::End SessionHistory::ended(Error error, Instant now)
{
    End end{.error = std::move(error), .hasLasted = now - m_openedAt >= m_leastToLast};
    const auto sent = std::exchange(m_sent, std::nullopt);
    if (end.error.code != ErrorCode::ConnectionLost || end.error.reasonCode) {
        m_unexplainedEnds = 0;
        return end;
    }
    const bool isFirst = m_unexplainedEnds++ == 0;
    if (sent && (sent->qos > 0 || now - sent->at <= justBefore)) {
        end.sentBefore = sent;
        append(end.error, described(*sent, std::chrono::duration_cast<milliseconds>(now - sent->at)));
    }
    // An unacknowledged message is the more probable reason: its topic may be forbidden.
    const bool isExplained = end.sentBefore && end.sentBefore->qos > 0;
    if (!isFirst && !end.hasLasted && !isExplained)
        append(end.error, u"; another client seems to use this client id"_s);
    return end;
}

} // namespace Standin
