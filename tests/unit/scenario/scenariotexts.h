// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Texts of scenarios for tests.
namespace ScenarioTexts {

/// A scenario with two devices, "gw" (one) and "thermo" (three), and these steps.
inline QByteArray withSteps(const QByteArray &steps, const QByteArray &others = {})
{
    return R"({"format":"standin.scenario/1","name":"test",)" + others + R"("vars":{"site":"lab","limit":3},)" +
           R"("devices":{"gw":{"profile":{"clientId":"gw-${run.id}","vars":{"room":"a"},"messages":)" +
           R"([{"name":"Door opened","payload":{"door":"open"}}]}},)" +
           R"("thermo":{"profile":{"clientId":"thermo-${index}"},"count":3}},"steps":[)" + steps + "]}";
}

} // namespace ScenarioTexts
