// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal.h"
#include "support/fakeclock.h"

#include <thread>
#include <vector>

namespace Standin {

/// What the tests of the journal have in common.
namespace JournalRig {

using namespace Qt::StringLiterals;

inline Entry message(const QString &device, const QString &requestTime = {}, const QByteArray &payload = "x")
{
    Entry entry{.device = device, .event = EntryEvent::MessageReceived, .payload = payload};
    if (!requestTime.isEmpty())
        entry.correlation = {{u"requestTime"_s, requestTime}};
    return entry;
}

inline void append(Journal &journal, qsizetype count, const QString &requestTime = {})
{
    for (qsizetype i = 0; i < count; ++i)
        journal.append(message(u"a"_s, requestTime));
}

inline JournalQuery byRequestTime(const QString &value, Cursor after = 0)
{
    JournalQuery query;
    query.after = after;
    query.correlationKey = u"requestTime"_s;
    query.correlationValue = value;
    return query;
}

inline QList<Cursor> seqs(const JournalPage &page)
{
    QList<Cursor> result;
    for (const EntryPtr &entry : page.entries)
        result.append(entry->seq);
    return result;
}

inline QList<Cursor> range(Cursor first, Cursor last)
{
    QList<Cursor> result;
    for (Cursor seq = first; seq <= last; ++seq)
        result.append(seq);
    return result;
}

} // namespace JournalRig

} // namespace Standin
