// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/answerparts.h"

namespace Standin::Rest {

/// A payload as members of a JSON object, `"payload":"…","json":…` or `"payloadBase64":"…"`, without a comma around
/// them (see payloadjson.h). Made slice by slice, whatever its length; the payload is shared. `json` is the payload
/// itself, digit by digit, and is left out above 1 MiB.
[[nodiscard]] AnswerPiece payloadMembersPiece(const QByteArray &payload);

/// Its text alone, inside a JSON string; what is not UTF-8 is replaced.
[[nodiscard]] AnswerPiece payloadTextPiece(const QByteArray &payload);

} // namespace Standin::Rest
