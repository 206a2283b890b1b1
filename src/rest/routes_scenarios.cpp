// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

RouteContract report(const QByteArray &schema, const QByteArray &type, const QByteArrayList &parameters = {})
{
    return {.parameters = parameters, .answers = {{200, schema, type}}, .problems = {404, 409}};
}

} // namespace

std::vector<Route> Routes::scenarios()
{
    const QByteArray path = "/api/v1/scenarios";
    const QByteArray one = path + "/{id}";
    const QByteArrayList conditions{"If-Match", "If-None-Match"};
    const RouteContract lists{.parameters = {"scenarios.after", "limit"}, .answers = {{200, "ScenarioList"}}};
    const RouteContract reads{.answers = {{200, "Scenario"}}, .problems = {404, 422}, .headers = {"ETag"}};
    const RouteContract writes{.parameters = conditions,
                               .body = "Scenario",
                               .answers = {{200, "ScenarioAnswer"}, {201, "ScenarioAnswer"}},
                               .problems = {412, 422},
                               .headers = {"ETag", "Location"}};
    const RouteContract removes{.parameters = conditions, .answers = {{200, "Changed"}}, .problems = {404, 412, 422}};
    const RouteContract checks{.body = "Scenario", .answers = {{200, "ScenarioFaults"}}};
    return {
        {"GET", path, "listScenarios", "The scenarios in the folder, with their faults",
         to(m_scenarios, &ScenariosController::list), lists},
        {"POST", path + ":check", "checkScenario", "The faults of a scenario that is not stored",
         to(m_scenarios, &ScenariosController::check), checks},
        {"GET", one, "getScenario", "One scenario, as its file has it", to(m_scenarios, &ScenariosController::get),
         reads},
        {"PUT", one, "putScenario", "Makes a scenario or replaces it", to(m_scenarios, &ScenariosController::put),
         writes},
        {"DELETE", one, "deleteScenario", "Removes the file of a scenario",
         to(m_scenarios, &ScenariosController::remove), removes},
    };
}

std::vector<Route> Routes::runs()
{
    const QByteArray path = "/api/v1/runs";
    const QByteArray one = path + "/{id}";
    const RouteContract starts{.body = "RunRequest",
                               .mayBeEmpty = true,
                               .answers = {{202, "RunAnswer"}},
                               .problems = {404, 422, 429},
                               .headers = {"Location"}};
    const RouteContract reads{.parameters = {"waitMs"}, .answers = {{200, "RunAnswer"}}, .problems = {404}};
    const RouteContract cancels{
        .body = "NoArguments", .mayBeEmpty = true, .answers = {{200, "Changed"}}, .problems = {404}};
    return {
        {"GET",
         path,
         "listRuns",
         "The runs at work, and those that are finished",
         to(m_runs, &RunsController::list),
         {.parameters = {"runs.after", "limit"}, .answers = {{200, "RunList"}}}},
        {"POST", path, "startRun", "Starts a run of scenarios", to(m_runs, &RunsController::create), starts},
        {"GET", one, "getRun", "How far a run is, or what came of it", to(m_runs, &RunsController::get), reads},
        {"POST", one + ":cancel", "cancelRun", "Ends a run, with its teardowns", to(m_runs, &RunsController::cancel),
         cancels},
        {"DELETE",
         one,
         "deleteRun",
         "Forgets a finished run and its report",
         to(m_runs, &RunsController::remove),
         {.answers = {{200, "Changed"}}, .problems = {404, 409}}},
        {"GET", one + "/report.json", "getRunReport", "The report as JSON", to(m_runs, &RunsController::json),
         report("RunReport", "application/json")},
        {"GET", one + "/report.xml", "getRunJunit", "The report as JUnit XML", to(m_runs, &RunsController::junit),
         report("Junit", "application/xml")},
        {"GET", one + "/report.html", "getRunPage", "The report as a page", to(m_runs, &RunsController::html),
         report("Page", "text/html")},
        {"GET", one + "/diagram.svg", "getRunDiagram", "The sequence diagram of one case",
         to(m_runs, &RunsController::diagram), report("Diagram", "image/svg+xml", {"case"})},
    };
}

} // namespace Standin::Rest
