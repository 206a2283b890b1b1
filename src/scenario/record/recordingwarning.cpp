// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordingwarning.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

QString RecordingWarning::toString() const
{
    switch (kind) {
    case Kind::Secret:
        return u"%1: a secret is not recorded; set the environment variable %2 for a run"_s.arg(device, detail);
    case Kind::HiddenAddress:
        return u"%1: the query of the broker's URL is not recorded, because it may have a secret"_s.arg(device);
    case Kind::SettingsChanged:
        return u"%1: its profile was changed; the scenario has the one with which it was first used"_s.arg(device);
    case Kind::StepLeftOut:
        return u"%1: %2 is left out, because no step can repeat it"_s.arg(device, detail);
    case Kind::RuleRemoved:
        return u"the rule %1 was removed; in the scenario it is in force until the end"_s.arg(detail);
    case Kind::ClientIdKept:
        return u"%1: it logs in with its client id, so the scenario uses this one; no other client may have it"_s.arg(
            device);
    case Kind::IndexChanged:
        return u"%1: its index is another one in the scenario"_s.arg(device);
    case Kind::MessagesMissing:
        return u"%1 entries were dropped from the journal before they were recorded"_s.arg(detail);
    case Kind::PayloadTooLarge:
        return u"%1: a payload on %2 is too large to be compared"_s.arg(device, detail);
    case Kind::TooManySteps:
        return u"a scenario has at most %1 steps; the others are left out"_s.arg(detail);
    case Kind::LimitReached:
        return u"the recording ended at its limit"_s;
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Scenarios
