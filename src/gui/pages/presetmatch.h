// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

namespace Standin::Gui {

/// Which command a preset reply waits for, as a user enters it: nothing for the next one, a topic filter, or a pattern
/// as JSON.
namespace PresetMatch {

[[nodiscard]] Result<JsonText> fromText(const QString &text);
[[nodiscard]] QString toText(const JsonText &match);

} // namespace PresetMatch

} // namespace Standin::Gui
