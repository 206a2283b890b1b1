// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/oldersearch.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <optional>

namespace Standin::Models {

using namespace std::chrono_literals;

namespace {

constexpr Cursor mostStep = 2'000;
constexpr Cursor pageEntries = 500;
constexpr qsizetype pageBytes = 4 * 1024 * 1024;
/// Parts without entries are told this often, for the display of progress.
constexpr auto silence = 100ms;

/// Reads the entries before `before`, step by step.
class StepReader
{
public:
    StepReader(const JournalReader &journal, Cursor before, Cursor border, const EntryFilter &filter)
        : m_journal(journal)
        , m_before(before)
        , m_border(border)
        , m_filter(filter)
    {}

    /// The next step, a smaller one where the entries are large.
    OlderEntries next()
    {
        for (;; m_step /= 2) {
            auto part = read();
            if (!part)
                continue;
            // Between two runs there may be very many numbers that no entry has.
            const bool isGap = part->checked == 0 && part->dropped == 0;
            if (part->bytes < OlderSearch::partBytes / 4)
                m_step = std::min(m_step * 2, isGap ? m_before : mostStep);
            m_before = part->from;
            return *std::move(part);
        }
    }

private:
    /// nullopt when it is too much.
    std::optional<OlderEntries> read()
    {
        OlderEntries part{.from = m_before > m_step ? m_before - m_step : 1};
        if (m_before > m_border + 1)
            part.from = std::max(part.from, m_border + 1);
        for (Cursor at = part.from - 1; at + 1 < m_before;) {
            const auto limit = static_cast<qsizetype>(std::min(m_before - 1 - at, pageEntries));
            const JournalPage page = m_journal.read({.after = at, .limit = limit, .maxBytes = pageBytes});
            take(page, part);
            if ((part.bytes > OlderSearch::partBytes && m_step > 1) || (part.checked > mostStep && m_step > mostStep))
                return std::nullopt;
            at = page.cursor;
        }
        part.dropped = std::min(part.dropped, m_before - part.from - part.checked);
        return part;
    }

    void take(const JournalPage &page, OlderEntries &part) const
    {
        part.dropped += page.dropped;
        for (const EntryPtr &entry : page.entries) {
            if (entry->seq >= m_before)
                return;
            ++part.checked;
            if (!m_filter.accepts(*entry))
                continue;
            part.entries.append(entry);
            part.bytes += entry->bytes();
        }
    }

    const JournalReader &m_journal;
    Cursor m_before;
    const Cursor m_border;
    const EntryFilter &m_filter;
    Cursor m_step = mostStep; ///< so many sequence numbers; more than that only while no entry has one
};

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
    m_pool.start(
        [this, isCancelled = m_isCancelled, before, border, filter] { run(isCancelled, before, border, filter); });
}

/// In the thread of the search.
void OlderSearch::run(const Flag &isCancelled, Cursor before, Cursor border, const EntryFilter &filter)
{
    const Cursor oldest = m_journal.oldest();
    StepReader steps(m_journal, before, border, filter);
    OlderEntries untold{.from = before};
    qsizetype count = 0;
    qsizetype bytes = 0;
    QDeadlineTimer quiet(silence);
    while (!*isCancelled && untold.from > oldest && count < enough && bytes < enoughBytes) {
        OlderEntries part = steps.next();
        part.checked += untold.checked;
        part.dropped += untold.dropped;
        count += part.entries.size();
        bytes += part.bytes;
        if (part.entries.isEmpty() && part.from != border + 1 && !quiet.hasExpired()) {
            untold = std::move(part);
            continue;
        }
        post(isCancelled, part, false);
        untold = {.from = part.from};
        quiet = QDeadlineTimer(silence);
    }
    post(isCancelled, untold, true);
}

void OlderSearch::cancel()
{
    if (m_isCancelled)
        *m_isCancelled = true;
    m_isCancelled = nullptr;
}

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
