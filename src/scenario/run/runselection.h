// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenariofile.h"
#include "scenario/run/runbatch.h"

namespace Standin::Scenarios {

/// The runs that files and folders stand for.
struct RunSelection
{
    QList<BatchItem> items = {}; ///< one for each scenario and row, in the order of the files
    QList<Error> faults = {};    ///< of files that cannot be run, with their paths
    QList<Error> warnings = {};  ///< advice, likewise
    qsizetype otherTags = 0;     ///< scenarios that have none of the tags

    /// `paths`: files, and folders that are searched for *.scenario.json at any depth, in the order of their names.
    /// `tags`: a scenario needs one of them; empty: all scenarios. `vars`: those that the runs will have in addition.
    /// Reads and checks the files, so it may take a while.
    /// `access`: what the scenarios may use at most.
    [[nodiscard]] static RunSelection make(const QStringList &paths, const QStringList &tags,
                                           const JsonText &vars = JsonText::emptyObject(), Access access = Access::All);
    /// Those of a scenario that a request has sent (readSent()).
    [[nodiscard]] static RunSelection ofSent(const QByteArray &text, const QString &folder, const QStringList &tags,
                                             const JsonText &vars);
    /// The items of one scenario.
    [[nodiscard]] static Result<QList<BatchItem>> itemsOf(const std::shared_ptr<const Scenario> &scenario);

    static constexpr qsizetype mostFiles = 10'000;

private:
    /// The items of a scenario that was read, or its faults.
    void add(ScenarioFile::Reading reading, const QStringList &tags, const JsonText &vars);
};

} // namespace Standin::Scenarios
