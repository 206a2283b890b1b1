// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/replyguard.h"

#include <QStringList>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

Error chainTooLong(int limit)
{
    const QString facts = u"more than %1 commands because of one message"_s.arg(limit);
    return {.code = ErrorCode::LimitReached,
            .message =
                u"rules have published "_s + facts +
                u": it seems that they make each other fire. The next message begins anew; \"replyLimit\" in the "
                u"profile sets the limit"_s,
            .detail = facts};
}

} // namespace

ReplyGuard::Verdict ReplyGuard::ask(quint64 values, int limit, Clock::Instant now, CommandChain *chain)
{
    if (limit <= 0)
        return Verdict::Answer;
    if (chain && chain->size() > limit)
        return chain->stop() ? Verdict::StopChain : Verdict::Stopped;
    const Verdict same = values == 0 ? Verdict::Answer : askSame(values, limit, now);
    return same == Verdict::Answer ? askAll(limit, now) : same;
}

ReplyGuard::Verdict ReplyGuard::askSame(quint64 values, int limit, Clock::Instant now)
{
    Counter *counter = counterOf(values, now);
    if (!counter)
        return Verdict::Answer;
    counter->last = now;
    if (counter->isStopped)
        return Verdict::Stopped;
    if (++counter->count <= limit)
        return Verdict::Answer;
    counter->isStopped = true;
    return Verdict::StopTheseValues;
}

Error ReplyGuard::describe(Verdict verdict, const Match::Correlation &correlation, int limit)
{
    if (verdict == Verdict::StopChain)
        return chainTooLong(limit);
    QStringList values;
    for (const auto &[key, value] : correlation)
        values.append(key + u" = "_s + value.left(100));
    const QString which = values.join(u", "_s);
    const QString what = verdict == Verdict::StopTheseValues
                             ? u"more than %1 commands with %2 without a pause of %3 s"_s.arg(limit).arg(which)
                             : u"more than %1 commands within %2 s"_s.arg(qint64(limit) * timesLimit);
    const QString facts = what.arg(window.count());
    return {.code = ErrorCode::LimitReached,
            .message = u"answered "_s + facts +
                       u": it seems that replies come back as commands. Such commands are answered again when none has "
                       u"come for %1 s, or after a connect; \"replyLimit\" in the profile sets the limit"_s.arg(
                           window.count()),
            .detail = facts};
}

ReplyGuard::Verdict ReplyGuard::askAll(int limit, Clock::Instant now)
{
    if (now - m_all.last >= window)
        m_all = {};
    m_all.last = now;
    if (m_all.isStopped)
        return Verdict::Stopped;
    if (now - m_windowBegan >= window) {
        m_windowBegan = now;
        m_all.count = 0;
    }
    if (++m_all.count <= static_cast<qint64>(limit) * timesLimit)
        return Verdict::Answer;
    m_all.isStopped = true;
    return Verdict::StopAll;
}

ReplyGuard::Counter *ReplyGuard::counterOf(quint64 values, Clock::Instant now)
{
    for (Counter &counter : m_counters) {
        if (now - counter.last >= window)
            counter = {};
    }
    const auto found = std::ranges::find(m_counters, values, &Counter::values);
    if (found != m_counters.end())
        return &*found;
    const auto free = std::ranges::find(m_counters, 0, &Counter::count);
    if (free != m_counters.end()) {
        *free = {.values = values};
        return &*free;
    }
    for (Counter &counter : m_counters) {
        if (!counter.isStopped)
            --counter.count;
    }
    return nullptr;
}

} // namespace Standin
