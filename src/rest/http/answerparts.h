// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/reply.h"

#include <functional>
#include <vector>

namespace Standin::Rest {

/// Appends a piece of a body, about 16 KiB at most. False when there was none left.
using AnswerPiece = std::function<bool(QByteArray &body)>;

/// A piece of constant bytes.
[[nodiscard]] AnswerPiece literalPiece(QByteArray text);

/// Answers with JSON that is made while it is sent: the pieces one after the other, each until it has no more bytes,
/// and only as fast as the client reads. So a long answer needs little memory and does not delay other clients. A short
/// one is sent with a Content-Length.
///
/// If the context is destroyed before the end, the connection is aborted. `heldBytes`: the memory that the pieces hold
/// until they are sent. `beginning`: status and type. 503 when all answers together would hold too much.
void sendInParts(QObject *context, const ReplyPtr &reply, std::vector<AnswerPiece> pieces, qint64 heldBytes,
                 HttpResponse beginning = {});

} // namespace Standin::Rest
