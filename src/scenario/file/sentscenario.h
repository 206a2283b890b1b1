// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenariofile.h"

/// Scenarios that a request has sent. They must not make this machine send its files and secrets to an address of their
/// choice, neither now nor when they are run from a file later (Access).
namespace Standin::Scenarios {

/// Reads one, with the files that it includes. `access`: Confined for one that is to become a file, or Sent. `folder`:
/// of its relative paths; empty: it can use no files. Faults have JSON pointers.
[[nodiscard]] ScenarioFile::Reading readSent(const QByteArray &text, const QString &folder, Access access);

/// The text as it may be written into a file: with "confined": true. InvalidArgument when it says otherwise.
[[nodiscard]] Result<QByteArray> confinedText(const QByteArray &text);

} // namespace Standin::Scenarios
