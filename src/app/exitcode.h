// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Standin::App::ExitCode {

/// What the programs exit with.
inline constexpr int success = 0;
inline constexpr int failed = 1; ///< a scenario
inline constexpr int interrupted = 2;
inline constexpr int internal = 3;
inline constexpr int usage = 4;
inline constexpr int nothingToRun = 5;
inline constexpr int brokerUnreachable = 10;

} // namespace Standin::App::ExitCode
