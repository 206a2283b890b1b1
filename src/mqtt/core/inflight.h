// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>
#include <vector>

namespace Standin::Mqtt {

/// The packet identifiers a client has in use, and what each of them waits for (section 2.3.1). Of the messages among
/// them so many are open at once as the broker takes (5.0 section 4.9); the others wait for their turn. Not
/// thread-safe.
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
        /// Counts up with every reservation; gives the order to send again in [MQTT-4.6.0-1].
        quint64 sequence = 0;
        /// The encoded PUBLISH, or the filter of SUBSCRIBE and UNSUBSCRIBE; empty while Pubcomp is awaited.
        QByteArray data;
        /// A message not sent on this (or the last) connection: too many are open.
        bool held = false;
        /// A message that was sent on this or an earlier connection.
        bool wasSent = false;
        /// On how many connections it was the first message without an answer when they ended.
        quint8 endings = 0;
    };

    /// What an entry takes beside its data, about.
    static constexpr qsizetype entrySize = 128;

    /// An id that nobody uses [MQTT-2.3.1-2], never 0; nullopt when all 65,535 are taken. Follow with insert().
    [[nodiscard]] std::optional<quint16> freeId();

    void insert(quint16 id, Awaits awaits, QByteArray data);
    void remove(quint16 id);
    void clear();
    /// Forgets a message that was never sent, which frees its id; false, and nothing has happened, for any other.
    bool withdraw(quint16 id);
    /// The PUBLISH of a message is not needed any more: PUBREC is in.
    void markReceived(Entry &entry);

    /// Frees the ids of SUBSCRIBE and UNSUBSCRIBE: they do not outlive the connection, messages do.
    void dropSubscriptionRequests();

    /// True when the message may be sent now, as one of at most `maximum` open ones; otherwise it is held and queued.
    [[nodiscard]] bool admit(quint16 id, quint16 maximum);
    /// Whether one more message may be open.
    [[nodiscard]] bool hasRoom(quint16 maximum) const { return m_open < maximum; }
    /// The message is done. Gives the one whose turn it is now: admit() it and send its data.
    std::optional<quint16> finish(quint16 id);
    /// A connection has ended: counts it for the first message that was open on it.
    void countEnding();
    /// Another connection: no message is open, none is queued. What goes on is to be admitted or counted anew.
    void restart();
    /// A message is open that was admitted on an earlier connection.
    void countOpen() { ++m_open; }

    /// nullptr when the id is not in use.
    [[nodiscard]] Entry *find(quint16 id);
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }
    /// The memory that all of them take, about.
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
