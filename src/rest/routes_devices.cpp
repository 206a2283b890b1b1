// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

const QByteArrayList preconditions{"If-Match", "If-None-Match"};
const QList<int> orderProblems{404, 409, 422, 429, 502, 504};

/// A call that reads, with an ETag where it has one.
RouteContract reads(const QByteArray &schema, const QByteArrayList &headers = {})
{
    return {.answers = {{200, schema}}, .problems = {404}, .headers = headers};
}

RouteContract listsPages(const QByteArray &after, const QByteArray &schema)
{
    return {.parameters = {after, "limit"}, .answers = {{200, schema}}};
}

/// An order to one device, or what answers as one.
RouteContract ordersToOne(const QByteArray &body, bool mayBeEmpty = false)
{
    return {.body = body, .mayBeEmpty = mayBeEmpty, .answers = {{200, "Changed"}}, .problems = orderProblems};
}

RouteContract ordersToMany(const QByteArray &body, bool mayBeEmpty = false)
{
    return {.body = body, .mayBeEmpty = mayBeEmpty, .answers = {{200, "OrdersAnswer"}}, .problems = orderProblems};
}

/// A call that removes something unless it was changed meanwhile.
RouteContract removes()
{
    return {.parameters = preconditions, .answers = {{200, "Changed"}}, .problems = {404, 409, 412, 429}};
}

RouteContract changesState()
{
    return {.parameters = {"If-Match"},
            .body = "State",
            .mayBeEmpty = true,
            .answers = {{200, "StateAnswer"}},
            .problems = {404, 409, 412, 429},
            .headers = {"ETag"}};
}

} // namespace

std::vector<Route> Routes::devices()
{
    const QByteArray path = "/api/v1/devices";
    const QByteArray one = path + "/{id}";
    const RouteContract creates{.body = "DeviceCreate",
                                .answers = {{201, "DeviceAnswer"}},
                                .problems = {404, 409, 422, 429},
                                .headers = {"ETag", "Location"}};
    const RouteContract puts{.parameters = preconditions,
                             .body = "DevicePut",
                             .mayBeEmpty = true,
                             .answers = {{200, "DeviceAnswer"}, {201, "DeviceAnswer"}},
                             .problems = {404, 409, 412, 422, 429},
                             .headers = {"ETag", "Location"}};
    const RouteContract patches{.parameters = preconditions,
                                .body = "DevicePatch",
                                .answers = {{200, "DeviceAnswer"}},
                                .problems = {404, 409, 412, 422, 429},
                                .headers = {"ETag"}};
    return {
        {"GET", path, "listDevices", "All devices", to(m_devices, &DevicesController::list),
         listsPages("devices.after", "DeviceList")},
        {"POST", path, "createDevice", "Makes a device", to(m_devices, &DevicesController::create), creates},
        {"GET", one, "getDevice", "One device", to(m_devices, &DevicesController::get), reads("Device", {"ETag"})},
        {"PUT", one, "putDevice", "Makes a device, or gives it another profile", to(m_devices, &DevicesController::put),
         puts},
        {"PATCH", one, "patchDevice", "Changes settings of a device's connection",
         to(m_devices, &DevicesController::patch), patches},
        {"DELETE", one, "deleteDevice", "Takes a device offline and removes it",
         to(m_devices, &DevicesController::remove), removes()},
    };
}

std::vector<Route> Routes::orders()
{
    const QByteArray one = "/api/v1/devices/{id}";
    const QByteArray many = "/api/v1/devices";
    return {
        {"POST", one + ":connect", "connectDevice", "Sends a device online", m_orders.toOne(u"connect"_s),
         ordersToOne("NoArguments", true)},
        {"POST", one + ":offline", "takeDeviceOffline", "Takes a device offline", m_orders.toOne(u"goOffline"_s),
         ordersToOne("OfflineArguments", true)},
        {"POST", one + ":reconnect", "reconnectDevice", "Sends a device online again", m_orders.toOne(u"reconnect"_s),
         ordersToOne("NoArguments", true)},
        {"POST", one + ":publish", "publishFromDevice", "Publishes a message of a device", m_orders.toOne(u"publish"_s),
         ordersToOne("Publication")},
        {"POST", many + ":connect", "connectDevices", "Sends many devices online", m_orders.toMany(u"connect"_s),
         ordersToMany("DevicesChoice")},
        {"POST", many + ":offline", "takeDevicesOffline", "Takes many devices offline", m_orders.toMany(u"goOffline"_s),
         ordersToMany("DevicesOffline")},
        {"POST", many + ":reconnect", "reconnectDevices", "Sends many devices online again",
         m_orders.toMany(u"reconnect"_s), ordersToMany("DevicesChoice")},
        {"POST", many + ":publish", "publishFromDevices", "Publishes a message of each of many devices",
         m_orders.toMany(u"publish"_s), ordersToMany("DevicesPublication")},
        {"POST", many + ":remove", "removeDevices", "Takes many devices offline and removes them",
         m_orders.toMany(u"remove"_s), ordersToMany("DevicesChoice")},
    };
}

std::vector<Route> Routes::presets()
{
    const QByteArray path = "/api/v1/devices/{id}/preset-replies";
    const RouteContract replaces{.parameters = preconditions,
                                 .body = "PresetReplies",
                                 .answers = {{200, "Changed"}},
                                 .problems = {404, 409, 412, 429}};
    return {
        {"GET", path, "listPresetReplies", "The preset replies of a device, the next one first",
         to(m_presets, &PresetsController::list), reads("PresetReplies", {"ETag"})},
        {"POST", path, "addPresetReply", "Adds a preset reply", m_orders.toOne(u"addPresetReply"_s),
         ordersToOne("PresetReply")},
        {"PUT", path, "replacePresetReplies", "Replaces all preset replies of a device",
         to(m_presets, &PresetsController::replace), replaces},
        {"DELETE", path, "deletePresetReplies", "Removes all preset replies of a device",
         to(m_presets, &PresetsController::clear), removes()},
    };
}

std::vector<Route> Routes::states()
{
    const QByteArray path = "/api/v1/devices/{id}/state";
    return {
        {"GET", path, "getState", "The state of a device, which rules read and set",
         to(m_states, &StateController::get), reads("StateAnswer", {"ETag"})},
        {"PUT", path, "putState", "Sets all of the state", to(m_states, &StateController::put), changesState()},
        {"PATCH", path, "patchState", "Changes some values of the state", to(m_states, &StateController::patch),
         changesState()},
    };
}

std::vector<Route> Routes::profiles()
{
    const QByteArray path = "/api/v1/profiles";
    const QByteArray one = path + "/{name}";
    const RouteContract puts{.parameters = preconditions,
                             .body = "Profile",
                             .mayBeEmpty = true,
                             .answers = {{200, "ProfileAnswer"}, {201, "ProfileAnswer"}},
                             .problems = {409, 412, 422, 429},
                             .headers = {"ETag", "Location"}};
    return {
        {"GET", path, "listProfiles", "The profiles that are loaded", to(m_profiles, &ProfilesController::list),
         listsPages("profiles.after", "ProfileList")},
        {"GET", one, "getProfile", "A profile, without secrets", to(m_profiles, &ProfilesController::get),
         reads("Profile", {"ETag"})},
        {"PUT", one, "putProfile", "Loads a profile, or replaces it", to(m_profiles, &ProfilesController::put), puts},
        {"DELETE", one, "deleteProfile", "Forgets a profile that no device has",
         to(m_profiles, &ProfilesController::remove), removes()},
    };
}

std::vector<Route> Routes::fleets()
{
    const QByteArray path = "/api/v1/fleets";
    const QByteArray one = path + "/{profile}";
    const RouteContract creates{.body = "FleetCreate",
                                .answers = {{201, "FleetAnswer"}},
                                .problems = {404, 409, 422, 429},
                                .headers = {"Location"}};
    return {
        {"GET", path, "listFleets", "The devices of each profile, by their states",
         to(m_fleets, &FleetsController::list), reads("FleetList")},
        {"POST", path, "createFleet", "Makes the devices of a profile", to(m_fleets, &FleetsController::create),
         creates},
        {"GET", one, "getFleet", "The devices of a profile", to(m_fleets, &FleetsController::get), reads("Fleet")},
        {"DELETE", one, "deleteFleet", "Takes all devices of a profile offline and removes them",
         m_fleets.order(u"remove"_s), ordersToMany("NoArguments", true)},
        {"POST", one + ":connect", "connectFleet", "Sends all devices of a profile online",
         m_fleets.order(u"connect"_s), ordersToMany("NoArguments", true)},
        {"POST", one + ":offline", "takeFleetOffline", "Takes all devices of a profile offline",
         m_fleets.order(u"goOffline"_s), ordersToMany("OfflineArguments", true)},
        {"POST", one + ":reconnect", "reconnectFleet", "Sends all devices of a profile online again",
         m_fleets.order(u"reconnect"_s), ordersToMany("NoArguments", true)},
        {"POST", one + ":publish", "publishFromFleet", "Publishes a message of each device of a profile",
         m_fleets.order(u"publish"_s), ordersToMany("Publication")},
    };
}

} // namespace Standin::Rest
