// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// The conditions on entries in a query.
QByteArrayList entryConditions()
{
    return {"journal.after", "device",         "deviceGlob",       "topic",  "kind", "event", "ruleId",
            "testId",        "correlationKey", "correlationValue", "matched"};
}

RouteContract changesRules(const QByteArrayList &parameters, const QByteArray &body,
                           const QList<AnswerContract> &answers, const QByteArrayList &headers)
{
    return {.parameters = parameters,
            .body = body,
            .answers = answers,
            .problems = {409, 412, 422, 429},
            .headers = headers};
}

RouteContract removesRules(const QByteArrayList &parameters, const QByteArray &schema)
{
    return {.parameters = parameters + QByteArrayList{"If-Match"}, .answers = {{200, schema}}, .problems = {404, 412}};
}

/// A search whose result may be other than expected.
RouteContract judges(const QByteArray &body, int status)
{
    return {.body = body,
            .answers = {{200, "FoundEntries"}, {status, "UnexpectedEntries", "application/problem+json"}}};
}

} // namespace

std::vector<Route> Routes::rules()
{
    const QByteArray path = "/api/v1/rules";
    const QByteArray one = path + "/{id}";
    const RouteContract lists{.parameters = {"rules.testId"}, .answers = {{200, "RuleList"}}, .headers = {"ETag"}};
    const RouteContract reads{.answers = {{200, "RuleStatus"}}, .problems = {404}, .headers = {"ETag"}};
    const RouteContract tries{
        .body = "DryRunRequest", .answers = {{200, "DryRunAnswer"}}, .problems = {404, 409, 422, 429}};
    return {
        {"GET", path, "listRules", "All rules, in the order in which they are tried",
         to(m_rules, &RulesController::list), lists},
        {"POST", path, "createRules", "Adds one rule, or several", to(m_rules, &RulesController::create),
         changesRules({}, "RulesToAdd", {{201, "RulesAnswer"}}, {"Location"})},
        {"PUT", path, "replaceRules", "These rules instead of all others", to(m_rules, &RulesController::replaceAll),
         changesRules({"If-Match"}, "RulesRequest", {{200, "RulesAnswer"}}, {})},
        {"DELETE", path, "removeRules", "Removes all rules, or those of one test",
         to(m_rules, &RulesController::removeAll), removesRules({"rules.testId"}, "RulesRemoved")},
        {"POST", path + ":dry-run", "dryRunRules", "Which rules a message would fire on a device",
         to(m_rules, &RulesController::dryRun), tries},
        {"GET", one, "getRule", "One rule", to(m_rules, &RulesController::get), reads},
        {"PUT", one, "putRule", "Adds a rule or replaces it", to(m_rules, &RulesController::put),
         changesRules({"If-Match", "If-None-Match"}, "RuleSent", {{200, "RulesAnswer"}, {201, "RulesAnswer"}},
                      {"ETag"})},
        {"DELETE", one, "removeRule", "Removes a rule", to(m_rules, &RulesController::remove),
         removesRules({}, "Changed")},
    };
}

std::vector<Route> Routes::journal()
{
    const QByteArray path = "/api/v1/journal";
    const RouteContract lists{.parameters = entryConditions() + QByteArrayList{"limit"},
                              .answers = {{200, "EntryList"}}};
    const RouteContract streams{.parameters = entryConditions() + QByteArrayList{"runs", "Last-Event-ID"},
                                .answers = {{200, "EventStream", "text/event-stream"}}};
    constexpr int contradicted = 422;
    RouteContract awaits = judges("AwaitRequest", contradicted);
    awaits.answers.append({408, "UnexpectedEntries", "application/problem+json"});
    return {
        {"GET", path, "listJournal", "Entries of the journal", to(m_journal, &JournalController::list), lists},
        {"GET", "/api/v1/events", "streamEvents", "Entries of the journal, and events of runs, as server-sent events",
         to(m_events, &EventsController::stream), streams},
        {"POST", path + "/await", "awaitEntries", "Answers when entries have come, or not come in time",
         to(m_awaits, &AwaitController::await), awaits},
        {"POST", path + "/verify", "verifyEntries", "Checks how many entries there are, or their order",
         to(m_awaits, &AwaitController::verify), judges("VerifyRequest", contradicted)},
        {"POST",
         path + "/count",
         "countEntries",
         "How many entries there are",
         to(m_awaits, &AwaitController::count),
         {.body = "CountRequest", .answers = {{200, "CountAnswer"}}}},
        {"POST",
         path + "/near-misses",
         "findNearMisses",
         "The messages that nearly match a pattern, and why not",
         to(m_awaits, &AwaitController::nearMisses),
         {.body = "NearMissRequest", .answers = {{200, "NearMissAnswer"}}}},
    };
}

} // namespace Standin::Rest
