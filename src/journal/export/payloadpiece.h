// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/export/textpiece.h"

namespace Standin {

/// A payload as members of a JSON object, `"payload":"…","json":…` or `"payloadBase64":"…"`, without a comma before or
/// after them: its text if it is UTF-8, and, if it is JSON of at most 1 MiB, the unchanged JSON. Made slice by slice;
/// the payload is shared.
[[nodiscard]] TextPiece payloadMembersPiece(const QByteArray &payload);

/// Only its text, within a JSON string; bytes that are not UTF-8 are replaced.
[[nodiscard]] TextPiece payloadTextPiece(const QByteArray &payload);

} // namespace Standin
