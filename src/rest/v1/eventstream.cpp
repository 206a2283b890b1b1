// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/eventstream.h"

#include "journal/export/entryjson.h"
#include "rest/json/runjson.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype entriesOfPage = 500;
constexpr qsizetype eventsOfPage = 200; ///< of runs
constexpr qsizetype bytesOfPage = 512 * 1024;
constexpr std::chrono::milliseconds timeOfPage{10};

QByteArray dataOf(const Entry &entry)
{
    QByteArray json;
    const TextPiece piece = entryLinePiece(entry);
    while (piece(json)) {
    }
    return json;
}

QByteArray eventOf(Cursor cursor, const QByteArray &name, const QByteArray &data)
{
    return "id: " + QByteArray::number(cursor) + "\nevent: " + name + "\ndata: " + data + "\n\n";
}

} // namespace

EventStream::EventStream(const JournalReader &journal, const Runs &runs, WantedEvents wanted,
                         std::unique_ptr<ReplyStream> stream)
    : m_journal(journal)
    , m_runEvents(runs.events())
    , m_wanted(std::move(wanted))
    , m_lastId(m_wanted.query.after)
    , m_stream(std::move(stream))
{
    m_wanted.query.limit = entriesOfPage;
    m_wanted.query.maxBytes = bytesOfPage;
    m_wanted.query.maxTime = timeOfPage;
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(gathering);
    connect(&m_gathering, &QTimer::timeout, this, &EventStream::read);
    m_silence.setInterval(silence);
    connect(&m_silence, &QTimer::timeout, this, [this] { m_stream->write(":\n\n"_ba); });
    connect(m_stream.get(), &ReplyStream::drained, this, &EventStream::read);
    connect(m_stream.get(), &ReplyStream::closed, this, &EventStream::ended, Qt::QueuedConnection);
    if (m_wanted.hasRuns)
        connect(
            &runs, &Runs::eventAdded, this,
            [this] {
                if (!m_gathering.isActive()) // a start would begin its time anew
                    m_gathering.start();
            },
            Qt::QueuedConnection);
    m_silence.start();
    m_gathering.start();
}

EventStream::~EventStream() = default;

void EventStream::wait()
{
    if (!m_wanted.hasEntries)
        return;
    m_waiter = m_journal.waitFor(m_wanted.query.after, [this] {
        QMetaObject::invokeMethod(&m_gathering, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
}

void EventStream::read()
{
    // A page may be longer than what may wait behind an unsent one (HttpLimits::streamBytes).
    if (!m_stream->isOpen() || m_stream->unsentBytes() > 0)
        return; // drained() continues
    RunEventLog::Page runs;
    if (m_wanted.hasRuns)
        runs = m_runEvents.after(m_wanted.lastRunEvent, eventsOfPage);
    const bool hasMoreRuns = runs.events.size() == eventsOfPage;
    const JournalPage page =
        m_wanted.hasEntries ? m_journal.read(m_wanted.query) : JournalPage{.entries = {}, .cursor = m_journal.cursor()};
    QByteArray events;
    if (page.dropped > 0)
        events += eventOf(page.entries.isEmpty() ? page.cursor : page.entries.first()->seq - 1, "dropped"_ba,
                          R"({"dropped":)" + QByteArray::number(page.dropped) + '}');
    for (const EntryPtr &entry : page.entries) {
        appendRuns(runs, entry->seq - 1, events);
        appendEntry(*entry, events);
    }
    m_wanted.query.after = page.cursor;
    appendRuns(runs, page.cursor, events);
    if (!events.isEmpty()) {
        m_silence.start();
        m_stream->write(events);
    }
    if (page.more || hasMoreRuns)
        m_gathering.start();
    else
        wait();
}

void EventStream::appendEntry(const Entry &entry, QByteArray &events)
{
    m_lastId = entry.seq;
    events += eventOf(entry.seq, toString(entry.event).toLatin1(), dataOf(entry));
}

void EventStream::appendRuns(RunEventLog::Page &page, Cursor cursor, QByteArray &events)
{
    if (const quint64 dropped = std::exchange(page.dropped, 0); dropped > 0)
        events += eventOf(m_lastId, "run-events-dropped"_ba, R"({"dropped":)" + QByteArray::number(dropped) + '}');
    while (!page.events.isEmpty() && page.events.first().cursor <= cursor) {
        const RunEvent event = page.events.takeFirst();
        m_wanted.lastRunEvent = event.number;
        m_lastId = std::max(m_lastId, event.cursor);
        events += eventOf(m_lastId, toString(event.kind).toLatin1(), runEventJson(event).text().toByteArray());
    }
}

} // namespace Standin::Rest
