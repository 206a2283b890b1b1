// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runcommand.h"

#include "app/exitcode.h"
#include "base/file.h"
#include "scenario/report/htmlreport.h"
#include "scenario/report/jsonreport.h"
#include "scenario/report/junitreport.h"

#include <QTextStream>

namespace Standin::App {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

int reportProblem(const Error &error, int exitCode)
{
    QTextStream(stderr) << "standin: " << error.toString() << Qt::endl;
    return exitCode;
}

/// Whether a scenario that could not be started is wrong; otherwise this machine was not able to.
bool isWrongScenario(const RunReport &run)
{
    const auto code = run.error ? run.error->code : ErrorCode::Internal;
    return code != ErrorCode::Internal && code != ErrorCode::ProcessFailed && code != ErrorCode::LimitReached;
}

} // namespace

RunCommand::RunCommand(const RunArguments &arguments)
    : m_arguments(arguments)
{}

RunCommand::~RunCommand() = default;

std::optional<int> RunCommand::start()
{
    auto terms = m_arguments.terms();
    if (!terms)
        return reportProblem(terms.error(), ExitCode::usage);
    const RunSelection selection = RunSelection::make(m_arguments.paths(), m_arguments.tags(), terms->vars);
    if (const auto code = checkSelection(selection))
        return code;
    m_engine = std::make_unique<Engine>(EngineOptions{.history = m_arguments.history()});
    if (const auto ready = m_engine->readiness(); !ready)
        return reportProblem(ready.error(), ExitCode::internal);
    if (m_arguments.usesLocalBroker()) {
        const auto url = m_engine->startBroker();
        if (!url)
            return reportProblem(url.error(), ExitCode::internal);
        terms->broker = *url;
    }
    begin(selection.items, *terms);
    return std::nullopt;
}

void RunCommand::begin(const QList<BatchItem> &items, const BatchTerms &terms)
{
    m_seed = terms.seed;
    m_startedAt = m_engine->clock().nowMicros();
    m_started = m_engine->clock().steadyNow();
    m_services = std::make_unique<RunServices>(m_engine->clock(), m_engine->journal(), m_engine->fleet());
    m_batch = std::make_unique<RunBatch>(*m_services, items, terms);
    m_console = std::make_unique<RunConsole>(*m_batch);
    connect(m_batch.get(), &RunBatch::finished, this, &RunCommand::end);
    m_batch->start();
}

std::optional<int> RunCommand::checkSelection(const RunSelection &selection) const
{
    if (m_arguments.onlyChecks()) {
        for (const Error &warning : selection.warnings)
            QTextStream(stderr) << "warning: " << warning.toString() << Qt::endl;
    }
    for (const Error &fault : selection.faults)
        QTextStream(stderr) << "standin: " << fault.toString() << Qt::endl;
    if (!selection.faults.isEmpty())
        return ExitCode::usage;
    if (selection.items.isEmpty()) {
        QTextStream(stderr) << "standin: nothing to run: no *.scenario.json file"
                            << (selection.otherTags > 0 ? " with such a tag" : "") << Qt::endl;
        return ExitCode::nothingToRun;
    }
    if (!m_arguments.onlyLists() && !m_arguments.onlyChecks())
        return std::nullopt;
    for (const BatchItem &item : selection.items) {
        const RunReport run{.scenario = item.scenario->name, .row = item.row};
        QTextStream(stdout) << run.title() << "  " << item.scenario->path << Qt::endl;
    }
    return ExitCode::success;
}

void RunCommand::interrupt()
{
    if (m_batch)
        m_batch->cancel();
}

void RunCommand::end()
{
    using namespace std::chrono;
    const BatchReport report{.runs = m_batch->reports(),
                             .omitted = m_batch->omitted(),
                             .seed = m_seed,
                             .startedAt = m_startedAt,
                             .tookMicros =
                                 duration_cast<microseconds>(m_engine->clock().steadyNow() - m_started).count(),
                             .version = QStringLiteral(STANDIN_VERSION)};
    m_console->summarise(report);
    const auto written = writeReports(report);
    const int exitCode = m_batch->isCancelled() ? ExitCode::interrupted : exitCodeOf(report);
    emit finished(written ? exitCode : reportProblem(written.error(), ExitCode::internal));
}

Result<> RunCommand::writeReports(const BatchReport &report) const
{
    Result<> result;
    const auto write = [&result](const QString &path, const auto &text) {
        if (path.isEmpty())
            return;
        if (const auto written = File::writeAtomically(path, text()); !written && result)
            result = written;
    };
    write(m_arguments.junit(), [&report] { return junitXml(report); });
    write(m_arguments.html(), [&report] { return htmlPage(report); });
    write(m_arguments.json(), [&report] { return reportJson(report).text().toByteArray() + '\n'; });
    return result;
}

int RunCommand::exitCodeOf(const BatchReport &report)
{
    bool isInternal = false;
    for (const RunReport &run : report.runs)
        isInternal |= run.verdict == Verdict::NotStarted && !isWrongScenario(run);
    if (isInternal)
        return ExitCode::internal;
    switch (report.verdict()) {
    case Verdict::Passed:
        return ExitCode::success;
    case Verdict::Failed:
        return ExitCode::failed;
    case Verdict::BrokerUnreachable:
        return ExitCode::brokerUnreachable;
    case Verdict::NotStarted:
        return ExitCode::usage;
    case Verdict::Cancelled:
        return ExitCode::interrupted;
    }
    Q_UNREACHABLE();
}

} // namespace Standin::App
