// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/journalexport.h"

#include "journal/export/csv.h"
#include "journal/export/entryjson.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pageEntries = 1'000;
constexpr qsizetype pageBytes = 4 * 1024 * 1024;
constexpr qsizetype bufferBytes = 256 * 1024;

} // namespace

JournalExport::JournalExport(const JournalReader &journal, ExportTerms terms, Done done)
    : m_journal(journal)
    , m_terms(std::move(terms))
    , m_last(std::min(m_terms.last, journal.cursor()))
    , m_thread([this, done = std::move(done)] { done(run()); })
{}

JournalExport::~JournalExport()
{
    cancel();
    m_thread.join();
}

Result<ExportOutcome> JournalExport::run()
{
    auto file = File::AtomicWriter::open(m_terms.path);
    if (!file)
        return Failure(file.error());
    return writeAll(*file).and_then([&file] { return file->commit(); }).map([this] { return m_outcome; });
}

Result<> JournalExport::writeAll(File::AtomicWriter &file)
{
    if (m_terms.format == ExportFormat::Csv)
        m_text = Csv::header();
    quint64 checked = 0;
    for (Cursor at = m_terms.after; at < m_last;) {
        const JournalPage page = m_journal.read({.after = at, .limit = pageEntries, .maxBytes = pageBytes});
        for (const EntryPtr &entry : page.entries) {
            if (m_isCancelled)
                return failure(ErrorCode::Cancelled, u"the export was cancelled"_s, m_terms.path);
            if (entry->seq > m_last)
                break;
            ++checked;
            if (m_terms.accepts && !m_terms.accepts(*entry))
                continue;
            if (auto written = write(file, *entry); !written)
                return written;
        }
        at = page.cursor;
        // What was dropped behind the last entry does not belong to the export.
        m_outcome.dropped = std::min(m_outcome.dropped + page.dropped, m_last - m_terms.after - checked);
        m_progress = static_cast<int>((std::min(at, m_last) - m_terms.after) * 100 / (m_last - m_terms.after));
    }
    return flush(file, 0);
}

Result<> JournalExport::write(File::AtomicWriter &file, const Entry &entry)
{
    ++m_outcome.written;
    if (m_terms.format == ExportFormat::JsonLines)
        return writeJson(file, entry);
    m_text += Csv::row(entry);
    return flush(file, bufferBytes);
}

Result<> JournalExport::writeJson(File::AtomicWriter &file, const Entry &entry)
{
    const TextPiece piece = entryLinePiece(entry);
    while (piece(m_text)) {
        if (auto written = flush(file, bufferBytes); !written)
            return written;
    }
    m_text += '\n';
    return {};
}

Result<> JournalExport::flush(File::AtomicWriter &file, qsizetype above)
{
    if (m_text.size() <= above)
        return {};
    auto written = file.write(m_text);
    m_text.clear();
    return written;
}

} // namespace Standin
