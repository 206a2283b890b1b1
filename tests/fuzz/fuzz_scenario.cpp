// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario file, and behind a zero byte a CSV text: reading and checking end for every input with faults that say
// where they are; a scenario that was read is written and read again without a change.
#include "fuzz/application.h"
#include "fuzz/require.h"
#include "scenario/file/rowsfile.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/stepwriter.h"

using namespace Standin;
using namespace Standin::Scenarios;

namespace {

void checkText(const Scenario &scenario)
{
    require(ScenarioFile::toText(scenario) == scenario.source, "what was not edited is kept");
    Scenario anew = scenario;
    anew.source.clear();
    const auto again = ScenarioFile::parse(ScenarioFile::toText(anew));
    require(again.has_value(), "what is written can be read");
    require(toJson(again->steps).toCompact() == toJson(scenario.steps).toCompact(),
            "what is written is read as it was");
    require(again->devices.size() == scenario.devices.size(), "with all devices");
}

/// Other files are not read: their content would not be part of the input.
bool namesFiles(const Scenario &scenario)
{
    const bool devices =
        std::ranges::any_of(scenario.devices, [](const DeviceEntry &entry) { return !entry.file.isEmpty(); });
    return devices || !scenario.rows.csv.isEmpty();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    makeApplication();
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype zero = input.indexOf('\0');
    if (zero >= 0) {
        const auto rows = rowsFromCsv(input.sliced(zero + 1));
        require(!rows || !rows->isEmpty(), "rows or an error");
    }
    const auto reading = ScenarioFile::read(zero < 0 ? input : input.first(zero));
    for (const Error &fault : reading.faults)
        require(!fault.message.isEmpty() && !fault.where.isEmpty(), "a fault says what is wrong, and where");
    if (reading.faults.isEmpty())
        checkText(reading.scenario);
    if (!namesFiles(reading.scenario))
        (void)checkScenario(reading.scenario);
    return 0;
}
