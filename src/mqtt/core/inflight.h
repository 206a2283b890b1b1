// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>
#include <vector>

namespace Standin::Mqtt {

/// The packet identifiers that a client uses, and the acknowledgement that each of them waits for (section 2.3.1). At
/// most as many messages are open as the broker accepts (5.0 section 4.9); the others are queued. Not thread-safe.
class InFlight
{
public:
    enum class Awaits : quint8 {
        Puback,
        Pubrec,
        Pubcomp,
        Suback,
        Unsuback,
    };

    struct Entry
    {
        Awaits awaits = Awaits::Puback;
        /// Incremented with every reservation; the order in which messages are sent again [MQTT-4.6.0-1].
        quint64 sequence = 0;
        /// The encoded PUBLISH, or the filter of SUBSCRIBE and UNSUBSCRIBE; empty while Pubcomp is awaited.
        QByteArray data;
        /// A message that was not sent on this (or the last) connection, because too many are open.
        bool held = false;
        /// A message that was sent on this or an earlier connection.
        bool wasSent = false;
        /// The number of connections that ended while it was the first message without an answer.
        quint8 endings = 0;
    };

    /// Approximate memory of an entry without its data.
    static constexpr qsizetype entrySize = 128;

    /// An unused id [MQTT-2.3.1-2], never 0; nullopt when all 65,535 are in use. Call insert() next.
    [[nodiscard]] std::optional<quint16> freeId();

    void insert(quint16 id, Awaits awaits, QByteArray data);
    void remove(quint16 id);
    void clear();
    /// Removes a message that was never sent, and frees its id; false, without effect, for any other.
    bool withdraw(quint16 id);
    /// PUBREC was received: the PUBLISH of the message is no longer needed.
    void markReceived(Entry &entry);

    /// Frees the ids of SUBSCRIBE and UNSUBSCRIBE: unlike messages they end with the connection.
    void dropSubscriptionRequests();

    /// True when the message may be sent now, as one of at most `maximum` open ones; otherwise it is queued.
    [[nodiscard]] bool admit(quint16 id, quint16 maximum);
    /// Whether one more message may be open.
    [[nodiscard]] bool hasRoom(quint16 maximum) const { return m_open < maximum; }
    /// The message is finished. Returns the next queued one: admit() it and send its data.
    std::optional<quint16> finish(quint16 id);
    /// A connection has ended: counts it for the first message that was open on it.
    void countEnding();
    /// A new connection: no message is open or queued. Messages that continue must be admitted or counted again.
    void restart();
    /// Counts a message as open that was admitted on an earlier connection.
    void countOpen() { ++m_open; }

    /// nullptr when the id is not in use.
    [[nodiscard]] Entry *find(quint16 id);
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }
    /// Approximate memory of all of them.
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }

    /// The ids in use, in the order they were inserted.
    [[nodiscard]] std::vector<quint16> inOrder() const;

private:
    std::map<quint16, Entry> m_entries;
    qsizetype m_bytes = 0;
    qsizetype m_open = 0;   ///< messages sent and not finished
    QList<quint16> m_queue; ///< messages that wait for their turn
    quint64 m_lastSequence = 0;
    quint16 m_lastId = 0;
};

} // namespace Standin::Mqtt
