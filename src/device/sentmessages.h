// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/chainedcommands.h"

#include <QByteArray>
#include <QString>

namespace Standin {

/// The messages that the devices of a fleet have published lately, to distinguish a copy that the broker delivers from
/// a message of another client. Only topics to which a device of the fleet has subscribed are recorded. A message is
/// identified by the fingerprint of topic and payload (a copy may have another QoS). It is stored for at least
/// `memory`; messages that the broker stores (retained, wills) as long as there is space. Bounded; may be used by any
/// thread.
class SentMessages
{
public:
    using Fingerprint = ChainedCommands::Fingerprint;

    static constexpr std::chrono::seconds memory{60};
    static constexpr size_t shardCount = 64;
    static constexpr size_t maxPerShard = 4096;

    /// The clock must outlive it.
    explicit SentMessages(const Clock &clock)
        : m_clock(clock)
    {}

    [[nodiscard]] static Fingerprint fingerprint(const QString &topic, const QByteArray &payload);

    /// A device subscribes to this filter. Filters are never removed.
    void listenTo(const QString &filter);
    /// A device takes commands on this topic (a filter without wildcards).
    void addCommandTopic(const QString &topic);
    /// Whether a device takes commands on exactly this topic; rarely true although none does.
    [[nodiscard]] bool isCommandTopic(const QString &topic) const { return m_commandTopics.contains(topic); }

    /// A rule publishes a command for another device, in this chain. Its copy is no message of the fleet's own. Call it
    /// before the message is passed to the session.
    void addCommand(const QString &topic, const QByteArray &payload, const CommandChainPtr &chain)
    {
        m_commands.add(fingerprint(topic, payload), chain, m_clock.steadyNow());
    }
    /// The chain of a command that a device receives; nullptr when no rule has published it.
    [[nodiscard]] CommandChainPtr chainOf(Fingerprint fingerprint)
    {
        return m_commands.chainOf(fingerprint, m_clock.steadyNow());
    }

    enum class Lasting : quint8 {
        No = 0,
        Retained = 1, ///< the broker may deliver it as a retained message at any later time
        Will = 2,     ///< the broker may publish it at any later time
    };

    /// Call it before the message is passed to the session, because its copy may come back at once.
    void add(const QString &topic, const QByteArray &payload, Lasting lasting = Lasting::No);

    /// The messages with one fingerprint are numbered in the order of sending. `first` is the number before the first
    /// stored one, `last` that of the newest. A new fingerprint starts above all numbers that were deleted before.
    struct Sent
    {
        quint64 first = 0;
        quint64 last = 0;
        bool isRetained = false;
        bool isWill = false;
    };

    [[nodiscard]] Sent find(Fingerprint fingerprint);

private:
    /// A set of texts without lock and without removal (a Bloom filter): with ten thousand texts about one in a hundred
    /// others is reported as contained.
    class TextSet
    {
    public:
        void add(QStringView text);
        [[nodiscard]] bool contains(QStringView text) const;

    private:
        static constexpr size_t bits = size_t(1) << 20;

        std::array<std::atomic<quint64>, bits / 64> m_words = {};
    };

    struct Record
    {
        quint64 first = 0;
        quint64 last = 0;
        quint64 mark = 0; ///< `last` at markedAt
        Clock::Instant markedAt;
        Clock::Instant sentAt;

        void age(Clock::Instant now);
    };

    struct Shard
    {
        std::mutex mutex;
        std::unordered_map<Fingerprint, Record> records;
        std::deque<std::pair<Fingerprint, Clock::Instant>> order; ///< of the records, approximately the oldest first
        std::unordered_map<Fingerprint, quint8> lasting;
        quint64 forgotten = 0; ///< the highest number of a deleted record

        void makeRoom(Clock::Instant now);
        void forgetOldest();
    };

    [[nodiscard]] bool isHeard(QStringView topic) const;
    [[nodiscard]] Shard &shardOf(Fingerprint fingerprint) { return m_shards[fingerprint % shardCount]; }

    const Clock &m_clock;
    ChainedCommands m_commands;
    TextSet m_commandTopics;
    TextSet m_topics;     ///< filters without wildcards
    TextSet m_beginnings; ///< the part before the first wildcard, without the slash
    std::array<Shard, shardCount> m_shards;
};

} // namespace Standin
