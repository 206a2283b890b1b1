// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/partsstep.h"

#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// So many parts that end at once run before the event loop has its turn.
constexpr int mostPartsInTurn = 100;

template <typename Kind>
const Kind *kindOf(const Step &step)
{
    return std::get_if<Kind>(&step.kind);
}

} // namespace

PartsStep::PartsStep(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
    , m_outer(trail)
{}

PartsStep::~PartsStep() = default;

Result<> PartsStep::prepare()
{
    if (const auto *repeat = kindOf<Repeat>(m_step)) {
        m_count = repeat->times;
        m_isPlain = false;
    } else if (const auto *parallel = kindOf<Parallel>(m_step)) {
        m_count = static_cast<qsizetype>(parallel->branches.size());
        m_isParallel = true;
        m_isPlain = false;
    } else if (const auto *each = kindOf<ForEachDevice>(m_step)) {
        const auto devices =
            each->devices.isDefault() ? Result<QStringList>(m_run.devices.ids()) : devicesOf(each->devices);
        if (!devices)
            return Failure(devices.error());
        m_devices = *devices;
        m_count = m_devices.size();
        m_isParallel = each->isParallel;
        m_isPlain = false;
    } else if (const auto *include = kindOf<Include>(m_step); include && !include->scenario) {
        return failure(ErrorCode::FileNotReadable, u"the file \"%1\" was not read"_s.arg(include->file),
                       m_step.pointer);
    }
    return {};
}

const Steps &PartsStep::stepsOf(qsizetype number) const
{
    if (const auto *repeat = kindOf<Repeat>(m_step))
        return repeat->steps;
    if (const auto *parallel = kindOf<Parallel>(m_step))
        return parallel->branches.at(static_cast<size_t>(number));
    if (const auto *each = kindOf<ForEachDevice>(m_step))
        return each->steps;
    if (const auto *include = kindOf<Include>(m_step))
        return include->scenario->steps;
    return std::get<Group>(m_step.kind).steps;
}

QString PartsStep::labelOf(qsizetype number) const
{
    if (kindOf<Repeat>(m_step))
        return u"round %1"_s.arg(number + 1);
    if (kindOf<Parallel>(m_step))
        return u"branch %1"_s.arg(number + 1);
    return m_devices.value(number);
}

Trail PartsStep::trailOf(qsizetype number) const
{
    Trail trail = m_isParallel ? m_outer : m_trail;
    if (m_isParallel) {
        trail.scope = ScenarioScope(trail.scope, m_run.random.next());
        trail.scope.detachCaptured();
    }
    if (const auto *repeat = kindOf<Repeat>(m_step); repeat && !repeat->as.isEmpty())
        trail.scope.setVariable(repeat->as, JsonText::whole(number));
    if (kindOf<ForEachDevice>(m_step)) {
        trail.device = m_devices.at(number);
        m_run.devices.enter(trail.device, trail.scope);
    }
    return trail;
}

void PartsStep::begin()
{
    if (const auto prepared = prepare(); !prepared)
        return fail(prepared.error());
    if (const auto *include = kindOf<Include>(m_step)) {
        const auto vars = m_trail.scope.json(include->vars);
        if (!vars)
            return fail(vars.error());
        m_trail.scope.setVarsOfInclude(Variables(include->scenario->vars).with(*vars));
        m_trail.scenario = include->scenario.get();
    }
    if (m_isParallel)
        startAll();
    else
        startNext();
}

void PartsStep::startNext()
{
    m_isStarting = true;
    for (int inTurn = 0; m_next < m_count && !m_hasEndedEarly; ++inTurn) {
        if (inTurn == mostPartsInTurn) {
            m_isStarting = false;
            m_nextTurn = m_run.services.timers().start(0ms, [this] { startNext(); });
            return;
        }
        m_parts.clear();
        startPart(m_next++);
        if (!m_parts.back().sequence->isFinished()) {
            m_isStarting = false;
            return;
        }
        takePart(m_parts.back());
    }
    m_isStarting = false;
    end();
}

void PartsStep::startAll()
{
    m_isStarting = true;
    m_parts.reserve(static_cast<size_t>(m_count));
    while (m_next < m_count && !m_hasEndedEarly) {
        startPart(m_next++);
        if (m_parts.back().sequence->isFinished()) {
            ++m_ended;
            if (m_parts.back().sequence->hasEndedEarly())
                stopOthers();
        }
    }
    m_isStarting = false;
    if (m_ended == static_cast<qsizetype>(m_parts.size()))
        end();
}

void PartsStep::startPart(qsizetype number)
{
    Part &part = m_parts.emplace_back();
    part.number = number;
    part.label = labelOf(number);
    part.startedAt = m_run.services.clock().nowMicros();
    part.started = m_run.services.clock().steadyNow();
    part.after = m_run.services.journal().cursor();
    part.sequence = std::make_unique<Sequence>(m_run, stepsOf(number), trailOf(number), m_depth + 1);
    part.sequence->start([this, number] { partEnded(number); });
}

void PartsStep::partEnded(qsizetype number)
{
    if (isStopping() || isFinished())
        return;
    if (!m_isParallel) {
        if (m_isStarting)
            return;
        takePart(m_parts.back());
        return startNext();
    }
    if (m_isStarting && number == m_next - 1)
        return; // within startPart()
    ++m_ended;
    if (m_parts.at(static_cast<size_t>(number)).sequence->hasEndedEarly())
        stopOthers();
    if (m_ended == static_cast<qsizetype>(m_parts.size()) && !m_isStarting)
        end();
}

void PartsStep::stopOthers()
{
    if (std::exchange(m_hasEndedEarly, true))
        return;
    for (Part &part : m_parts)
        part.sequence->stop(Stop::Cancelled);
}

void PartsStep::takePart(Part &part)
{
    using namespace std::chrono;
    const Sequence &sequence = *part.sequence;
    if (sequence.outcome() == StepOutcome::Failed || (sequence.outcome() != StepOutcome::Passed && !m_isParallel))
        m_outcome = sequence.outcome();
    m_hasEndedEarly |= sequence.hasEndedEarly();
    const Trail &inner = sequence.trail();
    m_trail.named.insert(inner.named);
    if (m_isParallel)
        m_trail.scope.takeCaptured(inner.scope);
    m_trail.found = inner.found ? inner.found : m_trail.found;
    if (inner.action > m_outer.action)
        m_trail.action = m_isParallel ? m_report.after : inner.action;
    if (m_isPlain) {
        m_report.steps = sequence.reports();
        return;
    }
    if (m_report.steps.size() >= StepReport::mostParts && sequence.outcome() == StepOutcome::Passed) {
        ++m_report.omitted;
        return;
    }
    m_report.steps.append(
        {.kind = u"part"_s,
         .summary = part.label,
         .outcome = sequence.outcome(),
         .startedAt = part.startedAt,
         .tookMicros = duration_cast<microseconds>(m_run.services.clock().steadyNow() - part.started).count(),
         .after = part.after,
         .last = m_run.services.journal().cursor(),
         .steps = sequence.reports(),
         .label = part.label});
}

void PartsStep::end()
{
    if (m_isParallel) {
        for (Part &part : m_parts)
            takePart(part);
    }
    m_trail.scope = m_outer.scope; // which shares the captured values
    m_trail.device = m_outer.device;
    m_trail.scenario = m_outer.scenario;
    finish(m_outcome);
}

void PartsStep::abandon(Stop why)
{
    m_nextTurn.stop();
    for (Part &part : m_parts) {
        part.sequence->stop(why);
        takePart(part);
    }
}

} // namespace Standin::Scenarios
