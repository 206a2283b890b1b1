// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/historystatus.h"
#include "journal/journal.h"

#include <chrono>
#include <condition_variable>
#include <future>
#include <thread>

namespace Standin {

class HistoryFile;

/// Writes what is appended to the journal into a history file, in batches, in a thread of its own. The journal never
/// waits for it. What cannot be written now (no space, a lock of another program) stays in the journal and is tried
/// again each second; what the journal has given up meanwhile is counted as lost. So is the opening of the file; when
/// it is moved away or deleted, a new one is begun.
class HistoryWriter
{
public:
    /// From the first entry of a batch to its transaction.
    static constexpr std::chrono::milliseconds batchTime{50};

    HistoryWriter(Journal &journal, const HistoryOptions &options);
    ~HistoryWriter();
    Q_DISABLE_COPY_MOVE(HistoryWriter)

    /// Writes what is left, and stops.
    void end();

    /// Thread-safe.
    [[nodiscard]] HistoryStatus status() const;
    /// Waits until everything up to `cursor` is in the file. False when that does not happen in time. Thread-safe.
    [[nodiscard]] bool waitFor(Cursor cursor, std::chrono::milliseconds timeout) const;

private:
    void run(std::promise<void> opened);
    void begin();
    /// Whether there is a file to write to. Opens it if there was none; gives it up when it is not in its place.
    [[nodiscard]] bool ensureFile();
    void writeAll();
    [[nodiscard]] bool writePage();
    void wake();
    /// False when the writer is to end.
    bool waitForBatch();
    bool sleepUntilWoken();
    bool sleepFor(std::chrono::milliseconds time);
    void take(std::unique_ptr<HistoryFile> file);
    void stored(quint64 lost);
    void failed(const Error &error);

    Journal &m_journal;
    const HistoryOptions m_options;
    std::unique_ptr<HistoryFile> m_file; ///< null while it cannot be opened
    Cursor m_first = 1;                  ///< number of this run
    Cursor m_origin = 1;                 ///< of the file, or of the next one
    Cursor m_seen = 0;                   ///< entries up to it are in the file, or lost

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    HistoryStatus m_status;
    bool m_woken = false;
    bool m_stop = false;

    std::thread m_thread; ///< last: it uses the others
};

} // namespace Standin
