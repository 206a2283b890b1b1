// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/orderexpectation.h"

#include "scenario/run/expectstep.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

OrderExpectation::OrderExpectation(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
    , m_wanted(std::get<ExpectOrder>(step.kind))
{}

OrderExpectation::~OrderExpectation()
{
    cancelAwait();
}

std::optional<milliseconds> OrderExpectation::ownTime() const
{
    return milliseconds(m_wanted.withinMs);
}

Result<QList<JournalQuery>> OrderExpectation::queries()
{
    QList<JournalQuery> queries;
    QStringList values;
    for (const EntryTemplate &message : m_wanted.messages) {
        const auto ids = devicesOf(message.devices.isDefault() ? m_wanted.devices : message.devices);
        if (!ids)
            return Failure(ids.error());
        if (ids->size() != 1)
            return failure(ErrorCode::InvalidArgument,
                           u"found %1 devices, expected one: use forEachDevice"_s.arg(ids->size()),
                           m_step.pointer + u"/device"_s);
        const WantedEntries wanted{.kind = message.kind, .event = message.event, .pattern = message.pattern};
        const auto pattern = scopeOf(ids->first()).json(message.pattern.json);
        if (!pattern)
            return Failure(pattern.error());
        values.append(patternText(*pattern));
        const auto query = queryOf(wanted, ids->first(), *pattern);
        if (!query)
            return Failure(query.error());
        queries.append(*query);
    }
    m_report.values = shortText(values.join(u"; "_s), 600);
    return queries;
}

void OrderExpectation::begin()
{
    const auto cursor = cursorSince(m_wanted.since);
    if (!cursor)
        return fail(cursor.error());
    auto all = queries();
    if (!all)
        return fail(all.error());
    m_queries = *all;
    m_seen = *cursor;
    m_report.lookedAfter = m_seen;
    m_until = m_run.services.clock().steadyNow() + milliseconds(m_wanted.withinMs);
    awaitNext();
}

void OrderExpectation::awaitNext()
{
    if (m_matched.size() == m_queries.size()) {
        const FoundMessage last =
            m_matched.isEmpty() ? nullptr : std::make_shared<const Match::Message>(m_matched.last()->messageFields());
        if (!last || capture(m_wanted.captures, last))
            pass();
        return;
    }
    AwaitTerms terms{.query = m_queries.at(m_matched.size())};
    terms.query.after = m_seen;
    terms.timeout =
        std::max(milliseconds(0), duration_cast<milliseconds>(m_until - m_run.services.clock().steadyNow()));
    const qsizetype place = m_matched.size();
    const auto id = m_run.services.awaits().add(terms, [this](const AwaitOutcome &outcome) { take(outcome); });
    if (m_matched.size() == place && !isFinished())
        m_await = id;
}

void OrderExpectation::take(const AwaitOutcome &outcome)
{
    m_await.reset();
    if (!outcome.isFulfilled) {
        explain();
        return finish(StepOutcome::Failed);
    }
    m_matched.append(outcome.matched.last());
    m_seen = m_matched.last()->seq;
    m_report.matched.append(m_seen);
    awaitNext();
}

void OrderExpectation::explain()
{
    const qsizetype place = m_matched.size();
    JournalQuery query = m_queries.at(place);
    query.after = m_seen;
    const EntryTemplate &missing = m_wanted.messages.at(place);
    m_report.expected = u"%1 messages in order within %2 ms; number %3: %4"_s.arg(m_queries.size())
                            .arg(m_wanted.withinMs)
                            .arg(place + 1)
                            .arg(expectedText({}, missing.kind, missing.event, query, m_wanted.withinMs));
    m_report.got = place == 0 ? u"none of them"_s : u"only the first %1"_s.arg(place);
    m_report.nearMisses = nearestMessages(m_run.services.journal(), query);
    if (!m_report.nearMisses.isEmpty())
        m_report.got += u"; nearest: "_s + missText(m_report.nearMisses.first());
}

void OrderExpectation::cancelAwait()
{
    if (m_await)
        m_run.services.awaits().cancel(*m_await);
    m_await.reset();
}

void OrderExpectation::abandon(Stop why)
{
    cancelAwait();
    if (why == Stop::TimedOut && m_matched.size() < m_queries.size())
        explain();
}

} // namespace Standin::Scenarios
