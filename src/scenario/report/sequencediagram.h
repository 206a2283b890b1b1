// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

namespace Standin::Scenarios {

/// The messages of a run as a sequence diagram in SVG: a lane for each device, the broker, each probe and HTTP; arrows
/// in the order of their times; the failing step, the messages that contradict it and those that came near are marked.
/// A pure function of the report; the picture needs nothing from outside.
[[nodiscard]] QByteArray sequenceDiagram(const RunReport &run);

/// So many rows are drawn, the last ones up to the failure; and so many lanes of devices.
inline constexpr qsizetype mostDiagramRows = 300;
inline constexpr qsizetype mostDiagramLanes = 12;

} // namespace Standin::Scenarios
