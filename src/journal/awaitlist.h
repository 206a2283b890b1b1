// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"
#include "journal/journalreader.h"

#include <QObject>

#include <unordered_map>

namespace Standin {

/// What somebody waits for.
struct AwaitTerms
{
    static constexpr qsizetype mostEntries = 1'000;

    JournalQuery query = {}; ///< its limits do not count
    qsizetype count = 1;     ///< so many entries; at most mostEntries
    /// Not empty: instead of `count`, of the entries of the query one for each, in order.
    QList<Match::Pattern> inOrder = {};
    std::chrono::milliseconds timeout{10'000};
};

struct AwaitOutcome
{
    bool isFulfilled = false;     ///< otherwise the time has run out
    QList<EntryPtr> matched = {}; ///< in order
    Cursor cursor = 0;            ///< the last matched entry if fulfilled, otherwise the last one that was checked
    std::chrono::milliseconds waited{0};
    quint64 dropped = 0; ///< entries that the journal gave up before they could be checked
};

/// Those who wait for entries of a journal. An entry counts whether it was appended before, during or after the call of
/// add(): each one after query.after is checked once. When the time runs out, what has been appended until then is
/// checked first.
///
/// New entries are read once for all; those who wait for certain devices cost nothing while others have messages.
/// Use it in one thread, which needs an event loop.
class AwaitList final : public QObject
{
public:
    using Id = quint64;
    /// Called once, from the event loop or within add(). It may call add() and cancel().
    using Done = std::function<void(const AwaitOutcome &)>;

    /// Both must outlive the list; the timers are those of its thread.
    AwaitList(const JournalReader &journal, Timers &timers);
    ~AwaitList() override;

    Id add(const AwaitTerms &terms, Done done);
    /// `done` will not be called. Nothing happens when it has been.
    void cancel(Id id);

    [[nodiscard]] size_t size() const { return m_awaits.size(); }

private:
    struct Await
    {
        AwaitTerms terms;
        Done done;
        Clock::Instant started;
        Cursor seen = 0; ///< entries up to it were checked
        AwaitOutcome outcome = {};
        bool isCaughtUp = false; ///< new entries are offered to it
        /// The newest entry when its time ran out: catchUp() goes on up to it.
        Cursor end = std::numeric_limits<Cursor>::max();
        Timer deadline = {};
    };

    void catchUp(Id id);
    /// False when it is fulfilled, and gone.
    bool offer(Id id, Await &await, const EntryPtr &entry, const Match::Message &message);
    void expire(Id id);
    void finish(Id id, bool isFulfilled);

    void listen();
    void readNew();
    void readUpTo(Cursor end);
    void offerToAll(const EntryPtr &entry);

    const JournalReader &m_journal;
    Timers &m_timers;
    std::unordered_map<Id, Await> m_awaits;
    QHash<QString, std::vector<Id>> m_byDevice; ///< of those that are caught up (devicesOf())
    Id m_lastId = 0;
    Cursor m_cursor = 0; ///< new entries up to it were offered
    bool m_isListening = false;
    JournalWaiter m_waiter;
};

} // namespace Standin
