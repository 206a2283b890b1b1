// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"
#include "scenario/file/scenarioscope.h"

namespace Standin::Scenarios {

struct Scenario;

/// A message that an expectation found, or an answer to an `http` step.
using FoundMessage = std::shared_ptr<const Match::Message>;

/// A step with a name that has run.
struct NamedStep
{
    /// Where `since` begins to look: before the action, or behind the last entry that an expectation found.
    Cursor cursor = 0;
    FoundMessage found = {};
};

/// What the steps before a step leave to it. A value, so that branches which run beside each other have their own.
struct Trail
{
    ScenarioScope scope; ///< with the captured values
    Cursor start = 0;    ///< the beginning of the run
    Cursor action = 0;   ///< the cursor of the last action
    QHash<QString, NamedStep> named = {};
    FoundMessage found = {};            ///< by the last expectation
    QString device = {};                ///< the current one of a forEachDevice; empty: none
    const Scenario *scenario = nullptr; ///< the file of the steps
};

} // namespace Standin::Scenarios
