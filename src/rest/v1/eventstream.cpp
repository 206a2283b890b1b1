// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/eventstream.h"

#include "journal/export/entryjson.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype entriesOfPage = 500;
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

EventStream::EventStream(const JournalReader &journal, JournalQuery query, std::unique_ptr<ReplyStream> stream)
    : m_journal(journal)
    , m_query(std::move(query))
    , m_stream(std::move(stream))
{
    m_query.limit = entriesOfPage;
    m_query.maxBytes = bytesOfPage;
    m_query.maxTime = timeOfPage;
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(gathering);
    connect(&m_gathering, &QTimer::timeout, this, &EventStream::read);
    m_silence.setInterval(silence);
    connect(&m_silence, &QTimer::timeout, this, [this] { m_stream->write(":\n\n"_ba); });
    connect(m_stream.get(), &ReplyStream::drained, this, &EventStream::read);
    connect(m_stream.get(), &ReplyStream::closed, this, &EventStream::ended, Qt::QueuedConnection);
    m_silence.start();
    m_gathering.start();
}

EventStream::~EventStream() = default;

void EventStream::wait()
{
    m_waiter = m_journal.waitFor(m_query.after, [this] {
        QMetaObject::invokeMethod(&m_gathering, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
}

void EventStream::read()
{
    // A page may be longer than what may wait behind an unsent one (HttpLimits::streamBytes).
    if (!m_stream->isOpen() || m_stream->unsentBytes() > 0)
        return; // drained() continues
    const JournalPage page = m_journal.read(m_query);
    QByteArray events;
    if (page.dropped > 0)
        events += eventOf(page.entries.isEmpty() ? page.cursor : page.entries.first()->seq - 1, "dropped"_ba,
                          R"({"dropped":)" + QByteArray::number(page.dropped) + '}');
    for (const EntryPtr &entry : page.entries)
        events += eventOf(entry->seq, toString(entry->event).toLatin1(), dataOf(*entry));
    m_query.after = page.cursor;
    if (!events.isEmpty()) {
        m_silence.start();
        m_stream->write(events);
    }
    if (page.more)
        m_gathering.start();
    else
        wait();
}

} // namespace Standin::Rest
