// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "scenario/run/rundevices.h"
#include "scenario/run/runlistener.h"
#include "scenario/run/runpause.h"
#include "scenario/run/runreport.h"
#include "scenario/run/runservices.h"

namespace Standin::Scenarios {

class HttpClient;
class Probes;
class RunRules;

/// What the steps of one run share. It outlives them.
struct RunContext
{
    RunServices &services;
    RunListener &listener;
    RunPause &pause;
    RunReport &report; ///< `exchanges` and the ids
    RunDevices &devices;
    RunRules &rules;
    Probes &probes;
    HttpClient &http;
    Random &random;      ///< of delays and branches
    QObject &endedSteps; ///< the parent of steps that wait for their deletion
};

} // namespace Standin::Scenarios
