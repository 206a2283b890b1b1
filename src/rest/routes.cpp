// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Routes::Routes(Engine &engine, HealthController::Readiness readiness)
    : m_health(std::move(readiness))
    , m_simple(engine)
    , m_devices(engine.fleet(), engine.history())
    , m_journal(engine.history())
    , m_rules(engine)
    , m_states(engine.fleet(), engine.history())
    , m_awaits(engine.clock(), engine.history())
{}

std::vector<Route> Routes::table()
{
    return {
        {"GET", "/livez", "getLiveness", "Whether the process answers", to(m_health, &HealthController::live)},
        {"GET", "/readyz", "getReadiness", "Whether the service is ready", to(m_health, &HealthController::ready)},
        {"GET", "/version", "getVersion", "Which version this is", to(m_health, &HealthController::version)},

        {"POST", "/api/device/connect", "simpleConnect", "Makes a device if it is new, and sends it online",
         m_simple.handlerOf(&DeviceApi::connectDevice, {})},
        {"POST", "/api/device/offline", "simpleOffline", "Takes a device offline",
         m_simple.handlerOf(&DeviceApi::goOffline, {u"client_id"_s, u"mode"_s})},
        {"POST", "/api/device/reconnect", "simpleReconnect", "Sends a device online again",
         m_simple.handlerOf(&DeviceApi::reconnect, {u"client_id"_s})},
        {"POST", "/api/device/upload", "simpleUpload", "Publishes the body on the device's report topic",
         m_simple.handlerOf(&DeviceApi::upload, {u"client_id"_s, u"qos"_s})},
        {"POST", "/api/device/setResponseMsg", "simpleSetResponseMsg", "Sets the reply to the device's next command",
         m_simple.handlerOf(&DeviceApi::setResponseMsg, {u"client_id"_s, u"match"_s})},
        {"POST", "/api/device/getMsgByRequestTime", "simpleGetMsgByRequestTime",
         "The commands with a requestTime that a device received", m_simple.lookupBy(u"requestTime"_s)},
        {"POST", "/api/device/getMsgByTraceId", "simpleGetMsgByTraceId",
         "The commands with a traceId that a device received", m_simple.lookupBy(u"traceId"_s)},

        {"GET", "/api/v1/devices", "listDevices", "All devices", to(m_devices, &DevicesController::list)},
        {"GET", "/api/v1/devices/{id}", "getDevice", "One device", to(m_devices, &DevicesController::get)},
        {"GET", "/api/v1/devices/{id}/state", "getState", "The state of a device, which rules read and set",
         to(m_states, &StateController::get)},
        {"PUT", "/api/v1/devices/{id}/state", "putState", "Sets all of the state", to(m_states, &StateController::put)},
        {"PATCH", "/api/v1/devices/{id}/state", "patchState", "Changes some values of the state",
         to(m_states, &StateController::patch)},
        {"GET", "/api/v1/rules", "listRules", "All rules, in the order in which they are tried",
         to(m_rules, &RulesController::list)},
        {"POST", "/api/v1/rules", "createRules", "Adds one rule, or several", to(m_rules, &RulesController::create)},
        {"PUT", "/api/v1/rules", "replaceRules", "These rules instead of all others",
         to(m_rules, &RulesController::replaceAll)},
        {"DELETE", "/api/v1/rules", "removeRules", "Removes all rules, or those of one test",
         to(m_rules, &RulesController::removeAll)},
        {"POST", "/api/v1/rules:dry-run", "dryRunRules", "Which rules a message would fire on a device",
         to(m_rules, &RulesController::dryRun)},
        {"GET", "/api/v1/rules/{id}", "getRule", "One rule", to(m_rules, &RulesController::get)},
        {"PUT", "/api/v1/rules/{id}", "putRule", "Adds a rule or replaces it", to(m_rules, &RulesController::put)},
        {"DELETE", "/api/v1/rules/{id}", "removeRule", "Removes a rule", to(m_rules, &RulesController::remove)},
        {"GET", "/api/v1/journal", "listJournal", "Entries of the journal", to(m_journal, &JournalController::list)},
        {"POST", "/api/v1/journal/await", "awaitEntries", "Answers when entries have come, or not come in time",
         to(m_awaits, &AwaitController::await)},
        {"POST", "/api/v1/journal/verify", "verifyEntries", "Checks how many entries there are, or their order",
         to(m_awaits, &AwaitController::verify)},
        {"POST", "/api/v1/journal/count", "countEntries", "How many entries there are",
         to(m_awaits, &AwaitController::count)},
        {"POST", "/api/v1/journal/near-misses", "findNearMisses",
         "The messages that nearly match a pattern, and why not", to(m_awaits, &AwaitController::nearMisses)},
    };
}

} // namespace Standin::Rest
