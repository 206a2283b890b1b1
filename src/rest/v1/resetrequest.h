// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/reset.h"

#include <QJsonArray>

namespace Standin::Rest {

/// {presetReplies?, rules?, …}: true or false for each part. InvalidArgument with a JSON pointer, also for unknown
/// keys.
[[nodiscard]] Result<ResetParts> resetPartsFrom(const QByteArray &body);

/// The parts that are put back, as the body names them.
[[nodiscard]] QJsonArray namesOf(const ResetParts &parts);

} // namespace Standin::Rest
