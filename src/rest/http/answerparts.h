// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/reply.h"

#include <functional>
#include <vector>

namespace Standin::Rest {

/// Appends a piece of a body, some 16 KiB at most. False when there was none left.
using AnswerPiece = std::function<bool(QByteArray &body)>;

/// A piece that is there already.
[[nodiscard]] AnswerPiece literalPiece(QByteArray text);

/// Answers with JSON that is made while it is sent: the pieces one after the other, each as often as it has something,
/// and no more at a time than a client takes. So the length of an answer costs neither memory nor the time of other
/// clients. A short one is sent with its length, as any other.
///
/// When the context goes first, the answer is broken off. `heldBytes`: what the pieces hold as long as they are not
/// sent. 503 when all answers together would hold too much.
void sendInParts(QObject *context, const ReplyPtr &reply, std::vector<AnswerPiece> pieces, qint64 heldBytes);

} // namespace Standin::Rest
