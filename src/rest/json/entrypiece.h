// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "rest/http/answerparts.h"

namespace Standin::Rest {

/// The entries as the elements of a JSON array, without its brackets. One that is sent is not held any longer.
[[nodiscard]] AnswerPiece entriesPiece(const QList<EntryPtr> &entries);

/// The texts of their payloads inside a JSON string, with "|" between them.
[[nodiscard]] AnswerPiece textsPiece(const QList<EntryPtr> &entries);

/// What the entries hold.
[[nodiscard]] qint64 bytesOf(const QList<EntryPtr> &entries);

} // namespace Standin::Rest
