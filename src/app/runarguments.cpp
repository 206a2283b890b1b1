// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runarguments.h"

#include "base/file.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "link/linkurl.h"
#include "template/variables.h"

#include <QProcessEnvironment>
#include <QRandomGenerator>

#include <limits>

namespace Standin::App {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView variablePrefix = u"STANDIN_VAR_";

/// A value as it is typed: JSON, or else a text.
JsonText typedValue(const QString &text)
{
    return JsonText::parse(text.toUtf8()).value_or(JsonText::string(text));
}

JsonText varsOfEnvironment()
{
    const auto environment = QProcessEnvironment::systemEnvironment();
    JsonBuilder vars;
    QStringList names = environment.keys();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        if (name.startsWith(variablePrefix) && name.size() > variablePrefix.size())
            vars.add(name.mid(variablePrefix.size()), typedValue(environment.value(name)));
    }
    return vars.object();
}

Result<JsonText> varsOfFile(const QString &path)
{
    constexpr qint64 mostBytes = 16 * 1024 * 1024;
    return File::read(path, mostBytes)
        .and_then(&JsonText::parse)
        .and_then([](const JsonText &json) -> Result<JsonText> {
            if (json.isObject())
                return json;
            return failure(ErrorCode::InvalidArgument, u"expected a JSON object with the variables"_s);
        })
        .map_error([&path](const Error &error) { return error.inFile(path); });
}

} // namespace

void RunArguments::addTo(CLI::App &command)
{
    command.add_option("SCENARIO", m_paths, "Scenario files, and folders with *.scenario.json files")->required();
    addVariablesTo(command);
    addSelectionTo(command);
    addReportsTo(command);
    m_history.addTo(command);
    command.footer("Examples:\n"
                   "  standin run --local-broker hello.scenario.json        with a private broker\n"
                   "  standin run --junit report.xml --html report.html scenarios/\n"
                   "  standin run --broker mqtt://broker.test:1883 --set site=lab --jobs 8 scenarios/\n"
                   "  standin run --repeat 100 --shuffle --fail-fast scenarios/     is it stable?\n"
                   "Exit codes: 0 passed, 1 failed, 2 interrupted, 3 internal error, 4 wrong usage or file,\n"
                   "5 nothing to run, 10 broker unreachable.");
}

void RunArguments::addVariablesTo(CLI::App &command)
{
    command.add_option("--set", m_sets, "A variable as NAME=VALUE; may be repeated. VALUE is JSON, or else a text")
        ->allow_extra_args(false);
    command
        .add_option("--vars", m_varFiles,
                    "JSON file with variables; may be repeated. --set has priority; STANDIN_VAR_NAME has not")
        ->allow_extra_args(false);
    CLI::Option *broker =
        command.add_option("--broker", m_broker, "URL of the broker, instead of those in the profiles");
    command.add_flag("--local-broker", m_localBroker, "Start a private broker, and use it instead")->excludes(broker);
    command.add_option("--seed", m_seed,
                       "Number that makes run.id, delays, generated values and the order of --shuffle repeatable");
    command.add_option("--timeout", m_timeoutSeconds, "Seconds that each run may take; its teardown still runs")
        ->check(CLI::PositiveNumber);
}

void RunArguments::addSelectionTo(CLI::App &command)
{
    command.add_option("--tag", m_tags, "Only scenarios with this tag; may be repeated: any of them")
        ->allow_extra_args(false);
    m_repeatOption = command.add_option("--repeat", m_repeat, "Run everything so many times")
                         ->check(CLI::Range(1, std::numeric_limits<int>::max()))
                         ->capture_default_str();
    command.add_flag("--until-failure", m_untilFailure, "Repeat until a run fails");
    command.add_flag("--shuffle", m_shuffle, "In random order");
    command.add_option("--jobs", m_jobs, "So many runs at a time")
        ->check(CLI::Range(1, Scenarios::BatchTerms::mostJobs))
        ->capture_default_str();
    command.add_flag("--fail-fast", m_failFast, "Begin no further runs after one that failed");
    command.add_flag("--list", m_list, "Only print what would be run");
    command.add_flag("--dry-run", m_dryRun, "Only check the files");
}

void RunArguments::addReportsTo(CLI::App &command)
{
    command.add_option("--junit", m_junit, "Write a JUnit XML report into this file");
    command.add_option("--html", m_html, "Write a page with the report and the evidence into this file");
    command.add_option("--json", m_json, "Write the report as JSON into this file");
}

QStringList RunArguments::paths() const
{
    QStringList paths;
    for (const std::string &path : m_paths)
        paths.append(QString::fromStdString(path));
    return paths;
}

QStringList RunArguments::tags() const
{
    QStringList tags;
    for (const std::string &tag : m_tags)
        tags.append(QString::fromStdString(tag));
    return tags;
}

Result<JsonText> RunArguments::vars() const
{
    JsonText vars = varsOfEnvironment();
    for (const std::string &path : m_varFiles) {
        const auto more = varsOfFile(QString::fromStdString(path));
        if (!more)
            return more;
        vars = Variables(vars).with(*more);
    }
    for (const std::string &set : m_sets) {
        const QString text = QString::fromStdString(set);
        const qsizetype sign = text.indexOf(u'=');
        if (sign <= 0)
            return failure(ErrorCode::InvalidArgument, u"found \"%1\", expected NAME=VALUE"_s.arg(text), u"--set"_s);
        vars = Variables(vars).with(JsonBuilder().add(text.left(sign), typedValue(text.mid(sign + 1))).object());
    }
    return vars;
}

Result<QUrl> RunArguments::broker() const
{
    if (m_broker.empty())
        return QUrl();
    const QUrl url(QString::fromStdString(m_broker), QUrl::StrictMode);
    return LinkUrl::check(url).map([&url] { return url; }).map_error([](Error error) {
        error.where = u"--broker"_s;
        return error;
    });
}

Result<Scenarios::BatchTerms> RunArguments::terms() const
{
    const auto variables = vars();
    if (!variables)
        return Failure(variables.error());
    const auto url = broker();
    if (!url)
        return Failure(url.error());
    quint64 seed = QRandomGenerator::system()->generate();
    if (!m_seed.empty()) {
        bool isNumber = false;
        seed = QString::fromStdString(m_seed).toULongLong(&isNumber);
        if (!isNumber)
            return failure(ErrorCode::InvalidArgument,
                           u"found \"%1\", expected a whole number from 0"_s.arg(QString::fromStdString(m_seed)),
                           u"--seed"_s);
    }
    Scenarios::BatchTerms terms{.jobs = m_jobs,
                                .repeat = m_untilFailure && m_repeatOption->count() == 0 ? 0 : m_repeat,
                                .untilFailure = m_untilFailure,
                                .failFast = m_failFast,
                                .isShuffled = m_shuffle,
                                .hasRepeatableIds = !m_seed.empty(),
                                .seed = seed,
                                .vars = *variables,
                                .broker = *url};
    constexpr int millisecondsInSecond = 1000;
    if (m_timeoutSeconds > 0)
        terms.timeout = std::chrono::milliseconds(static_cast<qint64>(m_timeoutSeconds * millisecondsInSecond));
    return terms;
}

} // namespace Standin::App
