// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/descriptioncontroller.h"
#include "rest/healthcontroller.h"
#include "rest/metricscontroller.h"
#include "rest/simple/deviceapi.h"
#include "rest/v1/awaitcontroller.h"
#include "rest/v1/devicescontroller.h"
#include "rest/v1/eventscontroller.h"
#include "rest/v1/fleetscontroller.h"
#include "rest/v1/journalcontroller.h"
#include "rest/v1/orderscontroller.h"
#include "rest/v1/presetscontroller.h"
#include "rest/v1/profilescontroller.h"
#include "rest/v1/recordingscontroller.h"
#include "rest/v1/resetcontroller.h"
#include "rest/v1/rulescontroller.h"
#include "rest/v1/runscontroller.h"
#include "rest/v1/scenarioscontroller.h"
#include "rest/v1/statecontroller.h"

namespace Standin::Rest {

/// Every route of the program in one table, and the controllers that answer them.
class Routes
{
public:
    /// The engine must outlive the routes.
    Routes(Engine &engine, HealthController::Readiness readiness);

    /// Its handlers call the controllers of this object, which must outlive them.
    [[nodiscard]] std::vector<Route> table();

    /// Requests that wait for entries of the journal.
    [[nodiscard]] size_t waitingCount() const { return m_awaits.size(); }

private:
    // The parts of the table.
    std::vector<Route> health();
    std::vector<Route> simple();
    std::vector<Route> devices();
    std::vector<Route> orders();
    std::vector<Route> presets();
    std::vector<Route> states();
    std::vector<Route> profiles();
    std::vector<Route> fleets();
    std::vector<Route> rules();
    std::vector<Route> journal();
    std::vector<Route> recordings();
    std::vector<Route> scenarios();
    std::vector<Route> runs();

    HealthController m_health;
    DeviceApi m_simple;
    DevicesController m_devices;
    OrdersController m_orders;
    PresetsController m_presets;
    ProfilesController m_profiles;
    FleetsController m_fleets;
    ResetController m_reset;
    JournalController m_journal;
    RulesController m_rules;
    RecordingsController m_recordings;
    StateController m_states;
    AwaitController m_awaits;
    EventsController m_events;
    ScenariosController m_scenarios;
    RunsController m_runs;
    MetricsController m_metrics;
    DescriptionController m_description;
};

} // namespace Standin::Rest
