// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/recordingwords.h"

#include "models/payloadpreview.h"

namespace Standin::Gui {

using namespace Scenarios;

QString RecordingWords::warning(const RecordingWarning &warning)
{
    using Kind = RecordingWarning::Kind;
    const QString device = Models::textPreview(warning.device, 60);
    const QString detail = Models::textPreview(warning.detail, 100);
    switch (warning.kind) {
    case Kind::Secret:
        return tr("%1: its secret is not in the file. A run takes it from the environment variable %2.")
            .arg(device, detail);
    case Kind::HiddenAddress:
        return tr("%1: the query of the broker's URL was left out, because it may have a secret.").arg(device);
    case Kind::SettingsChanged:
        return tr("%1: its profile was changed. The scenario has the one with which it was first used.").arg(device);
    case Kind::StepLeftOut:
        return tr("%1: no step can repeat this: %2.").arg(device, detail);
    case Kind::RuleRemoved:
        return tr("The rule %1 was removed. In the scenario it stays until the end.").arg(detail);
    case Kind::ClientIdKept:
        return tr("%1: it logs in with its client id, so the scenario has this one. Take the device offline before a "
                  "run.")
            .arg(device);
    case Kind::IndexChanged:
        return tr("%1: its index is another one in the scenario.").arg(device);
    case Kind::MessagesMissing:
        return tr("%1 entries were dropped from the log before they could be recorded.").arg(detail);
    case Kind::PayloadTooLarge:
        return tr("%1: a payload on %2 is too large to be compared.").arg(device, detail);
    case Kind::TooManySteps:
        return tr("A scenario has at most %1 steps; the others were left out.").arg(detail);
    case Kind::LimitReached:
        return tr("The recording ended at its limit.");
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Gui
