// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "scenario/record/recorder.h"

#include <QJsonObject>

namespace Standin::Rest {

/// The options of a recording from the body of a request.
[[nodiscard]] Result<Scenarios::RecordingOptions> recordingOptionsFrom(const QByteArray &body);

/// A recording as REST shows it.
[[nodiscard]] QJsonObject recordingJson(const Scenarios::RecordingStatus &status);

} // namespace Standin::Rest
