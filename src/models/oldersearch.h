// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"
#include "models/entryfilter.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace Standin::Models {

/// A part of what a search for older entries has found.
struct OlderEntries
{
    QList<EntryPtr> entries = {}; ///< that pass the filter, oldest first
    qsizetype bytes = 0;          ///< sum of their Entry::bytes()
    Cursor from = 0;              ///< all entries from this one up to the previous part were checked
    quint64 checked = 0;
    quint64 dropped = 0; ///< entries between that the journal does not have any more
};

/// Searches a journal from an entry back to the first, in a thread of its own, also the history on disk. It reads some
/// thousand entries at a time, so memory is bounded and a search ends soon after cancel().
class OlderSearch final : public QObject
{
    Q_OBJECT

public:
    /// A search ends when it has found so many, or so much (Entry::bytes()).
    static constexpr qsizetype enough = 1'000;
    static constexpr qsizetype enoughBytes = 32 * 1024 * 1024;
    /// A part is not larger, unless it is one entry.
    static constexpr qsizetype partBytes = 16 * 1024 * 1024;

    /// The journal must outlive the search.
    explicit OlderSearch(const JournalReader &journal, QObject *parent = nullptr);
    /// Waits for the thread: for as long as it reads.
    ~OlderSearch() override;

    /// Begins a search in front of `before`, instead of the current one. No part has entries on both sides of `border`.
    void start(Cursor before, Cursor border, const EntryFilter &filter);
    /// No signals come any more.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isCancelled != nullptr; }

signals:
    /// The newest part first.
    void found(const Standin::Models::OlderEntries &part);
    /// There are enough, or it has come to the beginning.
    void finished();

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;

    void run(const Flag &isCancelled, Cursor before, Cursor border, const EntryFilter &filter);
    void post(const Flag &isCancelled, const OlderEntries &part, bool isLast);

    const JournalReader &m_journal;
    QThreadPool m_pool;
    Flag m_isCancelled; ///< of the current search; null: there is none
};

} // namespace Standin::Models
