// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <atomic>
#include <deque>
#include <mutex>
#include <unordered_map>

namespace Standin {

/// What the devices of a fleet have published lately, so that a copy which the broker hands back can be told from a
/// message of somebody else. Only topics count that a device of the fleet listens to. A message is known by its
/// fingerprint, made of topic and payload (a copy may have another QoS), for at least `memory`; messages that stay at
/// the broker (retained, wills) for as long as there is room. Bounded; may be used by any thread.
class SentMessages
{
public:
    using Fingerprint = quint64;

    static constexpr std::chrono::seconds memory{60};
    static constexpr size_t shardCount = 64;
    static constexpr size_t maxPerShard = 4096;

    /// The clock must outlive it.
    explicit SentMessages(const Clock &clock)
        : m_clock(clock)
    {}

    [[nodiscard]] static Fingerprint fingerprint(const QString &topic, const QByteArray &payload);

    /// A device subscribes to this filter. It counts from now on and for ever.
    void listenTo(const QString &filter);
    /// A device takes commands on this topic (a filter without wildcards).
    void addCommandTopic(const QString &topic);
    /// Whether a device takes commands on just this topic, rarely true though none does.
    [[nodiscard]] bool isCommandTopic(const QString &topic) const { return m_commandTopics.contains(topic); }

    enum class Lasting : quint8 {
        No = 0,
        Retained = 1, ///< may be delivered as a retained message at any later time
        Will = 2,     ///< may be published by the broker at any later time
    };

    /// To be called before the message is handed to the session: its copy may come back at once.
    void add(const QString &topic, const QByteArray &payload, Lasting lasting = Lasting::No);

    /// The messages with one fingerprint are numbered as they are sent. `first` is the number before the first that is
    /// remembered, `last` that of the newest; a new fingerprint continues with higher numbers than any that was
    /// forgotten before.
    struct Sent
    {
        quint64 first = 0;
        quint64 last = 0;
        bool isRetained = false;
        bool isWill = false;
    };

    [[nodiscard]] Sent find(Fingerprint fingerprint);

private:
    /// A set of texts that takes no lock and forgets nothing; it says yes to one text in about a hundred though it was
    /// not added, once there are ten thousand.
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
        std::deque<std::pair<Fingerprint, Clock::Instant>> order; ///< of the records, about the oldest first
        std::unordered_map<Fingerprint, quint8> lasting;
        quint64 forgotten = 0; ///< the highest number of a record that was given up

        void makeRoom(Clock::Instant now);
        void forgetOldest();
    };

    [[nodiscard]] bool isHeard(QStringView topic) const;
    [[nodiscard]] Shard &shardOf(Fingerprint fingerprint) { return m_shards[fingerprint % shardCount]; }

    const Clock &m_clock;
    TextSet m_commandTopics;
    TextSet m_topics;     ///< filters without wildcards
    TextSet m_beginnings; ///< what stands before the first wildcard, without the slash
    std::array<Shard, shardCount> m_shards;
};

} // namespace Standin
