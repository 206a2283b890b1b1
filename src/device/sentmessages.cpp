// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/sentmessages.h"

#include "base/topicrules.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace Standin {

namespace {

/// The levels before the first one with a wildcard.
QStringView beginningOf(QStringView filter)
{
    const auto isWildcard = [](QChar c) { return c == u'+' || c == u'#'; };
    const qsizetype wildcard = std::find_if(filter.begin(), filter.end(), isWildcard) - filter.begin();
    const qsizetype slash = filter.first(wildcard).lastIndexOf(u'/');
    return filter.first(std::max<qsizetype>(slash, 0));
}

bool hasWildcard(QStringView filter)
{
    return filter.contains(u'+') || filter.contains(u'#');
}

} // namespace

void SentMessages::TextSet::add(QStringView text)
{
    const size_t bit = qHash(text, QHashSeed::globalSeed()) % bits;
    m_words[bit / 64].fetch_or(quint64(1) << (bit % 64), std::memory_order_relaxed);
}

bool SentMessages::TextSet::contains(QStringView text) const
{
    const size_t bit = qHash(text, QHashSeed::globalSeed()) % bits;
    return (m_words[bit / 64].load(std::memory_order_relaxed) >> (bit % 64)) & 1U;
}

void SentMessages::Record::age(Clock::Instant now)
{
    if (now - sentAt >= memory) {
        first = mark = last;
        markedAt = now;
    } else if (now - markedAt >= memory) {
        first = std::exchange(mark, last);
        markedAt = now;
    }
}

void SentMessages::Shard::makeRoom(Clock::Instant now)
{
    constexpr int mostAtOnce = 2; // for each added filter
    for (int looked = 0; looked < mostAtOnce && !order.empty(); ++looked) {
        const auto [oldest, queuedAt] = order.front();
        if (now - queuedAt < memory && records.size() < maxPerShard)
            return;
        const Clock::Instant sentAt = records.at(oldest).sentAt;
        if (sentAt > queuedAt) { // sent again meanwhile
            order.pop_front();
            order.emplace_back(oldest, sentAt);
        } else {
            forgetOldest();
        }
    }
    if (records.size() >= maxPerShard)
        forgetOldest();
}

void SentMessages::Shard::forgetOldest()
{
    const auto record = records.extract(order.front().first);
    order.pop_front();
    forgotten = std::max(forgotten, record.mapped().last);
}

SentMessages::Fingerprint SentMessages::fingerprint(const QString &topic, const QByteArray &payload)
{
    return qHashMulti(QHashSeed::globalSeed(), topic, payload);
}

void SentMessages::listenTo(const QString &filter)
{
    const QStringView plain = TopicRules::withoutShare(QStringView(filter));
    if (hasWildcard(plain))
        m_beginnings.add(beginningOf(plain));
    else
        m_topics.add(plain);
}

void SentMessages::addCommandTopic(const QString &topic)
{
    if (!topic.isEmpty() && !hasWildcard(topic))
        m_commandTopics.add(topic);
}

bool SentMessages::isHeard(QStringView topic) const
{
    if (m_topics.contains(topic) || m_beginnings.contains(topic) || m_beginnings.contains(QStringView()))
        return true;
    for (qsizetype slash = topic.indexOf(u'/'); slash >= 0; slash = topic.indexOf(u'/', slash + 1)) {
        if (m_beginnings.contains(topic.first(slash)))
            return true;
    }
    return false;
}

void SentMessages::add(const QString &topic, const QByteArray &payload, Lasting lasting)
{
    if (!isHeard(topic))
        return;
    const Fingerprint key = fingerprint(topic, payload);
    Shard &shard = shardOf(key);
    const Clock::Instant now = m_clock.steadyNow();
    const std::lock_guard lock(shard.mutex);
    if (lasting != Lasting::No) {
        if (shard.lasting.size() >= maxPerShard)
            shard.lasting.erase(shard.lasting.begin());
        shard.lasting[key] |= static_cast<quint8>(lasting);
    }
    if (lasting == Lasting::Will)
        return;
    const auto found = shard.records.find(key);
    if (found != shard.records.end()) {
        found->second.age(now);
        ++found->second.last;
        found->second.sentAt = now;
        return;
    }
    shard.makeRoom(now);
    const quint64 number = shard.forgotten;
    shard.records.emplace(key,
                          Record{.first = number, .last = number + 1, .mark = number, .markedAt = now, .sentAt = now});
    shard.order.emplace_back(key, now);
}

SentMessages::Sent SentMessages::find(Fingerprint fingerprint)
{
    Shard &shard = shardOf(fingerprint);
    const std::lock_guard lock(shard.mutex);
    Sent sent;
    const auto lasting = shard.lasting.find(fingerprint);
    if (lasting != shard.lasting.end()) {
        sent.isRetained = lasting->second & static_cast<quint8>(Lasting::Retained);
        sent.isWill = lasting->second & static_cast<quint8>(Lasting::Will);
    }
    const auto found = shard.records.find(fingerprint);
    if (found != shard.records.end()) {
        found->second.age(m_clock.steadyNow());
        sent.first = found->second.first;
        sent.last = found->second.last;
    }
    return sent;
}

} // namespace Standin
