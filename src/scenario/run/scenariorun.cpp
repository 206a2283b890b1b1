// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/scenariorun.h"

#include "base/jsonbuilder.h"
#include "scenario/run/orderstep.h"

#include <QRandomGenerator>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// Short enough for client ids of MQTT 3.1, and unlike those of other runs at the same broker.
QString newRunId(const RunTerms &terms)
{
    constexpr int digits = 8;
    const quint32 number = terms.hasRepeatableId ? static_cast<quint32>(Random(terms.seed).next())
                                                 : QRandomGenerator::system()->generate();
    return QString::number(number, 16).rightJustified(digits, u'0');
}

QString testIdOf(const QString &runId)
{
    return u"run-"_s + runId;
}

bool isConnecting(const StepReport &step)
{
    return step.kind == u"connect" || step.kind == u"reconnect";
}

} // namespace

ScenarioRun::ScenarioRun(RunServices &services, RunTerms terms, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_terms(std::move(terms))
    , m_report{.scenario = m_terms.scenario->name,
               .description = m_terms.scenario->description,
               .path = m_terms.scenario->path,
               .tags = m_terms.scenario->tags,
               .row = m_terms.row,
               .rowValues = m_terms.rowValues,
               .round = m_terms.round,
               .runId = newRunId(m_terms),
               .seed = m_terms.seed}
    , m_devices(services.fleet(), testIdOf(m_report.runId))
    , m_rules(services.fleet().rules(), m_report.runId)
    , m_probes(services)
    , m_random(m_terms.seed)
    , m_trail{.scope = ScenarioScope(services.clock(), ~m_terms.seed, &services.scripts())}
    , m_context{.services = services,
                .listener = *this,
                .pause = m_pause,
                .report = m_report,
                .devices = m_devices,
                .rules = m_rules,
                .probes = m_probes,
                .http = m_http,
                .random = m_random,
                .endedSteps = m_endedSteps}
{
    m_report.testId = testIdOf(m_report.runId);
}

ScenarioRun::~ScenarioRun()
{
    m_phase = Phase::Finished; // the answers of the probes are not wanted any more
    m_sequence.reset();
    m_rules.removeAll();
    m_probes.close();
    for (const QString &id : m_devices.ids())
        m_services.fleet().perform(id, Order::Remove());
}

void ScenarioRun::start()
{
    m_started = m_services.clock().steadyNow();
    m_report.startedAt = m_services.clock().nowMicros();
    m_report.after = m_services.journal().cursor();
    m_phase = Phase::Opening;
    QMetaObject::invokeMethod(
        this, [this] { begin(); }, Qt::QueuedConnection);
}

void ScenarioRun::begin()
{
    if (m_terms.timeout)
        m_deadline = m_services.timers().start(*m_terms.timeout, [this] {
            m_hasTimedOut = true;
            stop(StepRun::Stop::TimedOut);
        });
    const auto prepared = m_isCancelled ? Result<>() : prepare();
    if (!prepared || m_isCancelled)
        return opened(prepared);
    m_probes.open(Completion<>([self = QPointer(this)](const Result<> &result) {
        if (self && self->m_phase == Phase::Opening)
            self->opened(result);
    }));
}

Result<> ScenarioRun::prepare()
{
    const Scenario &scenario = *m_terms.scenario;
    m_trail.scenario = &scenario;
    m_trail.start = m_report.after;
    m_trail.action = m_report.after;
    m_trail.scope.setRow(m_terms.rowValues);
    m_trail.scope.setRun(JsonBuilder()
                             .add(u"id"_s, JsonText::string(m_report.runId))
                             .add(u"testId"_s, JsonText::string(m_report.testId))
                             .object());
    const auto vars = m_trail.scope.json(Variables(scenario.vars).with(m_terms.vars));
    if (!vars)
        return Failure(vars.error().inFile(scenario.path));
    m_trail.scope.setVars(*vars);
    const auto made = m_devices.make(scenario, m_trail.scope, m_terms.broker);
    m_report.devices = m_devices.ids();
    if (!made)
        return made;
    const auto prepared = m_probes.prepare(scenario, {.scope = m_trail.scope,
                                                      .firstDevice = m_devices.firstConnection(),
                                                      .broker = m_terms.broker,
                                                      .runId = m_report.runId,
                                                      .hasOneDevice = m_devices.ids().size() == 1});
    m_report.probes = m_probes.clientIds();
    return prepared.map_error([&scenario](const Error &error) { return error.inFile(scenario.path); });
}

void ScenarioRun::opened(const Result<> &result)
{
    if (!result) {
        m_report.error = result.error();
        m_isUnreachable = isUnreachable(result.error());
    }
    if (!result || m_isCancelled || m_hasTimedOut)
        return remove();
    runPhase(Phase::SettingUp, m_terms.scenario->setup);
}

void ScenarioRun::runPhase(Phase phase, const Steps &steps)
{
    m_phase = phase;
    m_sequence = std::make_unique<Sequence>(m_context, steps, m_trail, 0);
    m_sequence->start([self = QPointer(this)] {
        // Not from within a step, whose sequence ends here.
        if (self)
            QMetaObject::invokeMethod(
                self, [self] { self->phaseEnded(); }, Qt::QueuedConnection);
    });
}

void ScenarioRun::phaseEnded()
{
    m_trail = m_sequence->trail();
    const QList<StepReport> reports = m_sequence->reports();
    const bool goesOn = !m_sequence->hasEndedEarly() && !m_isCancelled && !m_hasTimedOut;
    m_sequence.reset();
    switch (m_phase) {
    case Phase::SettingUp:
        m_report.setup = reports;
        if (goesOn)
            return runPhase(Phase::AtWork, m_terms.scenario->steps);
        break;
    case Phase::AtWork:
        m_report.steps = reports;
        break;
    case Phase::TearingDown:
        m_report.teardown = reports;
        return remove();
    default:
        return;
    }
    tearDown();
}

void ScenarioRun::tearDown()
{
    m_deadline.stop();
    runPhase(Phase::TearingDown, m_terms.scenario->teardown);
}

void ScenarioRun::cancel()
{
    if (m_isCancelled || m_phase >= Phase::TearingDown)
        return;
    m_isCancelled = true;
    m_pause.clear();
    stop(StepRun::Stop::Cancelled);
}

void ScenarioRun::stop(StepRun::Stop why)
{
    if (m_phase == Phase::Opening)
        m_probes.close(); // answers opened()
    else if (m_sequence && m_phase != Phase::TearingDown)
        m_sequence->stop(why);
}

void ScenarioRun::remove()
{
    m_deadline.stop();
    m_phase = Phase::Removing;
    m_rules.removeAll();
    m_probes.close();
    m_devices.remove(this, [this](const Result<> &result) { removed(result); });
}

void ScenarioRun::removed(const Result<> &result)
{
    if (!result && !m_report.error)
        m_report.error = result.error();
    m_report.last = m_services.journal().cursor();
    m_report.tookMicros = duration_cast<microseconds>(m_services.clock().steadyNow() - m_started).count();
    m_report.verdict = verdict();
    if (m_terms.keepsEvidence || m_report.verdict != Verdict::Passed)
        gatherEvidence();
    m_phase = Phase::Finished;
    emit finished();
}

Verdict ScenarioRun::verdict() const
{
    if (m_isCancelled)
        return Verdict::Cancelled;
    if (m_isUnreachable)
        return Verdict::BrokerUnreachable;
    const StepReport *failed = m_report.firstFailure();
    if (failed && failed->error && isConnecting(*failed) && isUnreachable(*failed->error))
        return Verdict::BrokerUnreachable;
    if (failed || m_hasTimedOut)
        return Verdict::Failed;
    return m_report.error ? Verdict::NotStarted : Verdict::Passed;
}

void ScenarioRun::gatherEvidence()
{
    const QSet<QString> clients = [this] {
        QSet<QString> all(m_report.devices.begin(), m_report.devices.end());
        all.unite({m_report.probes.begin(), m_report.probes.end()});
        return all;
    }();
    qsizetype bytes = 0;
    JournalPage page{.entries = {}, .cursor = m_report.after, .more = true};
    while (page.more) {
        page = m_services.journal().read({.after = page.cursor});
        m_report.omitted += page.dropped;
        for (const EntryPtr &entry : std::as_const(page.entries)) {
            if (!clients.contains(entry->device) || entry->seq > m_report.last)
                continue;
            bytes += entry->bytes();
            if (m_report.entries.size() < RunReport::mostEntries && bytes <= RunReport::mostBytes)
                m_report.entries.append(entry);
            else
                ++m_report.omitted;
        }
        if (page.cursor >= m_report.last)
            break;
    }
}

} // namespace Standin::Scenarios
