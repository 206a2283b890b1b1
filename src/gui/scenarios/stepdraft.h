// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "profile/profile.h"
#include "scenario/file/scenario.h"

namespace Standin::Gui {

/// New steps and files.
namespace StepDraft {

/// A step of this kind that the user goes on with; its device is the first one of the scenario.
[[nodiscard]] JsonText ofKind(const QString &kind, const Scenarios::Scenario &scenario);
/// Expects the message of the entry. Correlation values are left out, because they differ each time.
[[nodiscard]] JsonText expecting(const Entry &entry, const QString &device);
/// Publishes the message of the entry: as the device, or, if the device received it, as a probe.
[[nodiscard]] JsonText sending(const Entry &entry, const QString &device);

/// A file without steps.
[[nodiscard]] QByteArray newFile();

/// Which name of `devices` stands for the client id; empty: none.
[[nodiscard]] QString deviceNameFor(const Scenarios::Scenario &scenario, const QString &clientId);
/// A name for a client id that is not one of `devices` yet.
[[nodiscard]] QString newDeviceName(const Scenarios::Scenario &scenario, const QString &clientId);
/// The entry of `devices` for a device of the window: its profile, with a client id of its own for each run.
[[nodiscard]] JsonText deviceEntry(const Profile &profile, const QString &clientId);

} // namespace StepDraft

} // namespace Standin::Gui
