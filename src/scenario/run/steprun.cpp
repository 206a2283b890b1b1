// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/steprun.h"

#include "base/jsonbuilder.h"
#include "scenario/file/scenario.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

StepRun::StepRun(RunContext &run, const Step &step, Trail trail, int depth)
    : m_run(run)
    , m_step(step)
    , m_depth(depth)
    , m_trail(std::move(trail))
{}

void StepRun::start(Done done)
{
    m_done = std::move(done);
    describe();
    m_started = m_run.services.clock().steadyNow();
    m_run.listener.stepStarted(m_report, m_depth);
    if (!m_step.when.isEmpty()) {
        const Result<bool> holds = m_trail.scope.holds(m_step.when);
        if (!holds)
            return fail(holds.error());
        if (!*holds)
            return finish(StepOutcome::Skipped);
    }
    startDeadline();
    begin();
}

void StepRun::describe()
{
    m_report.name = m_step.name;
    m_report.kind = m_step.kindName();
    m_report.summary = summaryOf(m_step);
    m_report.file = m_trail.scenario->path;
    m_report.pointer = m_step.pointer;
    m_report.line = m_step.line;
    m_report.label = m_trail.device;
    m_report.startedAt = m_run.services.clock().nowMicros();
    m_report.after = m_run.services.journal().cursor();
}

std::optional<milliseconds> StepRun::ownTime() const
{
    return 0ms;
}

void StepRun::startDeadline()
{
    std::optional<milliseconds> limit;
    if (m_step.timeoutMs)
        limit = milliseconds(*m_step.timeoutMs);
    else if (const auto own = ownTime())
        limit = milliseconds(Step::usualTimeoutMs) + *own;
    if (limit)
        m_deadline = m_run.services.timers().start(*limit, [this] { stop(Stop::TimedOut); });
}

void StepRun::stop(Stop why)
{
    if (m_isFinished || std::exchange(m_isStopping, true))
        return;
    abandon(why);
    if (why == Stop::TimedOut && m_report.got.isEmpty()) {
        const auto waited = duration_cast<milliseconds>(m_run.services.clock().steadyNow() - m_started);
        m_report.got = u"the step had not ended after %1 ms"_s.arg(waited.count());
    }
    finish(why == Stop::TimedOut ? StepOutcome::TimedOut : StepOutcome::Cancelled);
}

void StepRun::fail(const QString &expected, const QString &got)
{
    m_report.expected = expected;
    m_report.got = got;
    finish(StepOutcome::Failed);
}

void StepRun::fail(const Error &error)
{
    m_report.error = error;
    finish(StepOutcome::Failed);
}

void StepRun::finish(StepOutcome outcome)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_deadline.stop();
    m_report.outcome = outcome;
    m_report.last = m_run.services.journal().cursor();
    m_report.tookMicros = duration_cast<microseconds>(m_run.services.clock().steadyNow() - m_started).count();
    leaveName();
    m_run.listener.stepFinished(m_report, m_depth);
    if (const Done done = std::exchange(m_done, nullptr))
        done();
}

void StepRun::leaveName()
{
    if (m_step.name.isEmpty() || m_report.outcome == StepOutcome::Skipped)
        return;
    const Cursor found = m_report.matched.isEmpty() ? m_report.after : m_report.matched.last();
    m_trail.named.insert(m_step.name, {.cursor = m_step.isAction() ? m_report.after : found, .found = m_trail.found});
}

Cursor StepRun::markAction()
{
    m_trail.action = m_run.services.journal().cursor();
    m_report.after = m_trail.action;
    return m_trail.action;
}

Result<Cursor> StepRun::cursorSince(const Since &since) const
{
    if (since.step.isEmpty())
        return m_trail.action;
    if (since.step == Since::beginning)
        return m_trail.start;
    const auto named = m_trail.named.constFind(since.step);
    if (named == m_trail.named.constEnd())
        return failure(ErrorCode::InvalidArgument,
                       u"found \"%1\", expected the name of a step that has run before this one"_s.arg(since.step),
                       m_step.pointer + u"/since"_s);
    return named->cursor;
}

bool StepRun::capture(const QList<Capture> &captures, const FoundMessage &message)
{
    m_trail.found = message;
    if (captures.isEmpty())
        return true;
    JsonBuilder values;
    for (const Capture &capture : captures) {
        const JsonText value = capture.valueIn(*message);
        if (value.isUndefined()) {
            fail(u"a value for the variable \"%1\" (%2)"_s.arg(capture.variable,
                                                               QString::fromUtf8(capture.json.toCompact())),
                 u"none in the message %1"_s.arg(messageText(*message)));
            return false;
        }
        m_trail.scope.setVariable(capture.variable, value);
        values.add(capture.variable, value);
    }
    m_report.captured = values.object();
    return true;
}

Result<QStringList> StepRun::devicesOf(const DeviceNames &names) const
{
    return m_run.devices.idsOf(names, m_trail.device).map_error([this](Error error) {
        error.where = m_step.pointer + u"/device"_s;
        return error;
    });
}

ScenarioScope StepRun::scopeOf(const QString &device) const
{
    ScenarioScope scope(m_trail.scope, m_run.random.next());
    m_run.devices.enter(device, scope);
    return scope;
}

} // namespace Standin::Scenarios
