// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/entrypiece.h"

#include "journal/export/entryjson.h"
#include "journal/export/payloadpiece.h"

namespace Standin::Rest {

AnswerPiece entriesPiece(const QList<EntryPtr> &entries)
{
    return eachPiece(entries, ",", [](const EntryPtr &entry) -> AnswerPiece { return entryPiece(*entry); });
}

AnswerPiece textsPiece(const QList<EntryPtr> &entries)
{
    return eachPiece(entries, "|",
                     [](const EntryPtr &entry) -> AnswerPiece { return payloadTextPiece(entry->payload); });
}

} // namespace Standin::Rest
