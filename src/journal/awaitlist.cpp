// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/awaitlist.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace Standin {

namespace {

constexpr qsizetype batch = 1'000;
constexpr qsizetype scanBytes = 8 * 1024 * 1024;
/// The other work of the thread waits no longer than that.
constexpr std::chrono::milliseconds maxTurn{10};

qsizetype wantedCount(const AwaitTerms &terms)
{
    return terms.inOrder.isEmpty() ? terms.count : terms.inOrder.size();
}

/// The devices whose entries may match; "" for any device.
QStringList devicesOf(const JournalQuery &query)
{
    if (query.device.isEmpty() && !query.devices.isEmpty())
        return query.devices.values();
    return {query.device};
}

} // namespace

AwaitList::AwaitList(const JournalReader &journal, Timers &timers)
    : m_journal(journal)
    , m_timers(timers)
{}

AwaitList::~AwaitList() = default;

AwaitList::Id AwaitList::add(const AwaitTerms &terms, Done done)
{
    const Id id = ++m_lastId;
    Await &await = m_awaits[id];
    await.terms = terms;
    await.done = std::move(done);
    await.started = m_timers.now();
    await.seen = terms.query.after;
    await.deadline = m_timers.start(terms.timeout, [this, id] { expire(id); });
    catchUp(id);
    return id;
}

/// Reads one page of what was there before; goes on from the event loop while there is more.
void AwaitList::catchUp(Id id)
{
    const auto found = m_awaits.find(id);
    if (found == m_awaits.end())
        return;
    Await &await = found->second;
    JournalQuery query = await.terms.query;
    query.after = await.seen;
    query.limit = batch;
    query.maxBytes = scanBytes;
    query.maxTime = maxTurn;
    const JournalPage page = m_journal.read(query);
    await.outcome.dropped += page.dropped;
    for (const EntryPtr &entry : page.entries) {
        if (entry->seq > await.end)
            break;
        if (!offer(id, await, entry, entry->message()))
            return;
    }
    await.seen = std::max(await.seen, std::min(page.cursor, await.end));
    if (await.seen >= await.end) {
        finish(id, false);
        return;
    }
    if (page.more) {
        QMetaObject::invokeMethod(
            this, [this, id] { catchUp(id); }, Qt::QueuedConnection);
        return;
    }
    await.isCaughtUp = true;
    if (m_byDevice.isEmpty())
        m_cursor = page.cursor;
    for (const QString &device : devicesOf(await.terms.query))
        m_byDevice[device].push_back(id);
    listen();
}

bool AwaitList::offer(Id id, Await &await, const EntryPtr &entry, const Match::Message &message)
{
    if (entry->seq <= await.seen)
        return true;
    await.seen = entry->seq;
    const AwaitTerms &terms = await.terms;
    const bool isNext = terms.inOrder.isEmpty() ||
                        (entry->isMessage() && terms.inOrder.at(await.outcome.matched.size()).matches(message));
    if (!isNext || !terms.query.accepts(*entry, message))
        return true;
    await.outcome.matched.append(entry);
    if (await.outcome.matched.size() < wantedCount(terms))
        return true;
    finish(id, true);
    return false;
}

void AwaitList::expire(Id id)
{
    readUpTo(m_journal.cursor());
    const auto found = m_awaits.find(id);
    if (found == m_awaits.end())
        return;
    if (found->second.isCaughtUp)
        finish(id, false);
    else
        found->second.end = m_journal.cursor();
}

void AwaitList::finish(Id id, bool isFulfilled)
{
    using namespace std::chrono;
    Await &await = m_awaits.at(id);
    AwaitOutcome outcome = std::move(await.outcome);
    outcome.isFulfilled = isFulfilled;
    outcome.cursor = isFulfilled && !outcome.matched.isEmpty() ? outcome.matched.last()->seq
                     : await.isCaughtUp                        ? std::max(await.seen, m_cursor)
                                                               : await.seen;
    outcome.waited = duration_cast<milliseconds>(m_timers.now() - await.started);
    const Done done = std::move(await.done);
    cancel(id);
    done(outcome);
}

void AwaitList::cancel(Id id)
{
    const auto found = m_awaits.find(id);
    if (found == m_awaits.end())
        return;
    const QStringList devices = found->second.isCaughtUp ? devicesOf(found->second.terms.query) : QStringList();
    for (const QString &device : devices) {
        std::vector<Id> &ids = m_byDevice[device];
        std::erase(ids, id);
        if (ids.empty())
            m_byDevice.remove(device);
    }
    m_awaits.erase(found);
    if (m_byDevice.isEmpty()) {
        m_waiter = {};
        m_isListening = false;
    }
}

void AwaitList::listen()
{
    if (m_isListening || m_byDevice.isEmpty())
        return;
    m_isListening = true;
    m_waiter = m_journal.waitFor(m_cursor, [this] {
        QMetaObject::invokeMethod(
            this, [this] { readNew(); }, Qt::QueuedConnection);
    });
}

void AwaitList::readNew()
{
    if (!m_isListening)
        return;
    m_isListening = false;
    const QDeadlineTimer deadline(maxTurn);
    const Cursor end = m_journal.cursor();
    while (m_cursor < end && !deadline.hasExpired() && !m_byDevice.isEmpty())
        readUpTo(std::min(end, m_cursor + batch));
    listen();
}

/// Offers the entries up to `end` to all that are caught up.
void AwaitList::readUpTo(Cursor end)
{
    while (m_cursor < end && !m_byDevice.isEmpty()) {
        JournalQuery query{.after = m_cursor};
        query.limit = static_cast<qsizetype>(std::min<Cursor>(batch, end - m_cursor));
        const JournalPage page = m_journal.read(query);
        for (const EntryPtr &entry : page.entries)
            offerToAll(entry);
        if (page.dropped > 0) {
            for (auto &[id, await] : m_awaits)
                await.outcome.dropped += await.isCaughtUp ? page.dropped : 0;
        }
        m_cursor = page.cursor;
    }
}

void AwaitList::offerToAll(const EntryPtr &entry)
{
    if (!m_byDevice.contains(entry->device) && !m_byDevice.contains(QString()))
        return;
    const Match::Message message = entry->message();
    for (const QString &device : {entry->device, QString()}) {
        const std::vector<Id> ids = m_byDevice.value(device); // a copy: those that are fulfilled leave the list
        for (const Id id : ids) {
            if (const auto found = m_awaits.find(id); found != m_awaits.end())
                (void)offer(id, found->second, entry, message);
        }
        if (entry->device.isEmpty())
            break;
    }
}

} // namespace Standin
