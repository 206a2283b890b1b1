// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/dryrun.h"
#include "gui/log/entryfacts.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// A dry run of rules in words.
class DryRunText final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::DryRunText)

public:
    /// The rules that match, then the near misses with all of their conditions.
    [[nodiscard]] static QString of(const DryRun &run);
    /// A fact for each near miss, with the conditions that did not hold.
    [[nodiscard]] static QList<EntryFacts::Fact> nearMisses(const DryRun &run);

private:
    static QString heading(const Rules::Judgement &judgement);
    static QString line(const Match::Check &check);
};

} // namespace Standin::Gui
