// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file.h"
#include "journal/export/exportformat.h"
#include "journal/journalreader.h"

#include <atomic>
#include <functional>
#include <thread>

namespace Standin {

/// What is written, and where.
struct ExportTerms
{
    QString path = {};
    ExportFormat format = ExportFormat::JsonLines;
    Cursor after = 0;                                     ///< only entries after it
    Cursor last = std::numeric_limits<Cursor>::max();     ///< and up to it; at most those that there are at the start
    std::function<bool(const Entry &entry)> accepts = {}; ///< which of them; empty: all. Called in the export's thread
};

struct ExportOutcome
{
    quint64 written = 0;
    quint64 dropped = 0; ///< entries that the journal gave up before they could be read
};

/// Writes entries of a journal into a file, in a thread of its own, one page after the other: memory is needed for one
/// page. The file appears under its name when it is complete.
class JournalExport final
{
public:
    /// Called once, in the export's thread: Cancelled after cancel(), otherwise what File::AtomicWriter says.
    using Done = std::function<void(const Result<ExportOutcome> &result)>;

    /// The journal must outlive the export.
    JournalExport(const JournalReader &journal, ExportTerms terms, Done done);
    /// Cancels, and waits for the thread: for as long as a page takes.
    ~JournalExport();
    Q_DISABLE_COPY_MOVE(JournalExport)

    /// Thread-safe.
    void cancel() { m_isCancelled = true; }
    /// In percent. Thread-safe.
    [[nodiscard]] int progress() const { return m_progress; }

private:
    Result<ExportOutcome> run();
    Result<> writeAll(File::AtomicWriter &file);
    Result<> write(File::AtomicWriter &file, const Entry &entry);
    Result<> writeJson(File::AtomicWriter &file, const Entry &entry);
    Result<> flush(File::AtomicWriter &file, qsizetype above);

    const JournalReader &m_journal;
    const ExportTerms m_terms;
    const Cursor m_last;
    QByteArray m_text; ///< not yet written
    ExportOutcome m_outcome;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<int> m_progress = 0;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace Standin
