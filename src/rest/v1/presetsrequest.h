// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/presetreply.h"

namespace Standin::Rest {

/// {"presetReplies": [ … ]}, each as the arguments of the order that adds it. InvalidArgument with a JSON pointer, also
/// for unknown keys; TooLarge.
[[nodiscard]] Result<QList<PresetReply>> presetsFrom(const QByteArray &body);

} // namespace Standin::Rest
