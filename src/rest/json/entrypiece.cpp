// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/entrypiece.h"

#include "journal/export/entryjson.h"
#include "journal/export/payloadpiece.h"

namespace Standin::Rest {

namespace {

using PieceOf = AnswerPiece (*)(const Entry &);

/// The pieces of one entry after the other, with `separator` between them.
AnswerPiece eachPiece(QList<EntryPtr> entries, const QByteArray &separator, PieceOf pieceOf)
{
    return [entries = std::move(entries), separator, pieceOf, at = qsizetype(0),
            current = AnswerPiece()](QByteArray &body) mutable {
        if (current && current(body))
            return true;
        current = nullptr;
        if (at == entries.size())
            return false;
        if (at > 0)
            body += separator;
        current = pieceOf(*entries[at]);
        entries[at++] = nullptr;
        return true;
    };
}

} // namespace

AnswerPiece entriesPiece(const QList<EntryPtr> &entries)
{
    return eachPiece(entries, ",", &entryPiece);
}

AnswerPiece textsPiece(const QList<EntryPtr> &entries)
{
    return eachPiece(entries, "|", [](const Entry &entry) { return payloadTextPiece(entry.payload); });
}

} // namespace Standin::Rest
