// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/step.h"
#include "scenario/run/runreport.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The displayed texts for steps of scenarios and their outcomes.
class StepWords final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::StepWords)

public:
    /// "Go offline", by Step::kindName().
    [[nodiscard]] static QString kind(const QString &name);
    /// What a step of this kind is for, in a sentence or two.
    [[nodiscard]] static QString explanation(const QString &kind);
    /// What belongs into a part, by its pointer ("/setup"); a general text for everything else.
    [[nodiscard]] static QString part(const QString &pointer);
    /// The icon of a kind (lineIcon).
    [[nodiscard]] static QString icon(const QString &kind);
    /// What the step does, in one line: "gw goes offline (abrupt)". `values`: what its templates became in a run
    /// (StepReport::values); empty: as it is written.
    [[nodiscard]] static QString summary(const Scenarios::Step &step, const QString &values = {});
    /// Its name, or else what it does.
    [[nodiscard]] static QString title(const Scenarios::Step &step, const QString &values = {});
    [[nodiscard]] static QString outcome(Scenarios::StepOutcome outcome);
    [[nodiscard]] static QString verdict(Scenarios::Verdict verdict);
    /// "12 ms", "3.4 s".
    [[nodiscard]] static QString duration(qint64 micros);

    /// The devices of a step: "gw", "gw, door", "all devices", "the device".
    [[nodiscard]] static QString devices(const Scenarios::DeviceNames &names);
    /// "1 message", "at least 2 messages".
    [[nodiscard]] static QString amount(const Scenarios::Amount &amount);
};

} // namespace Standin::Gui
