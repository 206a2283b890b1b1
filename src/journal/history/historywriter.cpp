// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historywriter.h"

#include "journal/history/historyfile.h"

namespace Standin {

using namespace std::chrono_literals;

namespace {

constexpr auto retryTime = 1s;
constexpr qsizetype batchEntries = 5'000;
constexpr qsizetype writeBytes = 16 * 1024 * 1024;

} // namespace

HistoryWriter::HistoryWriter(Journal &journal, const HistoryOptions &options)
    : m_journal(journal)
    , m_options(options)
    , m_status{.path = options.path}
{
    std::promise<void> opened;
    std::future<void> whenOpened = opened.get_future();
    m_thread = std::thread([this, opened = std::move(opened)]() mutable { run(std::move(opened)); });
    whenOpened.wait();
}

HistoryWriter::~HistoryWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

HistoryStatus HistoryWriter::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

bool HistoryWriter::waitFor(Cursor cursor, std::chrono::milliseconds timeout) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, timeout, [&] { return m_status.stored >= cursor; });
}

void HistoryWriter::run(std::promise<void> opened)
{
    const auto file = HistoryFile::open(m_options.path, m_options.maxBytes);
    if (!file) {
        failed(file.error());
        opened.set_value();
        return;
    }
    m_journal.beginAt((*file)->next());
    m_seen = (*file)->next() - 1;
    stored(**file, 0);
    opened.set_value();
    for (bool goOn = true; goOn;) {
        const JournalWaiter waiter = m_journal.waitFor(m_seen, [this] { wake(); });
        goOn = sleepUntilWoken() && sleepFor(batchTime);
        writeAll(**file);
    }
    if (m_seen < m_journal.cursor())
        (*file)->setIncomplete();
}

void HistoryWriter::writeAll(HistoryFile &file)
{
    while (writePage(file)) {
    }
}

/// False when there is nothing more to write, or it failed for good.
bool HistoryWriter::writePage(HistoryFile &file)
{
    JournalQuery query{.after = m_seen};
    query.limit = batchEntries;
    query.maxBytes = writeBytes;
    const JournalPage page = m_journal.read(query);
    if (page.cursor == m_seen)
        return false;
    if (const auto done = file.append(m_seen, page); !done) {
        failed(done.error());
        return sleepFor(retryTime);
    }
    m_seen = page.cursor;
    stored(file, page.dropped);
    return page.more;
}

void HistoryWriter::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_all();
}

bool HistoryWriter::sleepUntilWoken()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_woken || m_stop; });
    m_woken = false;
    return !m_stop;
}

bool HistoryWriter::sleepFor(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, time, [this] { return m_stop; });
}

void HistoryWriter::stored(const HistoryFile &file, quint64 lost)
{
    bool recovered = false;
    {
        const std::lock_guard lock(m_mutex);
        recovered = m_status.error.has_value();
        m_status.isOpen = true;
        m_status.error.reset();
        m_status.stored = m_seen;
        m_status.oldest = file.oldest();
        m_status.lost += lost;
        m_status.bytes = file.bytes();
    }
    m_changed.notify_all();
    if (recovered)
        m_journal.append({.event = EntryEvent::HistoryResumed});
}

void HistoryWriter::failed(const Error &error)
{
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        isNew = m_status.error != error;
        m_status.error = error;
    }
    if (isNew)
        m_journal.append({.event = EntryEvent::HistoryStopped, .error = error});
}

} // namespace Standin
