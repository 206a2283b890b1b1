// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/reply.h"

#include <functional>
#include <vector>

namespace Standin::Rest {

/// Appends a piece of a body, about 16 KiB at most. False when there was none left.
using AnswerPiece = std::function<bool(QByteArray &body)>;

inline constexpr qsizetype usualPartBytes = 32 * 1024;

/// A piece of constant bytes.
[[nodiscard]] AnswerPiece literalPiece(QByteArray text);

/// The pieces that `pieceOf` makes of one item after the other, with `separator` between them: the elements of a JSON
/// array, for example. An item is released when its pieces are made.
template <typename Item, typename PieceOf>
[[nodiscard]] AnswerPiece eachPiece(QList<Item> items, const QByteArray &separator, PieceOf pieceOf)
{
    return [items = std::move(items), separator, pieceOf = std::move(pieceOf), at = qsizetype(0),
            current = AnswerPiece()](QByteArray &body) mutable {
        if (current && current(body))
            return true;
        current = nullptr;
        if (at == items.size())
            return false;
        if (at > 0)
            body += separator;
        current = pieceOf(items.at(at));
        items[at++] = Item();
        return true;
    };
}

/// Answers with JSON that is made while it is sent: the pieces one after the other, each until it has no more bytes,
/// and only as fast as the client reads. So a long answer needs little memory and does not delay other clients. A short
/// one is sent with a Content-Length.
///
/// If the context is destroyed before the end, the connection is aborted. `heldBytes`: the memory that the pieces hold
/// until they are sent. `beginning`: status and type. `partBytes`: so much is made before other clients are served;
/// less than usual for pieces that take long. 503 when all answers together would hold too much.
void sendInParts(QObject *context, const ReplyPtr &reply, std::vector<AnswerPiece> pieces, qint64 heldBytes,
                 HttpResponse beginning = {}, qsizetype partBytes = usualPartBytes);

} // namespace Standin::Rest
