// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

namespace Standin {

/// The payload of a message as a preset reply: the values that tied it to one command become templates, so that the
/// reply fits the next one. Everything else stays as it was written.
[[nodiscard]] QByteArray presetFromEntry(const Entry &entry);

} // namespace Standin
