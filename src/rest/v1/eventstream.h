// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runs.h"
#include "journal/journalreader.h"
#include "rest/http/replystream.h"

#include <QTimer>

namespace Standin::Rest {

/// What a client of the stream wants.
struct WantedEvents
{
    JournalQuery query = {};  ///< `after` is where it begins
    bool hasEntries = true;   ///< of the journal
    bool hasRuns = false;     ///< events of runs
    quint64 lastRunEvent = 0; ///< only those with a higher number
};

/// Server-sent events (HTML Standard, section 9.2) of the entries that fit a query, to one client: an event for each
/// entry, whose `id` is its cursor and whose `data` is its JSON. An event "dropped" tells how many entries the journal
/// had to discard before they could be sent.
///
/// Events of runs stand behind the entries that were there when they happened. Their `id` is the cursor up to which all
/// entries were sent, so that a client which goes on behind it misses no entry.
///
/// It reads the journal only as fast as the client reads the stream, so a client that does not read costs no memory
/// beyond one page. Use it in the server's thread.
class EventStream final : public QObject
{
    Q_OBJECT

public:
    /// Entries that come together are sent together.
    static constexpr std::chrono::milliseconds gathering{20};
    /// A comment is sent when nothing else was, so that both sides notice when the other has gone.
    static constexpr std::chrono::seconds silence{15};

    /// Journal and runs must outlive it.
    EventStream(const JournalReader &journal, const Runs &runs, WantedEvents wanted,
                std::unique_ptr<ReplyStream> stream);
    ~EventStream() override;

signals:
    /// The client has gone. The receiver may destroy the stream.
    void ended();

private:
    void wait();
    void read();
    /// Appends those events of runs that happened before the entry behind `cursor`.
    void appendRuns(RunEventLog::Page &page, Cursor cursor, QByteArray &events);
    void appendEntry(const Entry &entry, QByteArray &events);

    const JournalReader &m_journal;
    const RunEventLog &m_runEvents;
    WantedEvents m_wanted;
    Cursor m_lastId; ///< of the last event that was sent
    const std::unique_ptr<ReplyStream> m_stream;
    QTimer m_gathering;
    QTimer m_silence;
    JournalWaiter m_waiter; ///< the last member: its callback, in another thread, uses the timer
};

} // namespace Standin::Rest
