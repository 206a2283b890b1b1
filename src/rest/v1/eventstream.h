// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"
#include "rest/http/replystream.h"

#include <QTimer>

namespace Standin::Rest {

/// Server-sent events (HTML Standard, section 9.2) of the entries that fit a query, to one client: an event for each
/// entry, whose `id` is its cursor and whose `data` is its JSON. An event "dropped" tells how many entries the journal
/// had to discard before they could be sent.
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

    /// The journal must outlive it. `query.after` is where it begins.
    EventStream(const JournalReader &journal, JournalQuery query, std::unique_ptr<ReplyStream> stream);
    ~EventStream() override;

signals:
    /// The client has gone. The receiver may destroy the stream.
    void ended();

private:
    void wait();
    void read();

    const JournalReader &m_journal;
    JournalQuery m_query;
    const std::unique_ptr<ReplyStream> m_stream;
    QTimer m_gathering;
    QTimer m_silence;
    JournalWaiter m_waiter; ///< the last member: its callback, in another thread, uses the timer
};

} // namespace Standin::Rest
