// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"

namespace Standin::Rest {

/// The object of a body; an empty body stands for an empty object.
[[nodiscard]] Result<JsonReader> readerOf(const QByteArray &body);

/// A body that is any object, such as the state of a device; likewise.
[[nodiscard]] Result<JsonText> objectFrom(const QByteArray &body);

/// What the reader has found wrong, also unknown keys; call it after the last read().
[[nodiscard]] Result<> finish(JsonReader &reader);

} // namespace Standin::Rest
