// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "journal/entry.h"
#include "rest/http/answerparts.h"

namespace Standin::Rest {

/// How much of the payloads an answer about a device has.
enum class Payloads : quint8 {
    Short, ///< for lists: the first 1 KiB, and the first ten preset replies
    Whole,
};

/// A device as a JSON object. Members that do not apply at the moment (offlineMode, error, attempt, lastMessage) are
/// omitted. `last` is the entry of the last message, if its whole payload is needed and the journal still has it.
[[nodiscard]] std::vector<AnswerPiece> statusPieces(const DeviceStatus &status, Payloads payloads,
                                                    const EntryPtr &last = {});

} // namespace Standin::Rest
