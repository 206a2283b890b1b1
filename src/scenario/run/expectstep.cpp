// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/expectstep.h"

#include "scenario/run/probes.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

Result<JournalQuery> queryOf(const WantedEntries &wanted, const QString &client, const JsonText &rendered)
{
    const auto pattern = wanted.pattern.compiled(rendered);
    if (!pattern)
        return Failure(pattern.error());
    JournalQuery query{.device = client, .kind = wanted.kind, .event = wanted.event};
    const bool isMessage = !wanted.event && (wanted.kind == EntryKind::In || wanted.kind == EntryKind::Out);
    if (isMessage)
        query.pattern = *pattern;
    else
        query.topic = pattern->topic;
    return query;
}

QList<NearMiss> nearestMessages(const JournalReader &journal, JournalQuery query)
{
    QList<NearMiss> misses = NearMisses::find(journal, query);
    if (!misses.isEmpty() || !query.pattern)
        return misses;
    constexpr qsizetype most = 3;
    const Match::Pattern pattern = *std::exchange(query.pattern, std::nullopt);
    query.after = std::max(query.after, journal.cursor() - std::min(journal.cursor(), NearMisses::searched));
    const QList<EntryPtr> others = journal.read(query).entries;
    for (qsizetype i = others.size() - 1; i >= 0 && misses.size() < most; --i) {
        if (others.at(i)->isMessage())
            misses.append({others.at(i), Match::Explanation::of(pattern, others.at(i)->message())});
    }
    return misses;
}

ExpectStep::ExpectStep(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
{
    std::visit([this](const auto &kind) { prepare(kind); }, step.kind);
}

ExpectStep::~ExpectStep()
{
    cancelAwaits();
}

void ExpectStep::prepare(const Expect &step)
{
    m_names = step.entries.devices;
    m_wanted = {.kind = step.entries.kind,
                .event = step.entries.event,
                .pattern = step.entries.pattern,
                .amount = step.amount,
                .withinMs = step.withinMs,
                .forMs = step.forMs,
                .since = step.since,
                .captures = step.captures};
}

void ExpectStep::prepare(const ExpectNone &step)
{
    m_names = step.entries.devices;
    m_wanted = {.kind = step.entries.kind,
                .event = step.entries.event,
                .pattern = step.entries.pattern,
                .amount = {.least = 0, .most = 0},
                .forMs = step.forMs,
                .since = step.since};
}

void ExpectStep::prepare(const ProbeStep &step)
{
    m_probe = step.probe;
    if (const auto *expect = std::get_if<ProbeExpect>(&step.does))
        m_wanted = {.pattern = expect->pattern,
                    .amount = expect->amount,
                    .withinMs = expect->withinMs,
                    .forMs = expect->forMs,
                    .since = expect->since,
                    .captures = expect->captures};
    else if (const auto *none = std::get_if<ProbeExpectNone>(&step.does))
        m_wanted = {
            .pattern = none->pattern, .amount = {.least = 0, .most = 0}, .forMs = none->forMs, .since = none->since};
}

std::optional<milliseconds> ExpectStep::ownTime() const
{
    return milliseconds(m_wanted.withinMs) + milliseconds(m_wanted.amount.hasMost() ? m_wanted.forMs : 0);
}

void ExpectStep::begin()
{
    if (const auto added = addClients(); !added)
        return fail(added.error());
    m_report.lookedAfter = m_clients.empty() ? m_trail.action : m_clients.front().query.after;
    const size_t count = m_clients.size();
    for (size_t i = 0; i < count && !isFinished(); ++i) {
        if (m_wanted.amount.least > 0)
            awaitLeast(i);
        else
            watchMost(i);
    }
    if (count == 0)
        pass();
}

Result<> ExpectStep::addClients()
{
    const auto cursor = cursorSince(m_wanted.since);
    if (!cursor)
        return Failure(cursor.error());
    const auto ids = m_probe ? m_run.probes.idOf(*m_probe).map([](const QString &id) { return QStringList(id); })
                             : devicesOf(m_names);
    if (!ids)
        return Failure(ids.error());
    const bool isSame = !m_wanted.pattern.json.text().contains("${");
    m_clients.reserve(static_cast<size_t>(ids->size()));
    for (const QString &id : *ids) {
        Client client{.id = id};
        if (isSame && !m_clients.empty()) {
            client.query = m_clients.front().query;
            client.query.device = id;
        } else {
            auto query = queryFor(id);
            if (!query)
                return Failure(query.error());
            client.query = *query;
        }
        client.query.after = *cursor;
        m_clients.push_back(client);
    }
    return {};
}

Result<JournalQuery> ExpectStep::queryFor(const QString &client)
{
    ScenarioScope scope = m_probe ? m_trail.scope : scopeOf(client);
    return scope.json(m_wanted.pattern.json).and_then([this, &client](const JsonText &rendered) {
        if (m_clients.empty())
            m_report.values = patternText(rendered);
        return queryOf(m_wanted, client, rendered);
    });
}

void ExpectStep::awaitLeast(size_t client)
{
    await(client, m_wanted.amount.least, m_wanted.withinMs, [this, client](bool isFulfilled) {
        if (isFulfilled && m_wanted.amount.hasMost())
            watchMost(client);
        else
            clientDone(client, !isFulfilled);
    });
}

void ExpectStep::watchMost(size_t client)
{
    // Of entries that were dropped nobody knows whether they would have been too many.
    await(client, m_wanted.amount.most + 1, m_wanted.forMs,
          [this, client](bool isFulfilled) { clientDone(client, isFulfilled || m_clients[client].dropped > 0); });
}

void ExpectStep::await(size_t client, qsizetype count, int ms, const std::function<void(bool)> &then)
{
    const auto isAnswered = std::make_shared<bool>(false);
    const AwaitTerms terms{.query = m_clients[client].query, .count = count, .timeout = milliseconds(ms)};
    const auto id = m_run.services.awaits().add(terms, [this, client, isAnswered, then](const AwaitOutcome &outcome) {
        *isAnswered = true;
        m_clients[client].await.reset();
        m_clients[client].matched = outcome.matched;
        m_clients[client].dropped = outcome.dropped;
        then(outcome.isFulfilled);
    });
    if (!*isAnswered)
        m_clients[client].await = id;
}

void ExpectStep::clientDone(size_t client, bool hasFailed)
{
    if (isFinished())
        return;
    m_clients[client].isDone = true;
    m_clients[client].hasFailed = hasFailed;
    m_failed += hasFailed;
    ++m_done;
    if (hasTooMany(m_clients[client]) || m_done == m_clients.size())
        judge();
}

bool ExpectStep::hasTooMany(const Client &client) const
{
    return client.matched.size() > m_wanted.amount.most;
}

void ExpectStep::judge()
{
    cancelAwaits();
    noteMatched();
    for (const Client &client : m_clients) {
        if (client.hasFailed) {
            explain(client, m_failed);
            return finish(StepOutcome::Failed);
        }
    }
    const Client &first = m_clients.front();
    if (m_wanted.amount.least > 0) {
        const EntryPtr &entry = first.matched.at(m_wanted.amount.least - 1);
        if (!capture(m_wanted.captures, std::make_shared<const Match::Message>(entry->messageFields())))
            return;
    }
    pass();
}

void ExpectStep::explain(const Client &client, qsizetype failed)
{
    m_report.expected = expectedText(m_wanted.amount, m_wanted.kind, m_wanted.event, client.query,
                                     m_wanted.amount.least > 0 ? m_wanted.withinMs : m_wanted.forMs);
    m_report.got = gotText(client.matched, m_wanted.amount);
    if (client.dropped > 0 && !hasTooMany(client))
        m_report.got += u"; %1 entries were dropped, so this cannot be said"_s.arg(client.dropped);
    if (client.matched.size() < m_wanted.amount.least) {
        m_report.nearMisses = nearestMessages(m_run.services.journal(), client.query);
        if (!m_report.nearMisses.isEmpty())
            m_report.got += u"; nearest: "_s + missText(m_report.nearMisses.first());
    }
    if (failed > 1)
        m_report.got += u" (and %1 more of %2 devices not as expected)"_s.arg(failed - 1).arg(m_clients.size());
}

void ExpectStep::noteMatched()
{
    for (const Client &client : m_clients) {
        for (const EntryPtr &entry : client.matched) {
            if (m_report.matched.size() >= StepReport::mostMatched)
                return;
            m_report.matched.append(entry->seq);
        }
    }
    std::ranges::sort(m_report.matched);
}

void ExpectStep::cancelAwaits()
{
    for (Client &client : m_clients) {
        if (client.await)
            m_run.services.awaits().cancel(*client.await);
        client.await.reset();
    }
}

void ExpectStep::abandon(Stop why)
{
    cancelAwaits();
    if (why != Stop::TimedOut)
        return;
    for (const Client &client : m_clients) {
        if (!client.isDone || client.hasFailed) {
            explain(client, 1);
            return;
        }
    }
}

} // namespace Standin::Scenarios
