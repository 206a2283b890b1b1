// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "journal/journalquery.h"

#include <functional>

namespace Standin {

struct HistoryOptions
{
    QString path = {};                            ///< the SQLite file; empty: no history
    qint64 maxBytes = qint64(1024) * 1024 * 1024; ///< on the disk; the oldest entries are removed above it
    /// Called at the end of the history, by the thread that destroys it, when so many entries of the run are not in the
    /// file. `error`: why, if they cannot be written at present.
    std::function<void(quint64 entries, const std::optional<Error> &error)> whenIncomplete = {};
};

/// How the writing of a history goes.
struct HistoryStatus
{
    QString path = {};               ///< empty: there is no history
    bool isOpen = false;             ///< it can be read, too; it may be opened later, or be lost meanwhile
    std::optional<Error> error = {}; ///< why nothing is written at present
    Cursor origin = 1;               ///< lower numbers have never stood for an entry
    Cursor stored = 0;               ///< the entries up to it are in the file, or lost
    Cursor oldest = 0;               ///< the oldest entry in the file; behind `stored` when there is none
    quint64 lost = 0;                ///< entries of this run that the journal gave up before they could be written
    qint64 bytes = 0;                ///< the size of the file's content

    bool operator==(const HistoryStatus &) const = default;
};

} // namespace Standin
