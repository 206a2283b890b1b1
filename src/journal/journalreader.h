// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"
#include "journal/journalwaiter.h"

#include <functional>

namespace Standin {

/// The reading side of the record of everything that happened. Every function may be called from any thread.
/// Readers pull, with a cursor; the one thing that calls back is a waiter, and that once.
///
/// To wait for something without missing it: register first, scan second.
/// 1. waiter = waitFor(seen, wake), where `seen` is the cursor up to which one has scanned (or wants to start at);
/// 2. page = read(after = seen); answer if it has what one waits for; else seen = page.cursor;
/// 3. when `wake` was called, go on with 1.
/// `wake` only posts to the thread that does 1 and 2 (QMetaObject::invokeMethod, queued): so at most one wake-up is on
/// its way however many entries come, and the thread may destroy the waiter at any time. `await` ends the loop on a
/// match or at its deadline, an event stream (SSE) writes each page and never ends it by itself.
class JournalReader
{
public:
    virtual ~JournalReader() = default;

    /// The newest sequence number so far.
    [[nodiscard]] virtual Cursor cursor() const = 0;
    /// The oldest one that is still held; the next one to come where none is.
    [[nodiscard]] virtual Cursor oldest() const = 0;

    [[nodiscard]] virtual JournalPage read(const JournalQuery &query) const = 0;

    /// Calls `callback` once, as soon as there is an entry behind `after`: at once, before this returns, when there is
    /// one already; otherwise from the thread that appends it, which holds no lock of the journal. See JournalWaiter
    /// for what a callback may do. Keep the waiter: destroying it cancels.
    [[nodiscard]] virtual JournalWaiter waitFor(Cursor after, std::function<void()> callback) const = 0;

protected:
    JournalReader() = default;
    Q_DISABLE_COPY_MOVE(JournalReader)
};

} // namespace Standin
