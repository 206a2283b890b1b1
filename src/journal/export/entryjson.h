// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "journal/export/textpiece.h"

#include <QJsonObject>

namespace Standin {

/// An entry as in REST and in exported files, without the payload. Members that do not apply to its event are omitted.
[[nodiscard]] QJsonObject entryJson(const Entry &entry);

/// The whole entry as the text of a JSON object: entryJson() and, for a message, payloadMembersPiece().
[[nodiscard]] TextPiece entryPiece(const Entry &entry);

/// The same on one line: the line ends between the tokens of its JSON become spaces; in strings they are escaped.
[[nodiscard]] TextPiece entryLinePiece(const Entry &entry);

} // namespace Standin
