// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Scenarios {

/// What a recorded scenario lacks, or what its user has to know about it. A value; the window has its own text for each
/// kind.
struct RecordingWarning
{
    enum class Kind : quint8 {
        Secret,          ///< `detail`: the environment variable that has to have the secret of `device`
        HiddenAddress,   ///< the query of its broker's URL was left out: it may have a secret
        SettingsChanged, ///< `device` got another profile; the scenario has the one with which it was first used
        StepLeftOut,     ///< `detail`: the name of an order that no step can repeat, or that failed
        RuleRemoved,     ///< `detail`: the id of a rule that was removed; in the scenario it stays until the end
        ClientIdKept,    ///< what the device logs in with depends on its client id, so the scenario has this one
        IndexChanged,    ///< `device` has another `index` in the scenario
        MessagesMissing, ///< `detail`: so many entries were dropped from the journal before they were recorded
        PayloadTooLarge, ///< `detail`: the topic of a message of `device` whose payload is not compared
        TooManySteps,    ///< what came after the limit of a scenario file is left out
        LimitReached,    ///< the recording ended by itself
    };

    Kind kind;
    QString device = {};
    QString detail = {};

    /// In English, for REST and logs.
    [[nodiscard]] QString toString() const;
    bool operator==(const RecordingWarning &) const = default;
};

} // namespace Standin::Scenarios
