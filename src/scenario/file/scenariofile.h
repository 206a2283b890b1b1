// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/faults.h"
#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

/// The file format `standin.scenario/1` (docs/scenarios.md). Errors name line and column, or the JSON pointer of the
/// value with what was found and what was expected; a newer format is refused. Unknown keys are refused, because with a
/// misspelt key a test would check less. ScenarioCheck checks the meaning.
namespace ScenarioFile {

inline constexpr QStringView format = u"standin.scenario/1";
inline constexpr qint64 maxFileBytes = 16 * 1024 * 1024;
inline constexpr int deepestInclude = 10;
inline constexpr qsizetype mostDeviceEntries = 1000;

/// As much of a scenario as could be read, and every fault.
struct Reading
{
    Scenario scenario = {}; ///< Access::All, or Confined if it says so
    QList<Error> faults = {};
};

/// Without the files that it includes.
[[nodiscard]] Reading read(const QByteArray &text);
/// With them. Faults have the path of the file in which they are. `access`: what it may use at most.
[[nodiscard]] Reading readFile(const QString &path, Access access = Access::All);
/// The files that the scenario includes, relative to its folder; each becomes Include::scenario.
[[nodiscard]] QList<Error> resolveIncludes(Scenario &scenario);

/// read() and readFile() with the first fault as the error.
[[nodiscard]] Result<Scenario> parse(const QByteArray &text);
[[nodiscard]] Result<Scenario> load(const QString &path);

/// The text that the scenario was read from (Scenario::source), changed only where the scenario has changed.
[[nodiscard]] QByteArray toText(const Scenario &scenario);
/// Gives the text that the file has now; after an error it is what it was.
[[nodiscard]] Result<QByteArray> save(const Scenario &scenario, const QString &path);

} // namespace ScenarioFile

} // namespace Standin::Scenarios
