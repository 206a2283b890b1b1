// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/stateexpectation.h"

#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

StateExpectation::StateExpectation(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
    , m_wanted(std::get<ExpectState>(step.kind))
{}

StateExpectation::~StateExpectation()
{
    cancelAwaits();
}

std::optional<milliseconds> StateExpectation::ownTime() const
{
    return milliseconds(m_wanted.withinMs);
}

bool StateExpectation::isAsWanted(DeviceState state, const std::optional<Error> &error) const
{
    if (state != m_wanted.state)
        return false;
    if (m_wanted.error && (!error || error->code != *m_wanted.error))
        return false;
    return !m_wanted.reasonCode || (error && error->reasonCode == m_wanted.reasonCode);
}

void StateExpectation::begin()
{
    const auto devices = devicesOf(m_wanted.devices);
    if (!devices)
        return fail(devices.error());
    m_until = m_run.services.clock().steadyNow() + milliseconds(m_wanted.withinMs);
    m_open = *devices;
    if (m_open.isEmpty())
        return pass();
    const QStringList all = m_open;
    for (const QString &device : all) {
        if (!isFinished())
            check(device);
    }
}

void StateExpectation::check(const QString &device)
{
    // The status changes before its entry is appended, so a change after the cursor cannot be missed.
    const Cursor cursor = m_run.services.journal().cursor();
    const auto status = m_run.services.fleet().status(device);
    if (!status)
        return fail(status.error());
    if (isAsWanted(status->state, status->error)) {
        m_open.removeOne(device);
        if (m_open.isEmpty())
            pass();
        return;
    }
    const auto left = duration_cast<milliseconds>(m_until - m_run.services.clock().steadyNow());
    const AwaitTerms terms{.query = {.after = cursor, .device = device, .event = EntryEvent::StateChanged},
                           .timeout = std::max(milliseconds(0), left)};
    const auto isAnswered = std::make_shared<bool>(false);
    const auto id = m_run.services.awaits().add(terms, [this, device, isAnswered](const AwaitOutcome &outcome) {
        *isAnswered = true;
        m_awaits.remove(device);
        if (!outcome.isFulfilled)
            return failNow();
        const EntryPtr &change = outcome.matched.last();
        if (change->state && isAsWanted(*change->state, change->error)) {
            m_report.matched.append(change->seq);
            m_open.removeOne(device);
            if (m_open.isEmpty())
                pass();
            return;
        }
        check(device);
    });
    if (!*isAnswered)
        m_awaits.insert(device, id);
}

void StateExpectation::failNow()
{
    cancelAwaits();
    explain();
    finish(StepOutcome::Failed);
}

void StateExpectation::explain()
{
    m_report.expected = stateText(m_wanted) + u" within %1 ms"_s.arg(m_wanted.withinMs);
    if (m_open.isEmpty())
        return;
    const auto status = m_run.services.fleet().status(m_open.first());
    if (!status)
        return;
    m_report.got = u"%1 is %2"_s.arg(m_open.first(), toString(status->state));
    if (status->error)
        m_report.got += u" ("_s + errorText(*status->error) + u')';
    if (m_open.size() > 1)
        m_report.got += u" (and %1 more devices)"_s.arg(m_open.size() - 1);
}

void StateExpectation::cancelAwaits()
{
    for (const AwaitList::Id id : std::as_const(m_awaits))
        m_run.services.awaits().cancel(id);
    m_awaits.clear();
}

void StateExpectation::abandon(Stop why)
{
    cancelAwaits();
    if (why == Stop::TimedOut)
        explain();
}

} // namespace Standin::Scenarios
