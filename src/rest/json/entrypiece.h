// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "rest/http/answerparts.h"

namespace Standin::Rest {

/// Limit for the entries of one answer (Entry::bytes()): they stay in memory until they are sent.
inline constexpr qsizetype maxAnswerBytes = 8 * 1024 * 1024;

/// The entries as the elements of a JSON array, without its brackets. An entry is released when it was sent.
[[nodiscard]] AnswerPiece entriesPiece(const QList<EntryPtr> &entries);

/// The texts of their payloads within a JSON string, separated by "|".
[[nodiscard]] AnswerPiece textsPiece(const QList<EntryPtr> &entries);

} // namespace Standin::Rest
