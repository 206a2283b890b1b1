// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/historystatus.h"
#include "journal/journal.h"

#include <memory>

namespace Standin {

class HistoryWriter;

/// The journal with its full history on disk (SQLite): readers of it see the entries that the journal in memory still
/// holds, and behind them those in the file, as one sequence, also of earlier runs.
///
/// When the file cannot be opened or written, everything else goes on: status() says why, and the event HistoryStopped
/// stands in the journal; both are tried again each second. Every function may be called from any thread. A read of old
/// entries opens the file in the reader's thread and may take as long as HistoryScan says.
class History final : public JournalReader
{
public:
    /// Opens the file, which may take a moment, and lets the journal, which must be empty, go on where the file ends.
    /// If it cannot be opened, the journal begins with a number made of the time, which no other run has. The journal
    /// must outlive the history.
    History(Journal &journal, const HistoryOptions &options);
    /// Writes what is left; calls HistoryOptions::whenIncomplete where that is not possible.
    ~History() override;

    [[nodiscard]] HistoryStatus status() const;
    /// Waits until everything up to `cursor` is in the file. False when that does not happen in time.
    [[nodiscard]] bool waitUntilStored(Cursor cursor, std::chrono::milliseconds timeout) const;

    [[nodiscard]] Cursor cursor() const override { return m_journal.cursor(); }
    [[nodiscard]] Cursor oldest() const override;
    [[nodiscard]] JournalPage read(const JournalQuery &query) const override;
    [[nodiscard]] JournalWaiter waitFor(Cursor after, std::function<void()> callback) const override;

private:
    [[nodiscard]] JournalPage readBoth(const JournalQuery &query, const HistoryStatus &status) const;

    Journal &m_journal;
    const HistoryOptions m_options;
    const std::unique_ptr<HistoryWriter> m_writer; ///< null without a history
};

} // namespace Standin
