// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

#include <algorithm>
#include <iterator>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Routes::Routes(Engine &engine, HealthController::Readiness readiness)
    : m_health(std::move(readiness))
    , m_simple(engine)
    , m_devices(engine)
    , m_orders(engine.fleet(), engine.history())
    , m_presets(engine.fleet(), engine.history())
    , m_profiles(engine)
    , m_fleets(engine)
    , m_reset(engine)
    , m_journal(engine.history())
    , m_rules(engine)
    , m_recordings(engine)
    , m_states(engine.fleet(), engine.history())
    , m_awaits(engine.clock(), engine.history())
    , m_events(engine.history(), engine.runs())
    , m_scenarios(engine)
    , m_runs(engine)
    , m_metrics(
          engine, [this] { return m_awaits.size(); }, [this] { return m_events.size(); })
    , m_description([this] { return table(); })
{}

std::vector<Route> Routes::table()
{
    std::vector<Route> all;
    for (std::vector<Route> part : {health(), simple(), devices(), orders(), presets(), states(), profiles(), fleets(),
                                    rules(), journal(), recordings(), scenarios(), runs()})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

std::vector<Route> Routes::health()
{
    const auto answer = [](const QByteArray &schema, const QByteArray &type) {
        return RouteContract{.answers = {{.schema = schema, .type = type}}};
    };
    const QByteArray json = "application/json";
    return {
        {"GET", "/livez", "getLiveness", "Whether the process answers", to(m_health, &HealthController::live),
         answer("Liveness", json)},
        {"GET", "/readyz", "getReadiness", "Whether the service is ready", to(m_health, &HealthController::ready),
         answer("Readiness", json)},
        {"GET", "/version", "getVersion", "Which version this is", to(m_health, &HealthController::version),
         answer("Version", json)},
        {"GET", "/metrics", "getMetrics", "Numbers for Prometheus", to(m_metrics, &MetricsController::metrics),
         answer("Metrics", "text/plain")},
        {"GET", "/openapi.json", "getDescription", "This description, for programs",
         to(m_description, &DescriptionController::document), answer("Description", json)},
        {"GET", "/docs", "getDocumentation", "This description, as a page",
         to(m_description, &DescriptionController::page), answer("Page", "text/html")},
        {"POST",
         "/api/v1/reset",
         "reset",
         "Puts back what a test may have set",
         to(m_reset, &ResetController::reset),
         {.body = "ResetRequest", .mayBeEmpty = true, .answers = {{200, "ResetAnswer"}}, .problems = {409}}},
    };
}

std::vector<Route> Routes::simple()
{
    const auto call = [](const QByteArrayList &parameters, const QByteArray &body) {
        return RouteContract{
            .parameters = parameters, .toleratesUnknown = true, .body = body, .answers = {{200, "SimpleAnswer"}}};
    };
    const auto search = [](const QByteArray &body) {
        return RouteContract{
            .parameters = {"client_id"}, .toleratesUnknown = true, .body = body, .answers = {{200, "FoundMessages"}}};
    };
    return {
        {"POST", "/api/device/connect", "simpleConnect", "Makes a device if it is new, and sends it online",
         m_simple.handlerOf(&DeviceApi::connectDevice), call({}, "SimpleConnect")},
        {"POST", "/api/device/offline", "simpleOffline", "Takes a device offline",
         m_simple.handlerOf(&DeviceApi::goOffline), call({"client_id", "mode"}, {})},
        {"POST", "/api/device/reconnect", "simpleReconnect", "Sends a device online again",
         m_simple.handlerOf(&DeviceApi::reconnect), call({"client_id"}, {})},
        {"POST", "/api/device/upload", "simpleUpload", "Publishes the body on the device's report topic",
         m_simple.handlerOf(&DeviceApi::upload), call({"client_id", "qos"}, "Report")},
        {"POST", "/api/device/setResponseMsg", "simpleSetResponseMsg", "Sets the reply to the device's next command",
         m_simple.handlerOf(&DeviceApi::setResponseMsg), call({"client_id", "match"}, "SimpleReply")},
        {"POST", "/api/device/getMsgByRequestTime", "simpleGetMsgByRequestTime",
         "The commands with a requestTime that a device received", m_simple.lookupBy(u"requestTime"_s),
         search("RequestTime")},
        {"POST", "/api/device/getMsgByTraceId", "simpleGetMsgByTraceId",
         "The commands with a traceId that a device received", m_simple.lookupBy(u"traceId"_s), search("TraceId")},
    };
}

} // namespace Standin::Rest
