// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "rest/http/httpresponse.h"

#include <QJsonArray>

namespace Standin::Rest {

/// Faults or warnings of scenarios, at most `mostFaults`. A place in the file `own` is its JSON pointer alone; the
/// paths of other files are relative to `folder`, if they are in it.
[[nodiscard]] QJsonArray faultsJson(const QList<Error> &faults, const QString &folder, const QString &own = {});
inline constexpr qsizetype mostFaults = 100;

/// 422: the scenario cannot be run. `detail` is the first fault, `faults` has all.
[[nodiscard]] HttpResponse faultsProblem(const QList<Error> &faults, const QString &folder, const QString &own = {});

} // namespace Standin::Rest
