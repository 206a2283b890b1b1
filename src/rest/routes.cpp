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
    , m_states(engine.fleet(), engine.history())
    , m_awaits(engine.clock(), engine.history())
    , m_events(engine.history())
    , m_metrics(
          engine, [this] { return m_awaits.size(); }, [this] { return m_events.size(); })
{}

std::vector<Route> Routes::table()
{
    std::vector<Route> all;
    for (std::vector<Route> part :
         {health(), simple(), devices(), orders(), presets(), profiles(), fleets(), rules(), journal()})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

std::vector<Route> Routes::health()
{
    return {
        {"GET", "/livez", "getLiveness", "Whether the process answers", to(m_health, &HealthController::live)},
        {"GET", "/readyz", "getReadiness", "Whether the service is ready", to(m_health, &HealthController::ready)},
        {"GET", "/version", "getVersion", "Which version this is", to(m_health, &HealthController::version)},
        {"GET", "/metrics", "getMetrics", "Numbers for Prometheus", to(m_metrics, &MetricsController::metrics)},
        {"POST", "/api/v1/reset", "reset", "Puts back what a test may have set", to(m_reset, &ResetController::reset)},
    };
}

std::vector<Route> Routes::simple()
{
    return {
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
    };
}

std::vector<Route> Routes::devices()
{
    return {
        {"GET", "/api/v1/devices", "listDevices", "All devices", to(m_devices, &DevicesController::list)},
        {"POST", "/api/v1/devices", "createDevice", "Makes a device", to(m_devices, &DevicesController::create)},
        {"GET", "/api/v1/devices/{id}", "getDevice", "One device", to(m_devices, &DevicesController::get)},
        {"PUT", "/api/v1/devices/{id}", "putDevice", "Makes a device, or gives it another profile",
         to(m_devices, &DevicesController::put)},
        {"PATCH", "/api/v1/devices/{id}", "patchDevice", "Changes settings of a device's connection",
         to(m_devices, &DevicesController::patch)},
        {"DELETE", "/api/v1/devices/{id}", "deleteDevice", "Takes a device offline and removes it",
         to(m_devices, &DevicesController::remove)},
    };
}

std::vector<Route> Routes::orders()
{
    return {
        {"POST", "/api/v1/devices/{id}:connect", "connectDevice", "Sends a device online",
         m_orders.toOne(u"connect"_s)},
        {"POST", "/api/v1/devices/{id}:offline", "takeDeviceOffline", "Takes a device offline",
         m_orders.toOne(u"goOffline"_s)},
        {"POST", "/api/v1/devices/{id}:reconnect", "reconnectDevice", "Sends a device online again",
         m_orders.toOne(u"reconnect"_s)},
        {"POST", "/api/v1/devices/{id}:publish", "publishFromDevice", "Publishes a message of a device",
         m_orders.toOne(u"publish"_s)},
        {"POST", "/api/v1/devices:connect", "connectDevices", "Sends many devices online",
         m_orders.toMany(u"connect"_s)},
        {"POST", "/api/v1/devices:offline", "takeDevicesOffline", "Takes many devices offline",
         m_orders.toMany(u"goOffline"_s)},
        {"POST", "/api/v1/devices:reconnect", "reconnectDevices", "Sends many devices online again",
         m_orders.toMany(u"reconnect"_s)},
        {"POST", "/api/v1/devices:publish", "publishFromDevices", "Publishes a message of each of many devices",
         m_orders.toMany(u"publish"_s)},
        {"POST", "/api/v1/devices:remove", "removeDevices", "Takes many devices offline and removes them",
         m_orders.toMany(u"remove"_s)},
    };
}

std::vector<Route> Routes::presets()
{
    const QByteArray path = "/api/v1/devices/{id}/preset-replies";
    return {
        {"GET", path, "listPresetReplies", "The preset replies of a device, the next one first",
         to(m_presets, &PresetsController::list)},
        {"POST", path, "addPresetReply", "Adds a preset reply", m_orders.toOne(u"addPresetReply"_s)},
        {"PUT", path, "replacePresetReplies", "Replaces all preset replies of a device",
         to(m_presets, &PresetsController::replace)},
        {"DELETE", path, "deletePresetReplies", "Removes all preset replies of a device",
         to(m_presets, &PresetsController::clear)},
    };
}

std::vector<Route> Routes::profiles()
{
    const QByteArray one = "/api/v1/profiles/{name}";
    return {
        {"GET", "/api/v1/profiles", "listProfiles", "The profiles that are loaded",
         to(m_profiles, &ProfilesController::list)},
        {"GET", one, "getProfile", "A profile, without secrets", to(m_profiles, &ProfilesController::get)},
        {"PUT", one, "putProfile", "Loads a profile, or replaces it", to(m_profiles, &ProfilesController::put)},
        {"DELETE", one, "deleteProfile", "Forgets a profile that no device has",
         to(m_profiles, &ProfilesController::remove)},
    };
}

std::vector<Route> Routes::fleets()
{
    const QByteArray one = "/api/v1/fleets/{profile}";
    return {
        {"GET", "/api/v1/fleets", "listFleets", "The devices of each profile, by their states",
         to(m_fleets, &FleetsController::list)},
        {"POST", "/api/v1/fleets", "createFleet", "Makes the devices of a profile",
         to(m_fleets, &FleetsController::create)},
        {"GET", one, "getFleet", "The devices of a profile", to(m_fleets, &FleetsController::get)},
        {"DELETE", one, "deleteFleet", "Takes all devices of a profile offline and removes them",
         m_fleets.order(u"remove"_s)},
        {"POST", one + ":connect", "connectFleet", "Sends all devices of a profile online",
         m_fleets.order(u"connect"_s)},
        {"POST", one + ":offline", "takeFleetOffline", "Takes all devices of a profile offline",
         m_fleets.order(u"goOffline"_s)},
        {"POST", one + ":reconnect", "reconnectFleet", "Sends all devices of a profile online again",
         m_fleets.order(u"reconnect"_s)},
        {"POST", one + ":publish", "publishFromFleet", "Publishes a message of each device of a profile",
         m_fleets.order(u"publish"_s)},
    };
}

std::vector<Route> Routes::rules()
{
    const QByteArray state = "/api/v1/devices/{id}/state";
    return {
        {"GET", state, "getState", "The state of a device, which rules read and set",
         to(m_states, &StateController::get)},
        {"PUT", state, "putState", "Sets all of the state", to(m_states, &StateController::put)},
        {"PATCH", state, "patchState", "Changes some values of the state", to(m_states, &StateController::patch)},
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
    };
}

std::vector<Route> Routes::journal()
{
    return {
        {"GET", "/api/v1/journal", "listJournal", "Entries of the journal", to(m_journal, &JournalController::list)},
        {"GET", "/api/v1/events", "streamEvents", "Entries of the journal as server-sent events",
         to(m_events, &EventsController::stream)},
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
