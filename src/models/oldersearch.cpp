// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/oldersearch.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace Standin::Models {

using namespace std::chrono_literals;

namespace {

constexpr Cursor stepEntries = 2'000;
constexpr Cursor pageEntries = 500;
constexpr qsizetype stepBytes = 4 * 1024 * 1024;
/// Parts without entries are told this often, for the display of progress.
constexpr auto silence = 100ms;

/// Reads one step, the entries before `before`.
OlderEntries readStep(const JournalReader &journal, Cursor before, Cursor border, const EntryFilter &filter)
{
    OlderEntries part{.from = before > stepEntries ? before - stepEntries : 1};
    if (before > border + 1)
        part.from = std::max(part.from, border + 1);
    for (Cursor at = part.from - 1; at + 1 < before;) {
        const auto limit = static_cast<qsizetype>(std::min(before - 1 - at, pageEntries));
        const JournalPage page = journal.read({.after = at, .limit = limit, .maxBytes = stepBytes});
        for (const EntryPtr &entry : page.entries) {
            if (entry->seq >= before)
                break;
            ++part.checked;
            if (filter.accepts(*entry))
                part.entries.append(entry);
        }
        part.dropped += page.dropped;
        at = page.cursor;
    }
    part.dropped = std::min(part.dropped, before - part.from - part.checked);
    return part;
}

} // namespace

OlderSearch::OlderSearch(const JournalReader &journal, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
{
    m_pool.setMaxThreadCount(1);
}

OlderSearch::~OlderSearch()
{
    cancel();
    m_pool.waitForDone();
}

void OlderSearch::start(Cursor before, Cursor border, const EntryFilter &filter)
{
    cancel();
    m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, isCancelled = m_isCancelled, before, border, filter] {
        const Cursor oldest = m_journal.oldest();
        qsizetype count = 0;
        OlderEntries untold{.from = before};
        QDeadlineTimer quiet(silence);
        while (!*isCancelled && untold.from > oldest && count < enough) {
            OlderEntries part = readStep(m_journal, untold.from, border, filter);
            part.checked += untold.checked;
            part.dropped += untold.dropped;
            untold = {.from = part.from};
            count += part.entries.size();
            if (part.entries.isEmpty() && part.from != border + 1 && !quiet.hasExpired()) {
                untold = std::move(part);
                continue;
            }
            post(isCancelled, part, false);
            quiet = QDeadlineTimer(silence);
        }
        post(isCancelled, untold, true);
    });
}

void OlderSearch::cancel()
{
    if (m_isCancelled)
        *m_isCancelled = true;
    m_isCancelled = nullptr;
}

/// Called in the thread of the search.
void OlderSearch::post(const Flag &isCancelled, const OlderEntries &part, bool isLast)
{
    QMetaObject::invokeMethod(
        this,
        [this, isCancelled, part, isLast] {
            if (isCancelled != m_isCancelled)
                return;
            emit found(part);
            if (!isLast || isCancelled != m_isCancelled)
                return;
            m_isCancelled = nullptr;
            emit finished();
        },
        Qt::QueuedConnection);
}

} // namespace Standin::Models
