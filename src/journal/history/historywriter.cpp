// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historywriter.h"

#include "journal/history/historyfile.h"

namespace Standin {

using namespace std::chrono_literals;

namespace {

/// Also how soon it is noticed that the file was moved while there is nothing to write.
constexpr auto retryTime = 1s;
constexpr qsizetype batchEntries = 5'000;

/// No file says which number is the next. No other run has this one: the time goes on faster than entries come.
Cursor numberOfNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<Cursor>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

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
    end();
}

void HistoryWriter::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
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
    begin();
    opened.set_value();
    for (bool goOn = true; goOn;) {
        goOn = m_file ? waitForBatch() : sleepFor(retryTime);
        writeAll();
    }
    writeAll(); // what became of the last attempt is an entry, too
    if (m_file && m_seen < m_journal.cursor())
        m_file->setIncomplete();
    m_file.reset();
}

void HistoryWriter::begin()
{
    auto file = HistoryFile::open(m_options.path, m_options.maxBytes);
    m_first = file ? (*file)->next() : numberOfNow();
    m_origin = m_first;
    m_journal.beginAt(m_first);
    m_seen = m_first - 1;
    m_status.origin = m_origin;
    m_status.stored = m_seen;
    if (file)
        take(*std::move(file));
    else
        failed(file.error());
}

bool HistoryWriter::ensureFile()
{
    if (m_file) {
        const auto inPlace = m_file->checkPlace();
        if (inPlace)
            return true;
        m_file.reset();
        failed(inPlace.error());
        return false;
    }
    auto file = HistoryFile::open(m_options.path, m_options.maxBytes,
                                  HistoryFile::Numbers{.origin = m_origin, .first = m_first, .next = m_seen + 1});
    if (file)
        take(*std::move(file));
    else
        failed(file.error());
    return m_file != nullptr;
}

void HistoryWriter::writeAll()
{
    while (ensureFile() && writePage()) {
    }
}

/// False when there is nothing more to write, or it failed for good.
bool HistoryWriter::writePage()
{
    JournalQuery query{.after = m_seen};
    query.limit = batchEntries;
    query.maxBytes = m_file->batchBytes();
    const JournalPage page = m_journal.read(query);
    if (page.cursor == m_seen)
        return false;
    if (const auto done = m_file->append(m_seen, page); !done) {
        failed(done.error());
        return sleepFor(retryTime);
    }
    m_seen = page.cursor;
    stored(page.dropped);
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

bool HistoryWriter::waitForBatch()
{
    const JournalWaiter waiter = m_journal.waitFor(m_seen, [this] { wake(); });
    return sleepUntilWoken() && sleepFor(batchTime);
}

bool HistoryWriter::sleepUntilWoken()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, retryTime, [this] { return m_woken || m_stop; });
    m_woken = false;
    return !m_stop;
}

bool HistoryWriter::sleepFor(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, time, [this] { return m_stop; });
}

void HistoryWriter::take(std::unique_ptr<HistoryFile> file)
{
    m_file = std::move(file);
    m_origin = m_file->origin();
    stored(0);
}

void HistoryWriter::stored(quint64 lost)
{
    bool recovered = false;
    {
        const std::lock_guard lock(m_mutex);
        recovered = m_status.error.has_value();
        m_status.isOpen = true;
        m_status.error.reset();
        m_status.origin = m_origin;
        m_status.stored = m_seen;
        m_status.oldest = m_file->oldest();
        m_status.lost += lost;
        m_status.bytes = m_file->bytes();
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
        m_status.isOpen = m_file != nullptr;
    }
    if (isNew)
        m_journal.append({.event = EntryEvent::HistoryStopped, .error = error});
}

} // namespace Standin
