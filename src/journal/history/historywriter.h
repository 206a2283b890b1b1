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
/// again each second; what the journal has given up meanwhile is counted as lost.
class HistoryWriter
{
public:
    /// From the first entry of a batch to its transaction.
    static constexpr std::chrono::milliseconds batchTime{50};

    HistoryWriter(Journal &journal, const HistoryOptions &options);
    /// Writes what is left.
    ~HistoryWriter();
    Q_DISABLE_COPY_MOVE(HistoryWriter)

    /// Thread-safe.
    [[nodiscard]] HistoryStatus status() const;
    /// Waits until everything up to `cursor` is in the file. False when that does not happen in time. Thread-safe.
    [[nodiscard]] bool waitFor(Cursor cursor, std::chrono::milliseconds timeout) const;

private:
    void run(std::promise<void> opened);
    void writeAll(HistoryFile &file);
    [[nodiscard]] bool writePage(HistoryFile &file);
    void wake();
    /// False when the writer is to end.
    bool sleepUntilWoken();
    bool sleepFor(std::chrono::milliseconds time);
    void stored(const HistoryFile &file, quint64 lost);
    void failed(const Error &error);

    Journal &m_journal;
    const HistoryOptions m_options;
    Cursor m_seen = 0; ///< entries up to it are in the file, or lost

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    HistoryStatus m_status;
    bool m_woken = false;
    bool m_stop = false;

    std::thread m_thread; ///< last: it uses the others
};

} // namespace Standin
