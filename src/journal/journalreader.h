// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"
#include "journal/journalwaiter.h"

#include <functional>

namespace Standin {

/// The read interface of the journal. Every function may be called from any thread. Readers pull with a cursor; only a
/// waiter calls back, and only once.
///
/// To wait for an entry without missing it, register first and scan second:
/// 1. waiter = waitFor(seen, wake), where `seen` is the cursor of the last scan (or the start);
/// 2. page = read(after = seen); answer if the page has the entry; else seen = page.cursor;
/// 3. when `wake` was called, repeat from 1.
/// `wake` only posts an event to the thread of 1 and 2 (QMetaObject::invokeMethod, queued). So at most one wake-up is
/// pending, however many entries come, and the thread may destroy the waiter at any time. `await` ends the loop on a
/// match or at its deadline; an event stream (SSE) writes each page and repeats.
class JournalReader
{
public:
    virtual ~JournalReader() = default;

    /// The newest sequence number so far.
    [[nodiscard]] virtual Cursor cursor() const = 0;
    /// The oldest stored sequence number; the next one to be assigned if no entry is stored.
    [[nodiscard]] virtual Cursor oldest() const = 0;

    [[nodiscard]] virtual JournalPage read(const JournalQuery &query) const = 0;

    /// The entry of this sequence number; nullptr when there is none any more, or none yet.
    [[nodiscard]] EntryPtr at(Cursor seq) const;

    /// Calls `callback` once, as soon as there is an entry after `after`: before this function returns if there is one
    /// already; otherwise from the thread that appends it, which then holds no lock of the journal. JournalWaiter
    /// documents what a callback may do. Keep the waiter: destroying it cancels.
    [[nodiscard]] virtual JournalWaiter waitFor(Cursor after, std::function<void()> callback) const = 0;

protected:
    JournalReader() = default;
    Q_DISABLE_COPY_MOVE(JournalReader)
};

} // namespace Standin
