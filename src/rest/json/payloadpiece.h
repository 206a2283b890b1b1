// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/answerparts.h"

namespace Standin::Rest {

/// A payload as members of a JSON object, `"payload":"…","json":…` or `"payloadBase64":"…"`, without a comma around
/// them: its text where it is UTF-8, and where it is JSON of at most 1 MiB that itself, digit by digit. Made slice by
/// slice, whatever its length; the payload is shared.
[[nodiscard]] AnswerPiece payloadMembersPiece(const QByteArray &payload);

/// Its text alone, inside a JSON string; what is not UTF-8 is replaced.
[[nodiscard]] AnswerPiece payloadTextPiece(const QByteArray &payload);

} // namespace Standin::Rest
